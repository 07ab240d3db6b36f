"""User accounts and the areas that they moderate."""

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from areas.models import Area


@dataclass(frozen=True)
class Jurisdiction:
    """Where a person moderates: everywhere, or in areas (ids) and their descendants."""

    everywhere: bool
    areas: frozenset[int]


class User(AbstractUser):
    """A person with an account. Residents need none; moderators do."""

    is_trusted = models.BooleanField(
        _("trusted"), default=False, help_text=_("Sends many good reports: a higher daily limit.")
    )

    @cached_property
    def jurisdiction(self) -> Jurisdiction:
        """Read once per request."""
        scopes = list(self.scopes.values_list("area", flat=True))
        return Jurisdiction(None in scopes, frozenset(area for area in scopes if area is not None))


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
