"""Median waiting time of the latest decisions, shown to reporters."""

from datetime import timedelta
from statistics import median

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.models import Report

SAMPLE_SIZE = 50  # decisions: enough for a stable median, few enough to be recent


def last_waits() -> list[timedelta]:
    """Time from submission to decision of the latest decisions. One query, on reports_report_decided_at."""
    rows = Report.objects.filter(decided_at__isnull=False).order_by("-decided_at")
    return [
        decided - sent
        for sent, decided in rows.values_list("submitted_at", "decided_at")[:SAMPLE_SIZE]
        if decided
    ]


def median_wait() -> timedelta | None:
    """The median wait; None before the first decision."""
    waits = last_waits()
    seconds = [wait.total_seconds() for wait in waits]
    return timedelta(seconds=median(seconds)) if seconds else None


def duration_text(wait: timedelta) -> str:
    """The duration rounded up, such as "2 hours" or "3 days"."""
    hours = -(-wait // timedelta(hours=1))
    if hours <= 1:
        return _("an hour")
    if hours <= 24:
        return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
    days = -(-wait // timedelta(days=1))
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
