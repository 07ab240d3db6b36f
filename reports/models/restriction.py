"""Restrictions against floods and mass removal: temporary, each with a reason that the affected people
read."""

from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class ZoneQuerySet(models.QuerySet["SubmissionZone"]):
    def active(self, now: datetime) -> Self:
        return self.filter(revoked_by=None, ends_at__gt=now)


class SubmissionZone(models.Model):
    """Area in which reports are held for a closer look, for a limited time. The reporter reads the reason."""

    class Policy(models.TextChoices):
        HOLD_ANONYMOUS = "hold_anonymous", _("Hold reports without an account")
        HOLD_ALL = "hold_all", _("Hold all, except from trusted people and moderators")

    policy = models.CharField(max_length=20, choices=Policy)
    polygon = models.JSONField(help_text="GeoJSON geometry, WGS 84 degrees")
    public_reason = models.CharField(max_length=300, help_text="The reporter reads it")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = ZoneQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("created_at")), name="reports_zone_ends"),
            models.CheckConstraint(condition=~Q(public_reason=""), name="reports_zone_has_reason"),
            models.CheckConstraint(
                condition=Q(policy__in=["hold_anonymous", "hold_all"]), name="reports_zone_policy"
            ),
        ]

    def __str__(self) -> str:
        return self.public_reason


class BanQuerySet(models.QuerySet["Ban"]):
    def active(self, now: datetime) -> Self:
        """Not ended, or ended but not yet read by an account that has to read it."""
        unread = Q(needs_read=True, read_at=None)
        return self.filter(Q(ends_at__gt=now) | unread, revoked_by=None)


class Ban(models.Model):
    """A temporary ban of an account or a contact; never of a network, which others share."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="bans"
    )
    contact_hash = models.CharField(max_length=64, blank=True, db_index=True)
    reason = models.CharField(max_length=300, help_text="The banned person reads it")
    needs_read = models.BooleanField(
        default=False, help_text="Goes on until the person, signed in, has read the reason"
    )
    read_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = BanQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("created_at")), name="reports_ban_ends"),
            models.CheckConstraint(condition=~Q(reason=""), name="reports_ban_has_reason"),
            models.CheckConstraint(
                condition=Q(account__isnull=False, contact_hash="")
                | (Q(account__isnull=True) & ~Q(contact_hash="")),
                name="reports_ban_account_or_contact",
            ),
            # Only an account can read the reason: a contact never signs in.
            models.CheckConstraint(
                condition=Q(needs_read=False) | Q(account__isnull=False), name="reports_ban_read_by_account"
            ),
        ]

    def __str__(self) -> str:
        return self.reason
