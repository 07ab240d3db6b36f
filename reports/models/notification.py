"""The mail outbox: rows written together with their event, sent by the worker."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reports.models.event import ReportEvent


class NotificationQuerySet(models.QuerySet["Notification"]):
    def waiting(self) -> Self:
        return self.filter(state=Notification.State.WAITING)

    def due(self, now: datetime) -> Self:
        return self.waiting().filter(next_try_at__lte=now)


class Notification(models.Model):
    """One mail about one event. It holds no address: that is looked up when it is sent."""

    class Recipient(models.TextChoices):
        REPORTER = "reporter", _("reporter")

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENT = "sent", _("sent")
        CANCELLED = "cancelled", _("cancelled")
        FAILED = "failed", _("failed")

    event = models.ForeignKey(ReportEvent, on_delete=models.PROTECT, related_name="notifications")
    recipient = models.CharField(max_length=10, choices=Recipient, default=Recipient.REPORTER)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()

    objects = NotificationQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            # The worker's query, each half minute: a handful of rows, however large the table.
            models.Index(
                fields=["next_try_at"], condition=Q(state="waiting"), name="reports_notification_due"
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "recipient"], name="reports_notification_once"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "sent", "cancelled", "failed"]),
                name="reports_notification_state",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event}: {self.recipient}, {self.state}"
