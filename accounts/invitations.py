"""Invitations: single-use links with an expiry that grant a role and an area."""

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


class InvalidInvitation(Exception):
    """The link is unknown, used or expired, which are not distinguished."""


class UsernameTaken(Exception):
    """The username exists already."""


def invite(
    role: Invitation.Role, area: Area | None = None, *, by: User | None = None, days: int = DAYS
) -> tuple[Invitation, str]:
    """Create an invitation; returns it and its link, which is shown only once. `by` is None in commands."""
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


def get_open_invitation(secret: str) -> Invitation:
    """Raises InvalidInvitation."""
    invitations = Invitation.objects.open_at(timezone.now()).select_related("area")
    if invitation := invitations.filter(secret_hash=_hash(secret)).first():
        return invitation
    raise InvalidInvitation


def sign_up(secret: str, *, username: str, email: str, password: str) -> User:
    """Create an account with the role of the invitation. Raises InvalidInvitation or UsernameTaken."""
    try:
        with transaction.atomic():
            user = User.objects.create_user(username, email=email, password=password)
            accept(secret, user)
    except IntegrityError as error:
        raise UsernameTaken from error
    return user


@transaction.atomic
def accept(secret: str, user: User) -> None:
    """Grant the role to an account. Of two concurrent requests one is refused: the invitation is consumed by
    a conditional UPDATE. Raises InvalidInvitation."""
    invitation = get_open_invitation(secret)
    now = timezone.now()
    open_invitation = Invitation.objects.open_at(now).filter(pk=invitation.pk)
    if not open_invitation.update(accepted_at=now, accepted_by=user):
        raise InvalidInvitation
    if invitation.role == Invitation.Role.ADMIN:
        User.objects.filter(pk=user.pk).update(is_superuser=True, is_staff=True)
    else:
        ModeratorScope.objects.get_or_create(user=user, area=invitation.area)


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
