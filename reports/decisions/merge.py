"""Merging a report into another report or into a camera that it duplicates."""

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

MERGE_TARGETS = OPEN | {Status.APPROVED}  # what another report can be merged into


def merge(report: Report, *, by: User, version: int, into: Report | Camera) -> None:
    """Close the report as a duplicate of `into`: an active camera, or an open or approved report.

    Raises AlreadyDecided, BadTarget. Reports that were merged into this one are redirected to `into`.
    """
    with transaction.atomic():
        target = _lock_target(report, into)
        require_permission(report, Action.REVIEW, target, by=by)
        columns = _target_columns(target)
        advance(
            report,
            Event.MERGE,
            version=version,
            by=by,
            data={name: row.pk for name, row in columns.items() if row},
            decided_by=by,
            decided_at=timezone.now(),
            **columns,
        )
        report.merged.update(**columns)


def _lock_target(report: Report, into: Report | Camera) -> Report | Camera:
    """The target, reloaded and locked until the commit. Raises BadTarget."""
    if isinstance(into, Camera):
        target: Report | Camera | None = (
            Camera.objects.published().select_for_update().filter(pk=into.pk).first()
        )
    else:
        target = _lock_report(report, into)
    if target is None:
        raise BadTarget
    return target


def _lock_report(report: Report, into: Report) -> Report | None:
    """Lock both rows in the order of their ids: otherwise two moderators who merge A into B and B into A
    would deadlock, or create a cycle."""
    both = Report.objects.select_for_update().filter(pk__in=[report.pk, into.pk]).order_by("pk")
    return next((row for row in both if row.pk != report.pk and row.status in MERGE_TARGETS), None)


def _target_columns(target: Report | Camera) -> dict[str, Any]:
    is_camera = isinstance(target, Camera)
    return {
        "merged_into": None if is_camera else target,
        "merged_into_camera": target if is_camera else None,
    }
