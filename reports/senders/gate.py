"""The gate for writes without a session. It looks, in this order, at where a request comes from and how many
its network has sent, before the body is read; the body's size was checked before (web/body_limit.py).

The attempts are counted in the memory of each process, also those that come to nothing. What a network may
store is counted in the database (quota.py).
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from reports.senders.quota import HOUR
from web.client_network import network_hash
from web.cross_site import is_cross_site
from web.rate_limiter import Quota, RateLimiter

View = TypeVar("View", bound=Callable[..., Any])
Refuse = Callable[[HttpRequest, int, str], HttpResponse]

PAGES = {403: "403.html", 429: "429.html"}
ATTEMPTS_PER_HOUR = 300
attempts = RateLimiter()


def attempt_quota() -> Quota:
    """Room for four attempts at each report that a network may send."""
    return Quota("attempts", max(ATTEMPTS_PER_HOUR, 4 * settings.REPORTS_PER_HOUR), HOUR)


def refusal_page(request: HttpRequest, status: int, detail: str) -> HttpResponse:
    return render(request, PAGES[status], {"exception": detail}, status=status)


def anonymous_write(*, refuse: Refuse = refusal_page) -> Callable[[View], View]:
    """Decorator of each view that takes a POST without a CSRF token. A request with a token of an application
    is not counted here: an invalid one is refused before its body is read."""

    def decorate(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def gated(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method in ("GET", "HEAD", "OPTIONS"):
                return cast(HttpResponse, view(request, *args, **kwargs))
            if is_cross_site(request):
                return refuse(
                    request, 403, _("Another site sent this. Open the page here, and send it again.")
                )
            if "Authorization" not in request.headers:
                status = attempts.consume(network_hash(request), attempt_quota())
                if not status.is_allowed:
                    detail = _("Your network has sent too much in one hour. Try again later.")
                    response = refuse(request, 429, detail)
                    response.headers["Retry-After"] = str(status.retry_after)
                    return response
            return cast(HttpResponse, view(request, *args, **kwargs))

        gated.is_gated = True  # type: ignore[attr-defined]
        return cast(View, gated)

    return decorate
