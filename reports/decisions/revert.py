"""Taking an approval back: never by forgetting, always by one more revision that restores what was."""

from datetime import timedelta
from typing import Any, cast

from django.utils import timezone

from accounts.models import User
from accounts.permissions import may
from accounts.roles import Action
from cameras.models import Camera, CameraRevision
from cameras.registry.merging import unmerge_cameras
from cameras.registry.revisions import change, registry, snapshot, values_of
from reports.decisions.approve import author_of
from reports.history.conflicts import ChangedSince, FieldConflict
from reports.history.events import advance, check_transition
from reports.jurisdiction import require_permission
from reports.models import Report
from reports.models.transitions import Event, Status

UNDO_WITHIN = timedelta(hours=24)


def may_revert(report: Report, by: User) -> bool:
    """Who approved it may undo it for a day; administrators any time. Says nothing of where it lies."""
    return report.status == Status.APPROVED and may(by, _action(report, by))


def _action(report: Report, by: User) -> Action:
    is_recent = report.decided_at is not None and timezone.now() - report.decided_at <= UNDO_WITHIN
    return Action.UNDO if report.decided_by_id == by.pk and is_recent else Action.REVERT


def revert(report: Report, *, by: User, version: int, reason: str = "") -> CameraRevision:
    """Restore the camera exactly as it was before this report was approved; a new camera leaves the map. Only
    the day of a confirmation that came since is kept.

    Raises AlreadyDecided on the second click, ChangedSince when the camera was changed after the approval:
    then a correction by hand is what is left. In both cases nothing has changed.
    """
    with registry() as clock:
        check_transition(report, Event.REVERT, version)
        require_permission(report, _action(report, by), by=by)
        made = CameraRevision.objects.select_related("camera").get(seq=report.revision_id or 0)
        camera = made.camera
        before = _before(made)
        if _changed_since(made):
            raise ChangedSince(_differences(camera, made, before))
        before["last_confirmed_on"] = snapshot(camera)["last_confirmed_on"]
        author = author_of(by, "revert")
        seq = cast(int, change(clock, camera, values_of(before), author=author))  # an approval changed it
        approval = report.events.filter(event=Event.APPROVE).latest("seq")
        unmerge_cameras(clock, camera, approval.data.get("followed", []), author=author)
        advance(
            report,
            Event.REVERT,
            version=version,
            by=by,
            data={"reason": reason, "seq": seq},
            decided_by=by,
            decided_at=timezone.now(),
        )
    return CameraRevision.objects.select_related("camera").get(seq=seq)


def _changed_since(made: CameraRevision) -> bool:
    """By anything but a resident's "still there": that says nothing against the undo, and whoever wants to
    keep a wrong camera on the map could say it at any time."""
    later = made.camera.revisions.filter(version__gt=made.version)
    return any(names != ["last_confirmed_on"] for names in later.values_list("changed", flat=True))


def _before(made: CameraRevision) -> dict[str, Any]:
    """What was said of the camera before; of a new one, that nobody may see it."""
    if made.version == 1:
        return {**made.snapshot, "status": Camera.Status.HIDDEN.value}
    before: dict[str, Any] = made.camera.revisions.get(version=made.version - 1).snapshot
    return before


def _differences(camera: Camera, made: CameraRevision, before: dict[str, Any]) -> list[FieldConflict]:
    now = snapshot(camera)
    names = [name for name in now if now[name] != made.snapshot[name]]
    return [FieldConflict(name, made.snapshot[name], now[name], before[name]) for name in names]
