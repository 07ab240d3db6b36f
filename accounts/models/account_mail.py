"""Mails about accounts that wait for the worker."""

from datetime import datetime
from typing import Self

from django.db import models


class AccountMailQuerySet(models.QuerySet["AccountMail"]):
    def due(self, now: datetime) -> Self:
        return self.filter(next_try_at__lte=now)


class AccountMail(models.Model):
    """One mail of allauth, such as the link for a new password. The row is deleted when it was sent."""

    content = models.TextField(help_text="Subject, body and address as JSON, encrypted")
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()

    objects = AccountMailQuerySet.as_manager()

    def __str__(self) -> str:
        return f"mail {self.pk}"
