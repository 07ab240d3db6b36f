"""Limit of the request body, checked by its headers before anything reads it: MAX_BODY for every view, more
only where `body_limit` says so. While it is read, Django counts to the Content-Length and no further."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponseBase

View = TypeVar("View", bound=Callable[..., Any])
Refuse = Callable[[HttpRequest], HttpResponseBase]

MAX_BODY = 100_000  # bytes; also the setting DATA_UPLOAD_MAX_MEMORY_SIZE


def body_limit(limit: Callable[[], int], *, refuse: Refuse) -> Callable[[View], View]:
    """Decorator: the view takes bodies of `limit()` bytes; `refuse` answers a larger one with 413."""

    def decorate(view: View) -> View:
        view.body_limit, view.refuse_body = limit, refuse  # type: ignore[attr-defined]
        return view

    return decorate


def limit_of(view: Callable[..., Any]) -> int:
    """Bytes that the body of a request to this view may have."""
    limit: Callable[[], int] | None = getattr(view, "body_limit", None)
    return limit() if limit else MAX_BODY


def body_length(request: HttpRequest) -> int | None:
    """Length of the body by its header; None when there is a body of unknown length, which would be read as
    empty."""
    if request.headers.get("Transfer-Encoding") and not request.headers.get("Content-Length"):
        return None
    text = request.headers.get("Content-Length", "")
    return int(text) if text.isascii() and text.isdigit() else 0
