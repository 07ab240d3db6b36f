"""Somebody stood before a camera: it is still there, or it is gone. Once for each camera, person and day."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from cameras.models import Camera, CameraRevision
from cameras.registry.revisions import Author, Clock, change, registry
from reports.history.conflicts import CameraGone
from reports.models import Confirmation


def confirm(camera: Camera, *, by: str, says: str = Confirmation.Kind.THERE) -> bool:
    """Say today (UTC) that the camera still stands, or that it is gone. `by`: a hash of the day.

    Returns False when the same person said something of it today already. Raises CameraGone when the map does
    not show it.
    """
    today = timezone.now().date()
    with transaction.atomic():
        _made, is_new = Confirmation.objects.get_or_create(
            camera=camera, by=by, on=today, defaults={"says": Confirmation.Kind(says)}
        )
        if is_new:
            with registry() as clock:
                found = Camera.objects.published().filter(pk=camera.pk).first()
                if found is None:
                    raise CameraGone
                if says == Confirmation.Kind.THERE:
                    _move_day(clock, found, today)
    return is_new


def _move_day(clock: Clock, camera: Camera, today: date) -> None:
    """A revision like any other, so that feed and tiles tell it; but one a day for all who confirm."""
    author = Author(CameraRevision.Role.RESIDENT, reason="still there")
    change(clock, camera, {"last_confirmed_on": today}, author=author)
