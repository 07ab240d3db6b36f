"""CORS and rate limits of all public data endpoints (decision 0028).

Every response carries RateLimit fields; a client over its quota gets 429 with Retry-After.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial, wraps
from typing import Any

from django.conf import settings
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.views.decorators.http import require_http_methods

from accounts.applications import InvalidToken, TokenScope, authenticate_application
from accounts.models import Application
from web.client_network import network_hash
from web.network_slots import NetworkSlots
from web.problem import problem_response
from web.rate_limiter import LimitStatus, Quota, RateLimiter

CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Authorization, If-None-Match, If-Range, Range",
    "Access-Control-Expose-Headers": "Accept-Ranges, Content-Length, Content-Range, ETag, Last-Modified, "
    "Link, RateLimit, RateLimit-Policy, Retry-After",
    "Access-Control-Max-Age": "86400",
}
EXCEEDED = "https://iana.org/assignments/http-problem-types#quota-exceeded"  # of the IETF's draft
REQUESTS, BYTES = "requests", "content-bytes"
UNIT_NAMES = {REQUESTS: "requests", BYTES: "bytes"}
PERIODS = {60: "a minute", 3600: "an hour"}

View = Callable[..., HttpResponseBase]
rate_limiter = RateLimiter()

# Files that this process sends at once: a reader holds one of 500 connections. A map asks for a dozen ranges.
file_slots = NetworkSlots(400, per_network=64)
RETRY_AFTER = 10  # seconds


def open_api(view: View) -> View:
    """API endpoint: limited by requests and by bytes."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return _with_cors(_within_limits(request, partial(view, request, *args, **kwargs), by_requests=True))

    return wrapper


def open_file(view: View) -> View:
    """File or stream: limited by bytes alone, because reading one town takes sixty range requests."""

    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        get_response = partial(_or_not_found, partial(view, request, *args, **kwargs))
        return _within_limits(request, get_response, by_requests=False)

    return _cross_origin(limit_concurrent_files(wraps(view)(wrapper)))


def limit_concurrent_files(view: View) -> View:
    """Limit the files sent at once to one network: files can be read slowly."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        network = network_hash(request)
        if not file_slots.acquire(network):
            refusal = problem_response(429, "Too many files are being sent to your network at once.")
            refusal.headers["Retry-After"] = str(RETRY_AFTER)
            return refusal
        try:
            response = view(request, *args, **kwargs)
        except BaseException:
            file_slots.release(network)
            raise
        closers: list[Callable[[], object]] = response._resource_closers  # type: ignore[attr-defined]
        closers.append(partial(file_slots.release, network))  # once it is sent
        return response

    return wrapper


def _or_not_found(get_response: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Turn Http404 into problem+json: clients of a file are programs."""
    try:
        return get_response()
    except Http404 as error:
        return problem_response(404, str(error))


def open_to_pages(view: View) -> View:
    """Endpoint of our own map: readable from every origin, not limited."""
    return _cross_origin(view)


def _cross_origin(view: View) -> View:
    """Allow GET, HEAD and the preflight OPTIONS of browsers, with CORS headers."""

    @require_http_methods(["GET", "HEAD", "OPTIONS"])
    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return _with_cors(HttpResponse(headers={"Allow": "GET, HEAD, OPTIONS"}))
        return _with_cors(view(request, *args, **kwargs))

    return wrapper


def _with_cors(response: HttpResponseBase) -> HttpResponseBase:
    for name, value in CORS.items():
        response.headers.setdefault(name, value)
    return response


