"""Who is looking at a report right now: a hint for colleagues, never a lock. Ten years of locks in other
systems were ten years of reports that somebody had opened and left."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from reports.models import Report

LASTS = timedelta(seconds=90)  # a page says so each 60 seconds


def look(report: Report, *, by: User) -> User | None:
    """Say that somebody looks, unless somebody else does already; returns that other one.

    Touches neither version nor events: to look is not to change.
    """
    if someone := other(report, by):
        return someone
    Report.objects.filter(pk=report.pk).update(looking_by=by, looking_until=timezone.now() + LASTS)
    return None


def other(report: Report, person: User) -> User | None:
    """Who looks at it besides this person."""
    is_now = report.looking_until is not None and report.looking_until > timezone.now()
    return report.looking_by if is_now and report.looking_by_id != person.pk else None
