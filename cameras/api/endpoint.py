"""What all reads of the API share: strict parameters, ETag, gzip, a page for people. Open to every origin and
limited like all of the data: cameras/open_data.py.

@get("limit", "bbox")
def items(request):
    return Answer(lambda: {...}, version="...", media_type=GEOJSON, template="api/items.html")
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from hashlib import blake2b
from typing import Any

import orjson
from django.http import HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page
from rest_framework.decorators import api_view
from rest_framework.request import Request

from accounts.permissions import allows
from accounts.roles import Action
from cameras.api.negotiation import Wish
from cameras.api.pages import page
from cameras.filters import only
from cameras.links import JSON
from cameras.models import RegistryClock
from cameras.open_data import open_api

EVERYWHERE = ("f", "lang")
# One more whenever the same data gives other bytes: the ETags that readers keep are then no longer good.
REPRESENTATION = 2

Body = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """`body` is made only when the reader does not have it yet: `version` names the state of the data that it
    is made from. Without one, the bytes themselves are the version. `template` shows the body to people."""

    body: Callable[[], Body]
    version: str = ""
    media_type: str = JSON
    template: str = ""


View = Callable[..., Answer | HttpResponse]


def registry_version() -> str:
    """Another one with every change of the registry."""
    return str(RegistryClock.now())


def get(*parameters: str) -> Callable[[View], Callable[..., HttpResponseBase]]:
    """A public, read-only endpoint, open to pages of every origin; every other parameter is refused."""

    def decorate(view: View) -> Callable[..., HttpResponseBase]:
        def answer(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
            only(request.GET, *parameters, *EVERYWHERE)
            wish = Wish.of(request)
            found = view(request, *args, **kwargs)
            return respond(request, wish, found) if isinstance(found, Answer) else found

        endpoint = api_view(["GET", "HEAD"])(wraps(view)(answer))

        @csrf_exempt
        @allows(Action.READ)
        @open_api
        @gzip_page
        @wraps(view)
        def open_to_all(*args: Any, **kwargs: Any) -> HttpResponseBase:
            response = endpoint(*args, **kwargs)
            patch_vary_headers(response, ["Accept"])
            return response

        return open_to_all

    return decorate


def respond(request: Request, wish: Wish, answer: Answer) -> HttpResponse:
    html = wish.f == "html" and bool(answer.template)
    made = None if answer.version else _bytes(request, wish, answer, html)
    etag = _etag(request, wish, answer.version or _digest(made or b""))
    response = get_conditional_response(request._request, etag=etag)
    if not isinstance(response, HttpResponse):
        content = _bytes(request, wish, answer, html) if made is None else made
        response = HttpResponse(
            content, content_type="text/html; charset=utf-8" if html else answer.media_type
        )
        if html:
            response.headers["Content-Language"] = wish.language
        elif answer.media_type == "application/geo+json":
            response.headers["Content-Crs"] = "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>"
    response.headers["ETag"] = etag
    patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
    if answer.template:
        patch_vary_headers(response, ["Accept", "Accept-Language"] if html else ["Accept"])
    return response


def _bytes(request: Request, wish: Wish, answer: Answer, html: bool) -> bytes:
    body = answer.body()
    return page(request, wish, answer.template, body) if html else orjson.dumps(body)


def _etag(request: Request, wish: Wish, version: str) -> str:
    """Weak: timeStamp and compression change bytes, not what they say."""
    language = wish.language if wish.f == "html" else ""
    asked = f"{REPRESENTATION} {version} {wish.f} {language} {request.get_full_path()}"
    return f'W/"{_digest(asked.encode())}"'


def _digest(text: bytes) -> str:
    return blake2b(text, digest_size=12).hexdigest()
