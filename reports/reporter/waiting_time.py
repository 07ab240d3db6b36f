"""How long reports wait, from those that were decided last: what a reporter is told."""

from datetime import timedelta
from statistics import median

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.models import Report

LAST = 50  # decisions: enough for a steady median, few enough to be of this season


def last_waits() -> list[timedelta]:
    """From sending to deciding, of the last decisions. One query, on reports_report_decided_at."""
    rows = Report.objects.filter(decided_at__isnull=False).order_by("-decided_at")
    return [
        decided - sent for sent, decided in rows.values_list("submitted_at", "decided_at")[:LAST] if decided
    ]


def usual_wait() -> timedelta | None:
    """The median wait; None before the first decision."""
    waits = last_waits()
    seconds = [wait.total_seconds() for wait in waits]
    return timedelta(seconds=median(seconds)) if seconds else None


def in_words(wait: timedelta) -> str:
    """Rounded up, so that nobody is promised more than was kept: "2 hours", "3 days"."""
    hours = -(-wait // timedelta(hours=1))
    if hours <= 1:
        return _("an hour")
    if hours <= 24:
        return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
    days = -(-wait // timedelta(days=1))
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