def _within_limits(
    request: HttpRequest, get_response: Callable[[], HttpResponseBase], *, by_requests: bool
) -> HttpResponseBase:
    if request.method == "OPTIONS":
        return get_response()
    application = None
    try:
        application = authenticate_application(request, TokenScope.READ)
    except InvalidToken as error:
        # Limited like any other response, so that tokens cannot be guessed for free.
        get_response = partial(_unauthorized, error)
    per_minute, megabytes = _limits(application)
    quotas, policy = quotas_of(per_minute if by_requests else 0, megabytes)
    if not quotas:
        return get_response()
    key = f"application:{application.pk}" if application else network_hash(request)
    statuses = [(quota, rate_limiter.consume(key, quota, quota.unit == REQUESTS)) for quota in quotas]
    refused = next(((quota, status) for quota, status in statuses if not status.is_allowed), None)
    response = _too_many_requests(*refused) if refused else _counted(get_response(), request, key, quotas)
    response.headers["RateLimit-Policy"] = policy
    response.headers["RateLimit"] = ", ".join(
        f'"{quota.name}";r={status.remaining};t={status.reset_after}' for quota, status in statuses
    )
    return response


def _limits(application: Application | None) -> tuple[int, int]:
    if application:
        return application.reads_per_minute, application.megabytes_per_hour
    return settings.READS_PER_MINUTE, settings.READ_MEGABYTES_PER_HOUR


def _unauthorized(error: InvalidToken) -> HttpResponse:
    response = problem_response(error.status, error.detail)
    response.headers["WWW-Authenticate"] = error.challenge
    return response


@lru_cache
def quotas_of(per_minute: int, megabytes_per_hour: int) -> tuple[tuple[Quota, ...], str]:
    """Quotas and their RateLimit-Policy; 0 means unlimited. Bytes first: a request refused for bytes does not
    count as a request."""
    both = (
        Quota("bytes", megabytes_per_hour * 1_000_000, 3600, BYTES),
        Quota("requests", per_minute, 60, REQUESTS),
    )
    quotas = tuple(quota for quota in both if quota.limit)
    return quotas, ", ".join(_policy(quota) for quota in quotas)


def _policy(quota: Quota) -> str:
    unit = f';qu="{quota.unit}"' if quota.unit != REQUESTS else ""
    return f'"{quota.name}";q={quota.limit};w={quota.window}{unit}'


def _counted(
    response: HttpResponseBase, request: HttpRequest, key: str, quotas: Sequence[Quota]
) -> HttpResponseBase:
    """Charge bytes as they are sent: an aborted download costs what was sent, a started one completes."""
    quota = next((one for one in quotas if one.unit == BYTES), None)
    if quota is None or request.method == "HEAD":
        return response
    if isinstance(response, FileResponse):
        charged = _ChargedFile(response.file_to_stream, partial(rate_limiter.charge, key, quota))
        response.streaming_content = charged  # type: ignore[assignment]
    elif isinstance(response, StreamingHttpResponse):
        response.streaming_content = _charged(response.streaming_content, key, quota)  # type: ignore[arg-type]
    elif getattr(response, "is_rendered", True):  # DRF renders problems later; they are short
        rate_limiter.charge(key, quota, len(response.content))  # type: ignore[attr-defined]
    return response


def _charged(chunks: Iterator[bytes], key: str, quota: Quota) -> Iterator[bytes]:
    for chunk in chunks:
        rate_limiter.charge(key, quota, len(chunk))
        yield chunk


class _ChargedFile:
    """File that charges the bytes read from it."""

    def __init__(self, file: Any, charge: Callable[[int], None]) -> None:
        self.read_file, self.close, self.charge = file.read, file.close, charge

    def read(self, size: int) -> bytes:
        chunk: bytes = self.read_file(size)
        self.charge(len(chunk))
        return chunk


def _too_many_requests(quota: Quota, status: LimitStatus) -> HttpResponse:
    detail = (
        f"Quota exceeded: {quota.limit} {UNIT_NAMES[quota.unit]} {PERIODS[quota.window]}. Retry in "
        f"{status.retry_after} s. To copy everything, download a file of /data and follow the change feed."
    )
    response = problem_response(429, detail, type=EXCEEDED, **{"violated-policies": [quota.name]})
    response.headers["Retry-After"] = str(status.retry_after)
    return response
