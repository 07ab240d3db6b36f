"""Filters and order of the moderation queue, parsed once from the query string."""

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
    """Filters of the queue. Unknown values are ignored, so that an old bookmark still works."""

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
        """The query string of these filters, without defaults; empty or with a leading `?`."""
        plain = QueueFilter()
        changed = {name: value for name, value in vars(self).items() if value != getattr(plain, name)}
        return f"?{urlencode(changed)}" if changed else ""

    @property
    def is_plain(self) -> bool:
        return self.from_the_start() == QueueFilter()

    @property
    def is_narrowed(self) -> bool:
        """Whether there is a filter besides the state."""
        return replace(self.from_the_start(), state=Status.PENDING) != QueueFilter()

    def from_the_start(self) -> Self:
        return replace(self, after="")

    @property
    def order(self) -> tuple[str, ...]:
        return SORTS[self.sort]

    def apply(self, reports: ReportQuerySet, person: User) -> ReportQuerySet:
        """All matching reports, in order; pagination is in reports/review/queue_page.py."""
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
                # IN, not EXISTS: without statistics SQLite would scan all my decisions for each report.
                mine = ReportEvent.objects.decisions_of(person).order_by()
                return reports.filter(pk__in=mine.values("report"))
            case "looking":
                return reports.viewed_by_others(timezone.now(), viewer=person)
        return reports


def _one_of(value: str | None, allowed: list[str], default: str = "") -> str:
    return value if value in allowed else default


def visible_reports(person: User) -> ReportQuerySet:
    """Reports that the person may see in a list: all, or those with pin and camera in their areas."""
    if person.is_superuser or person.jurisdiction.everywhere:
        return Report.objects.all()
    return Report.objects.within(Area.objects.within(person.jurisdiction.areas), wholly=True)


def counts(person: User) -> dict[str, int]:
    """Number of open reports by status. One query, on reports_report_open."""
    rows = visible_reports(person).open().order_by().values_list("status").annotate(n=Count("pk"))
    return {str(status): 0 for status in OPEN} | dict(rows)


def next_report(report: Report, filters: QueueFilter, person: User) -> Report | None:
    """The next report in the filtered queue; at its end the first one."""
    remaining = filters.apply(visible_reports(person), person).exclude(pk=report.pk)
    return remaining.after(report, filters.order).first() or remaining.first()
