"""Tokens of partners' programs: made once, shown once, taken back at any time (decision 0029).

The token is 256 random bits, so a plain SHA-256 keeps it, as it does the secrets of invitations. It travels
in `Authorization: Bearer …` and nowhere else.
"""

import secrets
from enum import StrEnum
from hashlib import sha256
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from accounts.models import Application, User

PREFIX = "contrechamp_"  # so that scanners for lost secrets know one when they see it


class Scope(StrEnum):
    READ = "read"
    REPORT = "report"


class BadToken(Exception):
    """No good: unknown, withdrawn and too old are not told apart. `challenge` is for WWW-Authenticate."""

    status = 401
    challenge = 'Bearer realm="contrechamp", error="invalid_token"'
    detail = "This token is not good (any more). Leave it out, or ask who runs the site for another."


class OutOfScope(BadToken):
    """A good token that is not for this."""

    status = 403

    def __init__(self, scope: Scope) -> None:
        super().__init__(scope)
        self.challenge = f'Bearer realm="contrechamp", error="insufficient_scope", scope="{scope}"'
        self.detail = f"This token is not made for this: it lacks the scope “{scope}”."


def issue(*, by: User | None = None, **fields: Any) -> tuple[Application, str]:
    """Returns the application and its token, which cannot be had again. `by` is None on the command line."""
    application = Application(**fields)
    token = give_token(application, by=by)
    application.full_clean()
    application.save()
    return application, token


def give_token(application: Application, *, by: User | None) -> str:
    """A token for an application that is not stored yet."""
    token = PREFIX + secrets.token_urlsafe(32)
    application.token_hash, application.created_by = _hash(token), by
    application.created_at = timezone.now()
    return token


def revoke(application: Application, *, by: User | None = None) -> bool:
    """Take the token back, for good; False when somebody did before."""
    same = Application.objects.filter(pk=application.pk, revoked_at=None)
    return bool(same.update(revoked_at=timezone.now(), revoked_by=by))


def application_of(request: HttpRequest, scope: Scope) -> Application | None:
    """Who asks, by its token; None without one. Raises BadToken.

    One query; once a day a second one, which writes the day, never the time.
    """
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.casefold() != "bearer":  # Basic is for the proxy of a site that is being tried
        return None
    today = timezone.now().date()
    active = Application.objects.active_on(today)
    application = active.filter(token_hash=_hash(token.strip())).first()
    if application is None:
        raise BadToken
    if not {Scope.READ: application.may_read, Scope.REPORT: application.may_report}[scope]:
        raise OutOfScope(scope)
    if application.last_used_on != today:
        Application.objects.filter(pk=application.pk).update(last_used_on=today)
    return application


def _hash(token: str) -> str:
    return sha256(token.encode(errors="surrogateescape")).hexdigest()
