"""Merging: the report says what another report, or the map, says already."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.roles import Action
from cameras.models import Camera
from reports.history.conflicts import BadTarget
from reports.history.events import advance
from reports.jurisdiction import require_permission
from reports.models import Report
from reports.models.transitions import OPEN, Event, Status

LIVING = OPEN | {Status.APPROVED}  # what another report can be merged into


def merge(report: Report, *, by: User, version: int, into: Report | Camera) -> None:
    """Close the report as one more of `into`: a camera of the map, or a report that waits or was approved.

    Raises AlreadyDecided, BadTarget. Reports that were merged into this one go along.
    """
    with transaction.atomic():
        target = _locked(report, into)
        require_permission(report, Action.REVIEW, target, by=by)
        place = _place(target)
        advance(
            report,
            Event.MERGE,
            version=version,
            by=by,
            data={name: one.pk for name, one in place.items() if one},
            decided_by=by,
            decided_at=timezone.now(),
            **place,
        )
        report.merged.update(**place)


def _locked(report: Report, into: Report | Camera) -> Report | Camera:
    """The target as it is now, kept so until the commit."""
    if isinstance(into, Camera):
        found: Report | Camera | None = (
            Camera.objects.published().select_for_update().filter(pk=into.pk).first()
        )
    else:
        found = _locked_report(report, into)
    if found is None:
        raise BadTarget
    return found


def _locked_report(report: Report, into: Report) -> Report | None:
    """Both rows, always in the order of their ids: two moderators who merge A into B and B into A would wait
    for each other otherwise, or make a ring."""
    both = Report.objects.select_for_update().filter(pk__in=[report.pk, into.pk]).order_by("pk")
    return next((one for one in both if one.pk != report.pk and one.status in LIVING), None)


def _place(target: Report | Camera) -> dict[str, Any]:
    is_camera = isinstance(target, Camera)
    return {
        "merged_into": None if is_camera else target,
        "merged_into_camera": target if is_camera else None,
    }
