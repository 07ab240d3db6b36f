"""Invitations: links that grant a role and an area."""

from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.models import Area


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open_at(self, now: datetime) -> Self:
        return self.filter(accepted_at=None, expires_at__gt=now)


class Invitation(models.Model):
    """Created and accepted by accounts/invitations.py. Only the SHA-256 of the link's secret is stored."""

    class Role(models.TextChoices):
        MODERATOR = "moderator", _("moderator")
        ADMIN = "admin", _("administrator")

    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.MODERATOR)
    area = models.ForeignKey(
        Area, null=True, blank=True, on_delete=models.CASCADE, verbose_name=_("area"), related_name="+",
        help_text=_("Empty means everywhere."),
    )  # fmt: skip
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(editable=False)
    expires_at = models.DateTimeField(_("expires"), editable=False)
    accepted_at = models.DateTimeField(_("accepted"), null=True, editable=False)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="accounts_invitation_accepted_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(role="moderator") | Q(area=None), name="accounts_invitation_admin_everywhere"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.area or _('everywhere')}"
