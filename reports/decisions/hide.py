"""Taking a camera out of sight at once, for the law or for somebody's privacy, and showing it again."""

from typing import cast

from accounts.models import User
from accounts.permissions import require
from accounts.roles import Action
from cameras.models import Camera, CameraRevision
from cameras.registry.revisions import change, registry
from reports.decisions.approve import author_of
from reports.history.conflicts import CameraGone
from reports.jurisdiction import places_of

HIDEABLE = (Camera.Status.ACTIVE, Camera.Status.REMOVED)


def hide(camera: Camera, *, by: User, reason: str) -> CameraRevision:
    """Nobody sees the camera from the commit on: not on the map, not in the API, not in files. Raises
    CameraGone when it is not there to be hidden."""
    require(by, Action.HIDE, places=places_of(camera))
    return _set_status(camera, HIDEABLE, Camera.Status.HIDDEN, by, reason)


def unhide(camera: Camera, *, by: User, reason: str) -> CameraRevision:
    """Show a hidden camera again as it was before. Raises CameraGone when it is not hidden."""
    require(by, Action.UNHIDE, places=places_of(camera))
    # An import may have changed it meanwhile: the last revision that was not hidden, not the one before.
    before = camera.revisions.exclude(snapshot__status=Camera.Status.HIDDEN).latest("version")
    status = Camera.Status(before.state["status"])
    return _set_status(camera, (Camera.Status.HIDDEN,), status, by, reason)


def _set_status(
    camera: Camera, sources: tuple[Camera.Status, ...], status: Camera.Status, by: User, reason: str
) -> CameraRevision:
    with registry() as clock:
        found = Camera.objects.filter(pk=camera.pk, status__in=sources).first()
        if found is None:
            raise CameraGone
        seq = cast(int, change(clock, found, {"status": status}, author=author_of(by, reason)))
    return CameraRevision.objects.select_related("camera").get(seq=seq)
