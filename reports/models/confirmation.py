"""Confirmations by passers-by that a camera is still there, or that it is gone."""

from datetime import date, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cameras.models import Camera

VALID_FOR = timedelta(days=365)
MAX_DAYS = 100  # days counted for one camera


class ConfirmationQuerySet(models.QuerySet["Confirmation"]):
    def gone(self) -> Self:
        return self.filter(says=Confirmation.Kind.GONE)

    def recently_gone(self, camera: Camera, today: date) -> list[date]:
        """The days on which a camera was reported gone, latest first: within the last year, and only since it
        was last confirmed."""
        since = max(camera.last_confirmed_on or date.min, today - VALID_FOR)
        entries = self.gone().filter(camera=camera, on__gte=since)
        return list(entries.order_by("-on").values_list("on", flat=True)[:MAX_DAYS])


class Confirmation(models.Model):
    """One statement of one person about one camera on one day (UTC).

    `by` is a hash of the account or the network that cannot be linked to another day's. "Still there" updates
    the camera's last_confirmed_on and nothing else. "Gone" changes nothing: only a moderator takes a camera
    off the map; moderators see the number of such statements.
    """

    class Kind(models.TextChoices):
        THERE = "there", _("Still there")
        GONE = "gone", _("It is gone")

    camera = models.ForeignKey(Camera, on_delete=models.PROTECT, related_name="+")
    by = models.CharField(max_length=64, help_text="Hash of the day: of the account, or of the network")
    on = models.DateField()
    says = models.CharField(max_length=10, choices=Kind, default=Kind.THERE, db_default=Kind.THERE.value)

    objects = ConfirmationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["camera", "by", "on"], name="reports_confirmation_once_a_day"),
            models.CheckConstraint(condition=Q(says__in=["there", "gone"]), name="reports_confirmation_says"),
        ]

    def __str__(self) -> str:
        return f"{self.camera} on {self.on}"
