"""Responses of pages to a banned sender or an exceeded quota: the form again, with everything that was
typed."""

from collections.abc import Callable
from datetime import timedelta

from django.http import HttpResponse
from django.utils import timezone

from reports.senders.bans import Banned
from reports.senders.quota import QuotaExceeded


def refusal_response(error: Banned | QuotaExceeded, render_page: Callable[..., HttpResponse]) -> HttpResponse:
    """403 with the ban, or 429 with the time to wait. `render_page` renders the form with extra context."""
    if isinstance(error, Banned):
        return render_page(status=403, ban=error.ban)
    response = render_page(status=429, wait_until=timezone.now() + timedelta(seconds=error.retry_after))
    response.headers["Retry-After"] = str(error.retry_after)
    return response
