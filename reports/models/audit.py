"""Log of access to protected data."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from reports.models.report import Report


class AuditEntry(models.Model):
    """Append-only. Decisions are events of their report; reports/accountability/log.py reads both."""

    class Kind(models.TextChoices):
        CONTACT_READ = "contact_read", _("read the reporter’s address")
        EXPORTED = "exported", _("exported the audit log")

    what = models.CharField(max_length=20, choices=Kind)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    report = models.ForeignKey(Report, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["-at"], name="reports_audit_latest")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(what="contact_read") | models.Q(report__isnull=False),
                name="reports_audit_names_the_report",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor}: {self.what}"
