"""Site-wide middleware: Permissions-Policy, size of the body, NUL bytes in the path, language."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from web.body_limit import body_length, limit_of
from web.problem import problem_response

PERMISSIONS = "geolocation=(self), camera=(), microphone=(), payment=(), usb=(), browsing-topics=()"


def permissions_policy(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Allow geolocation to our own pages and no other browser permission."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response

    return middleware


class BodyLimitMiddleware:
    """413 for a body over the limit of its view, 411 for one of unknown length. It stands before the CSRF
    check, which reads the form."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> HttpResponseBase | None:
        length = body_length(request)
        if length is not None and length <= limit_of(view):
            return None
        if length is None:
            return problem_response(411, "The request needs a Content-Length.")
        if refuse := getattr(view, "refuse_body", None):
            response: HttpResponseBase = refuse(request)
            return response
        if request.path_info.startswith("/api/"):
            return problem_response(413, "The body is too large: 100 kB at most.")
        return render(request, "413.html", status=413)


def reject_nul(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """404 for a path with a NUL byte, which PostgreSQL cannot query. The API answers those itself."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if "\0" in request.path_info and not request.path_info.startswith("/api/"):
            raise Http404
        return get_response(request)

    return middleware


class LanguageMiddleware(LocaleMiddleware):
    """Language from the URL. Pages also suggest the browser's language, hence Vary: Accept-Language."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not response.headers.get("Content-Type", "").startswith("text/html"):
            return response  # files have no language
        response = super().process_response(request, response)
        patch_vary_headers(response, ["Accept-Language"])
        return response
