"""Log lines as JSON: one object a line, with the id of the request, without secrets, network addresses or
e-mail addresses (docs/privacy.md).

The formatter cleans the finished text, traceback included, so that it holds for every logger and level.
"""

import logging
import re
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from ipaddress import ip_address
from secrets import token_hex

import orjson
from django.http import HttpRequest, HttpResponseBase

# Paths that hold a secret, up to it; config/tests/test_logs.py walks the URL list.
SECRET_PATH = re.compile(
    r"(/(?:report/status|api/v1/reports|invitation|accounts/confirm-email|accounts/password/reset/key)/)"
    r"[^/\s?\"'<>]+"
)
SECRET_ARGUMENTS = frozenset({"secret", "key", "uidb36"})
QUERY = re.compile(r"\?[^\s\"'<>?]*=[^\s\"'<>]*")
EMAIL = re.compile(r"[^\s\"'<>@:/(]+@[^\s\"'<>@)]+")
ADDRESS = re.compile(r"(?<![\w.])(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-fA-F]*:[\da-fA-F]*:[\da-fA-F:.]*)(?!\w)")

request_id: ContextVar[str] = ContextVar("request_id", default="")


def redact(text: str) -> str:
    """The text without secrets of links, queries, e-mail addresses and network addresses."""
    text = SECRET_PATH.sub(r"\1[secret]", text)
    text = QUERY.sub("?[query]", text)
    text = EMAIL.sub("[e-mail]", text)
    return ADDRESS.sub(_redact_address, text)


def _redact_address(match: re.Match[str]) -> str:
    """Loopback and unspecified addresses stay: they say where the server listens."""
    text = match[0].rstrip(".")
    for candidate in (text, text.removesuffix(":")):  # "::" may end an address, ":" what stands before it
        try:
            address = ip_address(candidate)
        except ValueError:  # a time of day
            continue
        if address.is_loopback or address.is_unspecified:
            return match[0]
        return match[0].replace(candidate, "[address]")
    return match[0]


class JsonFormatter(logging.Formatter):
    """A traceback is for errors of the server: a refused request (4xx) has none."""

    def format(self, record: logging.LogRecord) -> str:
        status = getattr(record, "status_code", None)
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": redact(record.getMessage()),
        }
        if identifier := request_id.get():
            line["request"] = identifier
        if status:
            line["status"] = status
        if record.exc_info and not (status and status < 500):
            line["traceback"] = redact(self.formatException(record.exc_info))
        return orjson.dumps(line, default=str).decode()


def request_ids(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Give each request an id, which its log lines and its response carry. A client's own is not taken: it
    could forge the lines of others."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        identifier = token_hex(8)
        request_id.set(identifier)  # not reset: Django logs the status after all middleware
        response = get_response(request)
        response.headers["X-Request-ID"] = identifier
        return response

    return middleware


def protect_secret_pages(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Keep the address of a page behind a secret link out of Referer and search engines. Not `no-referrer`:
    browsers then send `Origin: null`, which the CSRF check of the forms refuses."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if SECRET_PATH.search(request.path_info):
            response.headers["Referrer-Policy"] = "strict-origin"
            response.headers["X-Robots-Tag"] = "noindex"
        return response

    return middleware
