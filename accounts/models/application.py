"""Partner applications, authenticated by a token."""

from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ApplicationQuerySet(models.QuerySet["Application"]):
    def active_on(self, day: date) -> Self:
        return self.filter(revoked_at=None, expires_on__gte=day)


class Application(models.Model):
    """Issued and authenticated by accounts/applications.py. Only the SHA-256 of the token is stored."""

    name = models.CharField(
        _("name"), max_length=80, unique=True, help_text=_("Moderators see it on what it sends.")
    )
    contact = models.EmailField(_("contact"), help_text=_("Whom to write to when it misbehaves."))
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    may_read = models.BooleanField(
        _("read"), default=True, help_text=_("Reads with limits of its own instead of its network's.")
    )
    may_report = models.BooleanField(
        _("report"), default=False, help_text=_("Sends reports in its own name, with a quota of its own.")
    )
    reads_per_minute = models.PositiveIntegerField(
        _("reads a minute"), default=30_000, help_text=_("For each process of the server; 0 is no limit.")
    )
    megabytes_per_hour = models.PositiveIntegerField(
        _("megabytes an hour"), default=20_000, help_text=_("For each process of the server; 0 is no limit.")
    )
    reports_per_day = models.PositiveIntegerField(_("reports a day"), default=200)
    expires_on = models.DateField(_("last day"), help_text=_("The token is good until the end of it (UTC)."))
    last_used_on = models.DateField(_("last used"), null=True, editable=False)
    created_at = models.DateTimeField(_("made"), editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    revoked_at = models.DateTimeField(_("withdrawn"), null=True, editable=False)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(may_read=True) | Q(may_report=True), name="accounts_application_may_something",
                violation_error_message=_("It must be allowed to read, to report, or both."),
            ),
            models.CheckConstraint(
                condition=Q(revoked_by=None) | Q(revoked_at__isnull=False),
                name="accounts_application_revoked_at_some_time",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name
