"""Presence: who has a report open right now. A hint for colleagues and not a lock, because a lock blocks a
report that somebody opened and left."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from reports.models import Report

PRESENCE_TIMEOUT = timedelta(seconds=90)  # an open page renews it each 60 seconds


def mark_present(report: Report, *, by: User) -> User | None:
    """Mark the report as open, unless somebody else has it open; returns that person.

    Changes neither the version nor the events.
    """
    if someone := other_viewer(report, by):
        return someone
    Report.objects.filter(pk=report.pk).update(looking_by=by, looking_until=timezone.now() + PRESENCE_TIMEOUT)
    return None


def other_viewer(report: Report, person: User) -> User | None:
    """Another person who has the report open."""
    is_now = report.looking_until is not None and report.looking_until > timezone.now()
    return report.looking_by if is_now and report.looking_by_id != person.pk else None
