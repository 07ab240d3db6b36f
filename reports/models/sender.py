"""What is stored about senders to stop floods: counters and a random number, for two days."""

from typing import ClassVar

from django.db import models


class QuotaCount(models.Model):
    """Counter of one sender in one time window. Written only by reports/senders/quota.py."""

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
    """The random number shared by the reports of one network on one day. The row is deleted after two days;
    from then on the number cannot be traced to a network."""

    network = models.CharField(max_length=64, unique=True, help_text="The network hash of the day")
    batch = models.CharField(max_length=16)
    started_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.batch
