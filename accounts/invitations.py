"""Inviting people and taking them in: a link, good once and for some days, that carries role and area."""

import secrets
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Invitation, ModeratorScope, User
from areas.models import Area

DAYS = 7


class NoInvitation(Exception):
    """The link is wrong, was used, or is too old. The three are not told apart."""


class NameTaken(Exception):
    """Somebody has this user name."""


def invite(
    role: Invitation.Role, area: Area | None = None, *, by: User | None = None, days: int = DAYS
) -> tuple[Invitation, str]:
    """Returns the invitation and its link, which cannot be had again. `by` is None on the command line."""
    secret, now = secrets.token_urlsafe(32), timezone.now()
    invitation = Invitation.objects.create(
        secret_hash=_hash(secret),
        role=role,
        area=area,
        invited_by=by,
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    return invitation, f"{settings.PUBLIC_URL}{reverse('accounts:invitation', args=[secret])}"


def find(secret: str) -> Invitation:
    """Raises NoInvitation."""
    found = Invitation.objects.open_at(timezone.now()).select_related("area")
    if invitation := found.filter(secret_hash=_hash(secret)).first():
        return invitation
    raise NoInvitation


def join(secret: str, *, username: str, email: str, password: str) -> User:
    """Make an account with the invitation's role. Raises NoInvitation or NameTaken."""
    try:
        with transaction.atomic():
            user = User.objects.create_user(username, email=email, password=password)
            accept(secret, user)
    except IntegrityError as error:
        raise NameTaken from error
    return user


@transaction.atomic
def accept(secret: str, user: User) -> None:
    """Give the role to an account. Of two clicks at once one is refused: the invitation is used by one
    conditional UPDATE. Raises NoInvitation."""
    invitation = find(secret)
    now = timezone.now()
    mine = Invitation.objects.open_at(now).filter(pk=invitation.pk)
    if not mine.update(accepted_at=now, accepted_by=user):
        raise NoInvitation
    if invitation.role == Invitation.Role.ADMIN:
        User.objects.filter(pk=user.pk).update(is_superuser=True, is_staff=True)
    else:
        ModeratorScope.objects.get_or_create(user=user, area=invitation.area)


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
