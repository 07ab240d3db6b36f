"""E-mail addresses of reporters, stored apart from the report so that they can be deleted before it."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q

from reports.models.report import Report
from reports.models.transitions import Status

RETENTION = timedelta(days=30)  # after the decision


class ContactQuerySet(models.QuerySet["Contact"]):
    def out_of_date(self, now: datetime) -> Self:
        """Contacts whose report was decided, withdrawn or closed longer ago than RETENTION."""
        closed = Q(
            report__status__in=[Status.WITHDRAWN, Status.EXPIRED], report__changed_at__lt=now - RETENTION
        )
        return self.filter(Q(report__decided_at__lt=now - RETENTION) | closed)


class Contact(models.Model):
    """Made, read and deleted by reports/mail/contacts.py. Both texts are encrypted (web/encryption.py)."""

    report = models.OneToOneField(Report, primary_key=True, on_delete=models.CASCADE, related_name="contact")
    address = models.TextField(help_text="E-mail address, encrypted")
    secret = models.TextField(help_text="Secret of the status link, for the mails, encrypted")

    objects = ContactQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.report_id}"
