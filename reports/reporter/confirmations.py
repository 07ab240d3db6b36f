"""Confirmations that a camera is still there, or that it is gone: one for each camera, person and day."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from cameras.models import Camera, CameraRevision
from cameras.registry.revisions import Author, Clock, change, registry
from reports.history.conflicts import CameraGone
from reports.models import Confirmation
from reports.senders.quota import confirmation_limits, consume_quota
from reports.senders.sender import Sender


def confirm(camera: Camera, *, by: str, kind: str = Confirmation.Kind.THERE) -> bool:
    """Record for today (UTC) that the camera is still there, or that it is gone. `by`: a hash of the day.

    Returns False when the same person has confirmed this camera today already. Raises CameraGone when the
    camera is not published, QuotaExceeded.
    """
    today = timezone.now().date()
    with transaction.atomic():
        _made, is_new = Confirmation.objects.get_or_create(
            camera=camera, by=by, on=today, defaults={"says": Confirmation.Kind(kind)}
        )
        if is_new:
            consume_quota(Sender(by), confirmation_limits())
            with registry() as clock:
                published = Camera.objects.published().filter(pk=camera.pk).first()
                if published is None:
                    raise CameraGone
                if kind == Confirmation.Kind.THERE:
                    _set_confirmed_day(clock, published, today)
    return is_new


def _set_confirmed_day(clock: Clock, camera: Camera, today: date) -> None:
    """Set last_confirmed_on by a revision, so that feed and tiles show it; one revision a day at most."""
    author = Author(CameraRevision.Role.RESIDENT, reason="still there")
    change(clock, camera, {"last_confirmed_on": today}, author=author)
