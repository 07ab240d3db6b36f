"""Hiding a camera immediately, for legal or privacy reasons, and showing it again."""

from typing import cast

from accounts.models import User
from accounts.permissions import require
from accounts.roles import Action
from cameras.models import Camera, CameraRevision
from cameras.registry.revisions import change, registry
from reports.decisions.approve import author_of
from reports.history.conflicts import CameraGone
from reports.jurisdiction import places_of

HIDEABLE_STATUSES = (Camera.Status.ACTIVE, Camera.Status.REMOVED)


def hide(camera: Camera, *, by: User, reason: str) -> CameraRevision:
    """Hide the camera from the map, the API and the files as of the commit. Raises CameraGone when it is
    neither active nor removed."""
    require(by, Action.HIDE, places=places_of(camera))
    return _set_status(camera, HIDEABLE_STATUSES, Camera.Status.HIDDEN, by, reason)


def unhide(camera: Camera, *, by: User, reason: str) -> CameraRevision:
    """Restore the status that the camera had before it was hidden. Raises CameraGone when it is not
    hidden."""
    require(by, Action.UNHIDE, places=places_of(camera))
    # Not the previous revision: an import may have changed the camera while it was hidden.
    before = camera.revisions.exclude(snapshot__status=Camera.Status.HIDDEN).latest("version")
    status = Camera.Status(before.state["status"])
    return _set_status(camera, (Camera.Status.HIDDEN,), status, by, reason)


def _set_status(
    camera: Camera, sources: tuple[Camera.Status, ...], status: Camera.Status, by: User, reason: str
) -> CameraRevision:
    with registry() as clock:
        current = Camera.objects.filter(pk=camera.pk, status__in=sources).first()
        if current is None:
            raise CameraGone
        seq = cast(int, change(clock, current, {"status": status}, author=author_of(by, reason)))
    return CameraRevision.objects.select_related("camera").get(seq=seq)
