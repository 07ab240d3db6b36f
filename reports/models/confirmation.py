"""Somebody stood before a camera and says that it is still there."""

from typing import ClassVar

from django.db import models

from cameras.models import Camera


class Confirmation(models.Model):
    """One for each camera, person and day. Who: the account, or the hash of the network, which cannot be
    followed to the next day (accounts/network.py)."""

    camera = models.ForeignKey(Camera, on_delete=models.PROTECT, related_name="+")
    by = models.CharField(max_length=64, help_text="user:ID, or the network hash of the day")
    on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["camera", "by", "on"], name="reports_confirmation_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.camera} on {self.on}"
