"""What all addresses of the data share: pages of every origin may read them, and nobody takes all of the
server. Each answer says what is left; who took too much is told when to go on (decision 0049)."""

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

from accounts.applications import BadToken, Scope, application_of
from accounts.buckets import Buckets, Level, Quota
from accounts.models import Application
from accounts.network import network_hash
from accounts.places import Places
from cameras.problems import problem_response

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
WORDS = {REQUESTS: "requests", BYTES: "bytes"}
PERIODS = {60: "a minute", 3600: "an hour"}

View = Callable[..., HttpResponseBase]
buckets = Buckets()

# Files that this process sends at once: a reader holds one of 500 connections. A map asks for a dozen parts.
sending = Places(400, for_each=64)
COME_BACK = 10  # seconds


def open_api(view: View) -> View:
    """For programs: counted by requests and by bytes."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return _open(_within_limits(request, partial(view, request, *args, **kwargs), by_requests=True))

    return answer


def open_file(view: View) -> View:
    """For files and streams: counted by bytes alone, because a reader of one town asks for sixty parts of a
    file."""

    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        ask = partial(_or_problem, partial(view, request, *args, **kwargs))
        return _within_limits(request, ask, by_requests=False)

    return _to_every_origin(few_at_once(wraps(view)(answer)))


def few_at_once(view: View) -> View:
    """For files, which can be read slowly: no network is sent more than its share at once."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        network = network_hash(request)
        if not sending.take(network):
            response = problem_response(429, "Too many files are being sent to your network at once.")
            response.headers["Retry-After"] = str(COME_BACK)
            return response
        try:
            answered = view(request, *args, **kwargs)
        except BaseException:
            sending.give(network)
            raise
        closers: list[Callable[[], object]] = answered._resource_closers  # type: ignore[attr-defined]
        closers.append(partial(sending.give, network))  # when it is sent
        return answered

    return answer


def _or_problem(ask: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """What is not there is told to programs as well, not with a page for people."""
    try:
        return ask()
    except Http404 as error:
        return problem_response(404, str(error))


def open_to_pages(view: View) -> View:
    """For what our own map reads: pages of every origin may as well, and nothing is counted."""
    return _to_every_origin(view)


def _to_every_origin(view: View) -> View:
    """Takes GET and HEAD, and the OPTIONS of a browser that asks first."""

    @require_http_methods(["GET", "HEAD", "OPTIONS"])
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return _open(HttpResponse(headers={"Allow": "GET, HEAD, OPTIONS"}))
        return _open(view(request, *args, **kwargs))

    return answer


def _open(response: HttpResponseBase) -> HttpResponseBase:
    for name, value in CORS.items():
        response.headers.setdefault(name, value)
    return response


def _within_limits(
    request: HttpRequest, ask: Callable[[], HttpResponseBase], *, by_requests: bool
) -> HttpResponseBase:
    if request.method == "OPTIONS":
        return ask()
    application = None
    try:
        application = application_of(request, Scope.READ)
    except BadToken as error:
        ask = partial(_no_good, error)  # counted as any other answer: nobody guesses for nothing
    per_minute, megabytes = _limits(application)
    quotas, policy = quotas_of(per_minute if by_requests else 0, megabytes)
    if not quotas:
        return ask()
    key = f"application:{application.pk}" if application else network_hash(request)
    levels = [(quota, buckets.take(key, quota, quota.unit == REQUESTS)) for quota in quotas]
    refused = next(((quota, level) for quota, level in levels if not level.is_allowed), None)
    response = _too_many(*refused) if refused else _counted(ask(), request, key, quotas)
    response.headers["RateLimit-Policy"] = policy
    response.headers["RateLimit"] = ", ".join(
        f'"{quota.name}";r={level.left};t={level.empty_in}' for quota, level in levels
    )
    return response


def _limits(application: Application | None) -> tuple[int, int]:
    if application:
        return application.reads_per_minute, application.megabytes_per_hour
    return settings.READS_PER_MINUTE, settings.READ_MEGABYTES_PER_HOUR


def _no_good(error: BadToken) -> HttpResponse:
    response = problem_response(error.status, error.detail)
    response.headers["WWW-Authenticate"] = error.challenge
    return response


@lru_cache
def quotas_of(per_minute: int, megabytes_per_hour: int) -> tuple[tuple[Quota, ...], str]:
    """The quotas and how they are told; 0 is none. Bytes first: a request that they refuse is not counted."""
    both = (
        Quota("bytes", megabytes_per_hour * 1_000_000, 3600, BYTES),
        Quota("requests", per_minute, 60, REQUESTS),
    )
    quotas = tuple(quota for quota in both if quota.most)
    return quotas, ", ".join(_policy(quota) for quota in quotas)


def _policy(quota: Quota) -> str:
    unit = f';qu="{quota.unit}"' if quota.unit != REQUESTS else ""
    return f'"{quota.name}";q={quota.most};w={quota.seconds}{unit}'


def _counted(
    response: HttpResponseBase, request: HttpRequest, key: str, quotas: Sequence[Quota]
) -> HttpResponseBase:
    """Bytes cost when they are sent: who breaks off pays for what came. What was begun is sent whole."""
    quota = next((one for one in quotas if one.unit == BYTES), None)
    if quota is None or request.method == "HEAD":
        return response
    if isinstance(response, FileResponse):
        paid = _PaidFile(response.file_to_stream, partial(buckets.spend, key, quota))
        response.streaming_content = paid  # type: ignore[assignment]
    elif isinstance(response, StreamingHttpResponse):
        response.streaming_content = _paying(response.streaming_content, key, quota)  # type: ignore[arg-type]
    elif getattr(response, "is_rendered", True):  # problems are made later, and short
        buckets.spend(key, quota, len(response.content))  # type: ignore[attr-defined]
    return response


def _paying(pieces: Iterator[bytes], key: str, quota: Quota) -> Iterator[bytes]:
    for piece in pieces:
        buckets.spend(key, quota, len(piece))
        yield piece


class _PaidFile:
    """A file that says what was read of it."""

    def __init__(self, file: Any, spend: Callable[[int], None]) -> None:
        self.read_file, self.close, self.spend = file.read, file.close, spend

    def read(self, size: int) -> bytes:
        piece: bytes = self.read_file(size)
        self.spend(len(piece))
        return piece


def _too_many(quota: Quota, level: Level) -> HttpResponse:
    detail = (
        f"{quota.most} {WORDS[quota.unit]} {PERIODS[quota.seconds]} are answered for one reader. Go on in "
        f"{level.wait} s. Who needs everything takes a dated file of /data, then the change feed."
    )
    response = problem_response(429, detail, type=EXCEEDED, **{"violated-policies": [quota.name]})
    response.headers["Retry-After"] = str(level.wait)
    return response
