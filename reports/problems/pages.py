"""A page that cannot be answered as wished: the same page again, with all that was typed."""

from collections.abc import Callable
from datetime import timedelta

from django.http import HttpResponse
from django.utils import timezone

from reports.senders.bans import Banned
from reports.senders.quota import QuotaExceeded


def refused(error: Banned | QuotaExceeded, page: Callable[..., HttpResponse]) -> HttpResponse:
    """429 and how long to wait, or 403 and why."""
    if isinstance(error, Banned):
        return page(status=403, ban=error.ban)
    response = page(status=429, wait_until=timezone.now() + timedelta(seconds=error.retry_after))
    response.headers["Retry-After"] = str(error.retry_after)
    return response
