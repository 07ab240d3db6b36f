"""API tokens of partner applications: issued, shown once, revocable at any time (decision 0029).

The token has 256 random bits, so a plain SHA-256 is enough to store it, as for the secrets of invitations.
It is accepted in `Authorization: Bearer …` only (RFC 6750).
"""

import secrets
from enum import StrEnum
from hashlib import sha256
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from accounts.models import Application, User

PREFIX = "contrechamp_"  # lets secret scanners recognise a leaked token


class TokenScope(StrEnum):
    READ = "read"
    REPORT = "report"


class InvalidToken(Exception):
    """Unknown, revoked or expired, which are not distinguished. `challenge` goes into WWW-Authenticate."""

    status = 401
    challenge = 'Bearer realm="contrechamp", error="invalid_token"'
    detail = "Invalid or expired token. Omit it, or ask the operator of the site for a new one."


class InsufficientScope(InvalidToken):
    """A valid token without the required scope."""

    status = 403

    def __init__(self, scope: TokenScope) -> None:
        super().__init__(scope)
        self.challenge = f'Bearer realm="contrechamp", error="insufficient_scope", scope="{scope}"'
        self.detail = f"Insufficient scope: this token lacks the scope “{scope}”."


def issue(*, by: User | None = None, **fields: Any) -> tuple[Application, str]:
    """Create an application; returns it and its token, which is shown only once. `by` is None in commands."""
    application = Application(**fields)
    token = assign_token(application, by=by)
    application.full_clean()
    application.save()
    return application, token


def assign_token(application: Application, *, by: User | None) -> str:
    """Generate a token for an application that is not saved yet."""
    token = PREFIX + secrets.token_urlsafe(32)
    application.token_hash, application.created_by = _hash(token), by
    application.created_at = timezone.now()
    return token


def revoke(application: Application, *, by: User | None = None) -> bool:
    """Revoke the token for good; False when it was revoked already."""
    active = Application.objects.filter(pk=application.pk, revoked_at=None)
    return bool(active.update(revoked_at=timezone.now(), revoked_by=by))


def authenticate_application(request: HttpRequest, scope: TokenScope) -> Application | None:
    """Application of the request's bearer token; None without one. Raises InvalidToken.

    One query; once a day a second one, which stores the day of last use, never the time.
    """
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.casefold() != "bearer":  # a proxy in front of a test site may use Basic
        return None
    today = timezone.now().date()
    active = Application.objects.active_on(today)
    application = active.filter(token_hash=_hash(token.strip())).first()
    if application is None:
        raise InvalidToken
    if not {TokenScope.READ: application.may_read, TokenScope.REPORT: application.may_report}[scope]:
        raise InsufficientScope(scope)
    if application.last_used_on != today:
        Application.objects.filter(pk=application.pk).update(last_used_on=today)
    return application


def _hash(token: str) -> str:
    return sha256(token.encode(errors="surrogateescape")).hexdigest()
