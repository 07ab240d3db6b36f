"""Which reports a moderator sees, and in which order: the query string, parsed once into a typed value."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Self
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef
from django.http import QueryDict
from django.utils import timezone

from accounts.models import User
from areas.models import Area
from reports.models import Photo, Report, ReportEvent, ReportQuerySet
from reports.models.transitions import OPEN, Status

DAYS = {"1": timedelta(days=1), "7": timedelta(days=7), "30": timedelta(days=30)}
FLAGS = ("risk", "second", "near", "photo", "new", "mine", "looking")
SORTS = {
    "oldest": ("submitted_at", "pk"),
    "newest": ("-submitted_at", "-pk"),
    "risk": ("-risk_score", "submitted_at", "pk"),
    "place": ("tile", "submitted_at", "pk"),  # what lies close together has keys close together
}


@dataclass(frozen=True)
class QueueFilter:
    """What is wanted. A word that is none of these counts as left out: a stale bookmark still opens."""

    state: str = Status.PENDING
    kind: str = ""
    area: str = ""
    older: str = ""  # days
    flag: str = ""
    sort: str = "oldest"
    after: str = ""  # the reference of the last report of the page before

    @classmethod
    def parse(cls, query: QueryDict) -> Self:
        return cls(
            state=_one_of(query.get("state"), [str(status) for status in OPEN], Status.PENDING.value),
            kind=_one_of(query.get("kind"), Report.Kind.values),
            area=query.get("area", "")[:40].replace("\0", ""),
            older=_one_of(query.get("older"), list(DAYS)),
            flag=_one_of(query.get("flag"), list(FLAGS)),
            sort=_one_of(query.get("sort"), list(SORTS), "oldest"),
            after=query.get("after", "")[:11].replace("\0", ""),
        )

    def query(self) -> str:
        """The address that asks for it: only what differs from the plain queue; empty or with its `?`."""
        plain = QueueFilter()
        asked = {name: value for name, value in vars(self).items() if value != getattr(plain, name)}
        return f"?{urlencode(asked)}" if asked else ""

    @property
    def is_plain(self) -> bool:
        return self.from_the_start() == QueueFilter()

    @property
    def is_narrowed(self) -> bool:
        """By more than the choice of a state."""
        return replace(self.from_the_start(), state=Status.PENDING) != QueueFilter()

    def from_the_start(self) -> Self:
        return replace(self, after="")

    @property
    def order(self) -> tuple[str, ...]:
        return SORTS[self.sort]

    def apply(self, reports: ReportQuerySet, person: User) -> ReportQuerySet:
        """All that match, in order; where the page begins is for reports/review/queue_page.py."""
        reports = reports.undecided().filter(status=self.state)
        if self.kind:
            reports = reports.filter(kind=self.kind)
        if self.area:
            inside = Area.objects.filter(code=self.area).values_list("pk", flat=True)
            reports = reports.within(Area.objects.within(list(inside)))
        if self.older:
            reports = reports.filter(submitted_at__lt=timezone.now() - DAYS[self.older])
        return self._flagged(reports, person).order_by(*self.order)

    def _flagged(self, reports: ReportQuerySet, person: User) -> ReportQuerySet:
        match self.flag:
            case "risk":
                return reports.filter(risk_score__gt=0)
            case "second":
                return reports.filter(second_opinion=True)
            case "near":
                return reports.exclude(acknowledged=[])
            case "photo":
                return reports.filter(Exists(Photo.objects.filter(report=OuterRef("pk"))))
            case "new":
                return reports.from_new_reporters()
            case "mine":
                # A list, not EXISTS: without statistics SQLite would walk all my decisions for each report.
                mine = ReportEvent.objects.decisions_of(person).order_by()
                return reports.filter(pk__in=mine.values("report"))
            case "looking":
                return reports.viewed_by_others(timezone.now(), viewer=person)
        return reports


def _one_of(word: str | None, words: list[str], default: str = "") -> str:
    return word if word in words else default


def reachable(person: User) -> ReportQuerySet:
    """The reports that somebody may see in a list: all, or those with pin and camera in their areas."""
    if person.is_superuser or person.reach.everywhere:
        return Report.objects.all()
    return Report.objects.within(Area.objects.within(person.reach.areas), wholly=True)


def counts(person: User) -> dict[str, int]:
    """How many are open, by state. One query, on reports_report_open."""
    rows = reachable(person).open().order_by().values_list("status").annotate(n=Count("pk"))
    return {str(status): 0 for status in OPEN} | dict(rows)


def following(report: Report, wanted: QueueFilter, person: User) -> Report | None:
    """The report after this one, else the first that is left."""
    left = wanted.apply(reachable(person), person).exclude(pk=report.pk)
    return left.after(report, wanted.order).first() or left.first()
