"""Who sends, as far as a site without accounts for residents wants to know."""

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

TRAP = "website"  # a field that people do not see and machines fill in
SHOWN = "shown"  # when the form was shown, signed
SALT = "reports.form"


@dataclass(frozen=True)
class Sender:
    """The network hash of the day, an account, or a partner's program by its token; and how the form was
    filled in, where there was one."""

    network: str
    person: User | None = None
    is_trapped: bool = False
    form_seconds: float | None = None  # from showing the form to sending it; None: not known
    application: Application | None = None

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        """An account is credited only with a valid CSRF token: nobody else can send in its name."""
        person = request.user if isinstance(request.user, User) and has_csrf_token(request) else None
        data = request.POST
        return cls(network_hash(request), person, bool(data.get(TRAP)), _seconds_since(data.get(SHOWN, "")))

    @classmethod
    def anonymous(cls, request: HttpRequest, data: QueryDict, application: Application | None) -> Self:
        """Where accounts count for nothing: the API, which browsers use too, with the fields of the form."""
        seconds = _seconds_since(str(data.get(SHOWN, "")))
        return cls(network_hash(request), None, bool(data.get(TRAP)), seconds, application)

    @property
    def key(self) -> str:
        if self.application:
            return f"application:{self.application.pk}"
        return f"user:{self.person.pk}" if self.person else self.network


def has_csrf_token(request: HttpRequest) -> bool:
    """What Django asks of every other form, asked of one that takes anonymous posts without it."""
    check = CsrfViewMiddleware(_nothing)
    check.process_request(request)
    return check.process_view(request, _nothing, (), {}) is None


def _nothing(_request: HttpRequest) -> HttpResponse:
    """A view that is not exempt from the check."""
    return HttpResponse()


def form_shown() -> str:
    """The moment a form is shown, for its hidden field SHOWN."""
    return signing.dumps(int(time.time()), salt=SALT)


def _seconds_since(text: str) -> float | None:
    """No limit: a draft written without network may be days old."""
    try:
        shown = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return None
    return max(0.0, time.time() - float(shown))


def batch_of(sender: Sender) -> str:
    """The number that anonymous reports of this network share today; "" for an account or an application,
    which are known."""
    if sender.person or sender.application:
        return ""
    row, _made = SenderBatch.objects.get_or_create(
        network=sender.network, defaults={"batch": uuid4().hex[:16], "started_at": timezone.now()}
    )
    return row.batch
