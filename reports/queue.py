"""Which reports a moderator sees, and in which order: the query string, parsed once into a typed value."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Self
from urllib.parse import urlencode

from django.db.models import Count
from django.http import QueryDict
from django.utils import timezone

from accounts.models import User
from areas.models import Area
from reports.models import Report, ReportQuerySet
from reports.transitions import OPEN, Status

LINES = 50  # of the list on one screen: it is worked from its top, and each line costs a millisecond to draw
DAYS = {"1": timedelta(days=1), "7": timedelta(days=7), "30": timedelta(days=30)}
SORTS = ("oldest", "newest", "risk")


@dataclass(frozen=True)
class QueueFilter:
    """What is wanted. A word that is none of these counts as left out: a stale bookmark still opens."""

    state: str = Status.PENDING
    kind: str = ""
    area: str = ""
    older: str = ""  # days
    flag: str = ""  # risk, second, near
    sort: str = "oldest"

    @classmethod
    def parse(cls, query: QueryDict) -> Self:
        return cls(
            state=_one_of(query.get("state"), [str(status) for status in OPEN], Status.PENDING.value),
            kind=_one_of(query.get("kind"), Report.Kind.values),
            area=query.get("area", "")[:40].replace("\0", ""),
            older=_one_of(query.get("older"), list(DAYS)),
            flag=_one_of(query.get("flag"), ["risk", "second", "near"]),
            sort=_one_of(query.get("sort"), list(SORTS), "oldest"),
        )

    def query(self) -> str:
        """The address that asks for it: only what differs from the plain queue; empty or with its `?`."""
        plain = QueueFilter()
        asked = {name: value for name, value in vars(self).items() if value != getattr(plain, name)}
        return f"?{urlencode(asked)}" if asked else ""

    @property
    def is_plain(self) -> bool:
        return self == QueueFilter()

    def apply(self, reports: ReportQuerySet) -> ReportQuerySet:
        reports = reports.filter(status=self.state)
        if self.kind:
            reports = reports.filter(kind=self.kind)
        if self.area:
            inside = Area.objects.filter(code=self.area).values_list("pk", flat=True)
            reports = reports.within(Area.objects.within(list(inside)))
        if self.older:
            reports = reports.filter(submitted_at__lt=timezone.now() - DAYS[self.older])
        return self._sorted(self._flagged(reports))

    def _flagged(self, reports: ReportQuerySet) -> ReportQuerySet:
        if self.flag == "risk":
            return reports.filter(risk_score__gt=0)
        if self.flag == "second":
            return reports.filter(second_opinion=True)
        return reports.exclude(acknowledged=[]) if self.flag == "near" else reports

    def _sorted(self, reports: ReportQuerySet) -> ReportQuerySet:
        if self.sort == "newest":
            return reports.order_by("-submitted_at", "-pk")
        if self.sort == "risk":
            return reports.order_by("-risk_score", "submitted_at", "pk")
        return reports.oldest_first()


def _one_of(word: str | None, words: list[str], default: str = "") -> str:
    return word if word in words else default


def reachable(person: User) -> ReportQuerySet:
    """The reports that somebody may see in a list: all, or those of their areas."""
    if person.is_superuser or person.reach.everywhere:
        return Report.objects.all()
    return Report.objects.within(Area.objects.within(person.reach.areas))


def counts(person: User) -> dict[str, int]:
    """How many are open, by state. One query, on reports_report_open."""
    rows = reachable(person).open().order_by().values_list("status").annotate(n=Count("pk"))
    return {str(status): 0 for status in OPEN} | dict(rows)


def following(report: Report, wanted: QueueFilter, person: User) -> Report | None:
    """The report after this one in the plain order, else the first that is left."""
    left = wanted.apply(reachable(person)).exclude(pk=report.pk)
    later = left.after(report).first() if wanted.sort == "oldest" else None
    return later or left.first()
