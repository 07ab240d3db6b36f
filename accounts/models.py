"""Who people are."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from areas.models import Area


class User(AbstractUser):
    """A person with an account. Residents need none; moderators do."""

    @property
    def is_moderator(self) -> bool:
        """May decide on reports everywhere: an administrator, or a scope without an area."""
        return self.is_active and (self.is_superuser or self.scopes.filter(area=None).exists())


class ModeratorScope(models.Model):
    """Where a person moderates: one area, or everywhere when the area is empty."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="scopes")
    area = models.ForeignKey(
        Area, null=True, blank=True, on_delete=models.CASCADE, help_text=_("Empty means everywhere.")
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "area"], name="accounts_scope_once_per_area"),
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(area=None), name="accounts_scope_everywhere_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.area or _('everywhere')}"
