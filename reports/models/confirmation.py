"""Somebody stood before a camera and says that it is still there, or that it is gone."""

from datetime import date, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cameras.models import Camera

MEMORY = timedelta(days=365)
MOST = 100  # words, to count


class ConfirmationQuerySet(models.QuerySet["Confirmation"]):
    def gone(self) -> Self:
        return self.filter(says=Confirmation.Says.GONE)

    def recently_gone(self, camera: Camera, today: date) -> list[date]:
        """The days on which somebody said that a camera is gone, the latest first: of the last year, and only
        since somebody last said that it is there."""
        since = max(camera.last_confirmed_on or date.min, today - MEMORY)
        words = self.gone().filter(camera=camera, on__gte=since)
        return list(words.order_by("-on").values_list("on", flat=True)[:MOST])


class Confirmation(models.Model):
    """One word of one person about one camera on one day (UTC).

    Who: a hash of the account or of the network that cannot be followed to the next day. "Still there" moves
    the camera's last_confirmed_on and nothing else. "Gone" moves nothing: only a moderator takes a camera off
    the map; they see how many say so.
    """

    class Says(models.TextChoices):
        THERE = "there", _("Still there")
        GONE = "gone", _("It is gone")

    camera = models.ForeignKey(Camera, on_delete=models.PROTECT, related_name="+")
    by = models.CharField(max_length=64, help_text="Hash of the day: of the account, or of the network")
    on = models.DateField()
    says = models.CharField(max_length=10, choices=Says, default=Says.THERE, db_default=Says.THERE.value)

    objects = ConfirmationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["camera", "by", "on"], name="reports_confirmation_once_a_day"),
            models.CheckConstraint(condition=Q(says__in=["there", "gone"]), name="reports_confirmation_says"),
        ]

    def __str__(self) -> str:
        return f"{self.camera} on {self.on}"
