"""Somebody saw a camera again: its day moves, nothing else. Once for each camera, person and day."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from cameras.models import Camera, CameraRevision
from cameras.revisions import Author, change, registry
from reports.conflicts import CameraGone
from reports.models import Confirmation


def confirm(camera: Camera, *, by: str) -> bool:
    """Say that the camera still stands, today (UTC). `by`: "user:ID" or the network hash of the day.

    Returns False when the same person said so today already. Raises CameraGone.
    """
    today = timezone.now().date()
    with transaction.atomic():
        _made, is_new = Confirmation.objects.get_or_create(camera=camera, by=by, on=today)
        if is_new:
            _move_day(camera, today)
    return is_new


def _move_day(camera: Camera, today: date) -> None:
    """A revision like any other, so that the feed tells it; but one a day for all who confirm."""
    with registry() as clock:
        found = Camera.objects.published().filter(pk=camera.pk).first()
        if found is None:
            raise CameraGone
        author = Author(CameraRevision.Role.RESIDENT, reason="still there")
        change(clock, found, {"last_confirmed_on": today}, author=author)
