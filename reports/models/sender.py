"""What is remembered of who sends, to stop floods: counts and a random number, for two days."""

from typing import ClassVar

from django.db import models


class QuotaCount(models.Model):
    """How often a sender has sent in one window of time. Written by reports/senders/quota.py alone."""

    key = models.CharField(max_length=90, help_text="What is counted, and the network hash or the account")
    starts_at = models.DateTimeField()
    used = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key", "starts_at"], name="reports_quota_once_per_window"),
        ]
        indexes: ClassVar = [models.Index(fields=["starts_at"], name="reports_quota_starts_at")]

    def __str__(self) -> str:
        return f"{self.key}: {self.used}"


class SenderBatch(models.Model):
    """The random number that the reports of one network carry for one day. After two days this row is deleted
    and nobody can tell any more which network the number was given to."""

    network = models.CharField(max_length=64, unique=True, help_text="The network hash of the day")
    batch = models.CharField(max_length=16)
    started_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.batch
