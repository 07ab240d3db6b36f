"""The sender of a report or an objection, identified no further than the quotas need."""

import time
from dataclasses import dataclass
from typing import Self
from uuid import uuid4

from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict
from django.middleware.csrf import CsrfViewMiddleware
from django.utils import timezone

from accounts.models import Application, User
from reports.models import SenderBatch
from web.client_network import network_hash

HONEYPOT = "website"  # name of a field that people do not see and bots fill in
SHOWN_AT = "shown"  # name of the field with the signed time at which the form was rendered
SALT = "reports.form"


@dataclass(frozen=True)
class Sender:
    """The network hash of the day, an account, or a partner application; and how the form was filled in."""

    network: str
    person: User | None = None
    filled_honeypot: bool = False
    form_seconds: float | None = None  # from rendering the form to its submission; None: unknown
    application: Application | None = None

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        """The sender of a page form. An account counts only with a valid CSRF token, so that no other site
        can send in its name."""
        person = request.user if isinstance(request.user, User) and has_csrf_token(request) else None
        data = request.POST
        return cls(
            network_hash(request), person, bool(data.get(HONEYPOT)), _seconds_since(data.get(SHOWN_AT, ""))
        )

    @classmethod
    def anonymous(cls, request: HttpRequest, data: QueryDict, application: Application | None) -> Self:
        """The sender of an API request: never an account, because a browser sends its session cookie
        along."""
        seconds = _seconds_since(str(data.get(SHOWN_AT, "")))
        return cls(network_hash(request), None, bool(data.get(HONEYPOT)), seconds, application)

    @property
    def key(self) -> str:
        if self.application:
            return f"application:{self.application.pk}"
        return f"user:{self.person.pk}" if self.person else self.network


def has_csrf_token(request: HttpRequest) -> bool:
    """Run Django's CSRF check, from which the view itself is exempt because it accepts anonymous posts."""
    check = CsrfViewMiddleware(_protected_view)
    check.process_request(request)
    return check.process_view(request, _protected_view, (), {}) is None


def _protected_view(_request: HttpRequest) -> HttpResponse:
    """Stand-in for a view that is not exempt from the check."""
    return HttpResponse()


def sign_form_time() -> str:
    """The current time, signed, for the hidden field SHOWN_AT of a form."""
    return signing.dumps(int(time.time()), salt=SALT)


def _seconds_since(text: str) -> float | None:
    """Seconds since the signed time; None for a forged one. Without an upper limit: an offline draft may be
    days old."""
    try:
        shown = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return None
    return max(0.0, time.time() - float(shown))


def batch_number(sender: Sender) -> str:
    """The random number that anonymous reports of this network share today; "" for an account or an
    application."""
    if sender.person or sender.application:
        return ""
    row, _made = SenderBatch.objects.get_or_create(
        network=sender.network, defaults={"batch": uuid4().hex[:16], "started_at": timezone.now()}
    )
    return row.batch
