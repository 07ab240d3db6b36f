"""Decorator of all read endpoints: strict parameters, ETag, gzip, HTML representation. CORS and rate limits
are those of cameras/publishing/access.py.

@get("limit", "bbox")
def items(request):
    return Representation(lambda: {...}, version="...", media_type=GEOJSON, template="api/items.html")
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
from cameras.api.negotiation import Preferences
from cameras.api.pages import render_page
from cameras.filters import refuse_unknown
from cameras.models import RegistryClock
from cameras.publishing.access import open_api
from web.links import JSON

COMMON_PARAMETERS = ("f", "lang")
# Increment when the same data gives other bytes, to invalidate the ETags that clients hold.
FORMAT_VERSION = 2

Body = dict[str, Any]


@dataclass(frozen=True)
class Representation:
    """Lazy response: `body` is computed only if the client's ETag differs. `version` identifies the state of
    the data; without it the bytes are hashed. `template` renders the body as HTML."""

    body: Callable[[], Body]
    version: str = ""
    media_type: str = JSON
    template: str = ""


View = Callable[..., Representation | HttpResponse]


def registry_version() -> str:
    """Version that changes with every change of the registry."""
    return str(RegistryClock.now())


def get(*parameters: str) -> Callable[[View], Callable[..., HttpResponseBase]]:
    """Public, read-only endpoint, readable from every origin; unknown parameters are refused."""

    def decorate(view: View) -> Callable[..., HttpResponseBase]:
        def handler(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
            refuse_unknown(request.GET, *parameters, *COMMON_PARAMETERS)
            preferences = Preferences.of(request)
            result = view(request, *args, **kwargs)
            return respond(request, preferences, result) if isinstance(result, Representation) else result

        endpoint = api_view(["GET", "HEAD"])(wraps(view)(handler))

        @csrf_exempt
        @allows(Action.READ)
        @open_api
        @gzip_page
        @wraps(view)
        def wrapper(*args: Any, **kwargs: Any) -> HttpResponseBase:
            response = endpoint(*args, **kwargs)
            patch_vary_headers(response, ["Accept"])
            return response

        return wrapper

    return decorate


def respond(request: Request, preferences: Preferences, representation: Representation) -> HttpResponse:
    html = preferences.f == "html" and bool(representation.template)
    rendered = None if representation.version else _render(request, preferences, representation, html)
    etag = _etag(request, preferences, representation.version or _digest(rendered or b""))
    response = get_conditional_response(request._request, etag=etag)
    if not isinstance(response, HttpResponse):
        content = _render(request, preferences, representation, html) if rendered is None else rendered
        response = HttpResponse(
            content, content_type="text/html; charset=utf-8" if html else representation.media_type
        )
        if html:
            response.headers["Content-Language"] = preferences.language
        elif representation.media_type == "application/geo+json":
            response.headers["Content-Crs"] = "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>"
    response.headers["ETag"] = etag
    patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
    if representation.template:
        patch_vary_headers(response, ["Accept", "Accept-Language"] if html else ["Accept"])
    return response


def _render(request: Request, preferences: Preferences, representation: Representation, html: bool) -> bytes:
    body = representation.body()
    return render_page(request, preferences, representation.template, body) if html else orjson.dumps(body)


def _etag(request: Request, preferences: Preferences, version: str) -> str:
    """Weak ETag: timeStamp and compression change the bytes, not the content."""
    language = preferences.language if preferences.f == "html" else ""
    identity = f"{FORMAT_VERSION} {version} {preferences.f} {language} {request.get_full_path()}"
    return f'W/"{_digest(identity.encode())}"'


def _digest(text: bytes) -> str:
    return blake2b(text, digest_size=12).hexdigest()
