"""Reverting an approval by a compensating revision that restores the previous values."""

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
    """Whether the moderator may revert it: their own approvals for a day, administrators at any time. The
    jurisdiction is not checked here."""
    return report.status == Status.APPROVED and may(by, _required_action(report, by))


def _required_action(report: Report, by: User) -> Action:
    is_recent = report.decided_at is not None and timezone.now() - report.decided_at <= UNDO_WITHIN
    return Action.UNDO if report.decided_by_id == by.pk and is_recent else Action.REVERT


def revert(report: Report, *, by: User, version: int, reason: str = "") -> CameraRevision:
    """Restore the camera exactly as it was before the approval; a new camera is hidden. Only the day of a
    later confirmation is kept.

    Raises AlreadyDecided on the second click, ChangedSince when the camera was changed after the approval:
    then it can only be corrected by hand. In both cases nothing has changed.
    """
    with registry() as clock:
        check_transition(report, Event.REVERT, version)
        require_permission(report, _required_action(report, by), by=by)
        revision = CameraRevision.objects.select_related("camera").get(seq=report.revision_id or 0)
        camera = revision.camera
        before = _values_before(revision)
        if _changed_since(revision):
            raise ChangedSince(_differences(camera, revision, before))
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


def _changed_since(revision: CameraRevision) -> bool:
    """Whether the camera was changed later by anything but a resident's "still there", which must not block a
    revert: anybody could send one to keep a wrong camera on the map."""
    later = revision.camera.revisions.filter(version__gt=revision.version)
    return any(names != ["last_confirmed_on"] for names in later.values_list("changed", flat=True))


def _values_before(revision: CameraRevision) -> dict[str, Any]:
    """The snapshot before the approval; for a new camera, its own snapshot with the status hidden."""
    if revision.version == 1:
        return {**revision.state, "status": Camera.Status.HIDDEN.value}
    return revision.camera.revisions.get(version=revision.version - 1).state


def _differences(camera: Camera, revision: CameraRevision, before: dict[str, Any]) -> list[FieldConflict]:
    now, after = snapshot(camera), revision.state
    names = [name for name in now if now[name] != after[name]]
    return [FieldConflict(name, after[name], now[name], before[name]) for name in names]
