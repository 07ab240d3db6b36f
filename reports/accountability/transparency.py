"""Public statistics of the review: counts and waits only, no names and no locations."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from statistics import median, quantiles
from typing import Any

from django.core.cache import caches
from django.db.models import Count, Min
from django.db.models.functions import TruncMonth
from django.utils import timezone

from reports.models import Objection, Report, ReportEvent
from reports.models.transitions import OPEN, Event

MONTHS = 12
DECISIONS = {
    Event.APPROVE: "approved",
    Event.REJECT: "refused",
    Event.MERGE: "merged",
    Event.REVERT: "reverted",
}
SAMPLE_SIZE = 1000  # latest decisions from which the waits are computed
CACHE_SECONDS = 600  # the events of a year are counted at most once in ten minutes


@dataclass(frozen=True)
class MonthlyDecisions:
    first: date
    approved: int = 0
    refused: int = 0
    merged: int = 0
    reverted: int = 0


@dataclass(frozen=True)
class ReviewStats:
    """Waits in hours; None before the first decision."""

    at: datetime
    waiting: dict[str, int]  # status -> reports
    oldest: datetime | None
    median_hours: float | None
    ninetieth_hours: float | None
    months: tuple[MonthlyDecisions, ...]  # oldest first, the current one last
    reasons: tuple[tuple[str, int], ...]  # (reason code, refusals in these months), most frequent first
    objections_open: int
    objections_answered: int
    objection_median_hours: float | None


def review_stats() -> ReviewStats:
    """The statistics, cached for CACHE_SECONDS."""
    stats: ReviewStats = caches["files"].get_or_set(  # type: ignore[assignment]  # never None
        "review-stats", lambda: compute_stats(timezone.now()), CACHE_SECONDS
    )
    return stats


def compute_stats(now: datetime) -> ReviewStats:
    """Seven queries, independent of the size of the tables."""
    since = _months(now)[0]
    start = datetime(since.year, since.month, 1, tzinfo=UTC)
    waits = _hours(Report.objects.decided().order_by("-decided_at").values_list("submitted_at", "decided_at"))
    answered = Objection.objects.answered().order_by("-answered_at")
    objection_waits = _hours(answered.values_list("created_at", "answered_at"))
    open_by_status = dict(Report.objects.open().order_by().values_list("status").annotate(Count("pk")))
    return ReviewStats(
        at=now,
        waiting={str(status): open_by_status.get(status, 0) for status in sorted(OPEN)},
        oldest=Report.objects.waits_for_moderators().aggregate(at=Min("submitted_at"))["at"],
        median_hours=median(waits) if waits else None,
        ninetieth_hours=_ninetieth(waits),
        months=_by_month(now, start),
        reasons=_reasons(start),
        objections_open=Objection.objects.open().count(),
        objections_answered=len(objection_waits),
        objection_median_hours=median(objection_waits) if objection_waits else None,
    )


def _hours(pairs: Any) -> list[float]:
    return [(end - start) / timedelta(hours=1) for start, end in pairs[:SAMPLE_SIZE] if end]


def _ninetieth(waits: list[float]) -> float | None:
    if len(waits) < 2:
        return waits[0] if waits else None
    return quantiles(waits, n=10, method="inclusive")[-1]


def _months(now: datetime) -> list[date]:
    last = now.year * 12 + now.month - 1
    return [date(n // 12, n % 12 + 1, 1) for n in range(last - MONTHS + 1, last + 1)]


def _by_month(now: datetime, start: datetime) -> tuple[MonthlyDecisions, ...]:
    events = ReportEvent.objects.filter(event__in=DECISIONS, at__gte=start)
    rows = events.order_by().annotate(month=TruncMonth("at", tzinfo=UTC)).values_list("month", "event")
    counted = {(month.date(), DECISIONS[Event(event)]): n for month, event, n in rows.annotate(Count("pk"))}
    return tuple(
        MonthlyDecisions(first, **{name: counted.get((first, name), 0) for name in DECISIONS.values()})
        for first in _months(now)
    )


def _reasons(start: datetime) -> tuple[tuple[str, int], ...]:
    refused = Report.objects.filter(status=Report.Status.REJECTED, decided_at__gte=start)
    return tuple(Counter(dict(refused.order_by().values_list("reason").annotate(Count("pk")))).most_common())
