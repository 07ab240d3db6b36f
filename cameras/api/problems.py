"""Errors of the API as problem+json (RFC 9457), and as a page for people who came with a browser."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from cameras.api.negotiation import Wish
from cameras.api.pages import page
from cameras.filters import BadParameter
from web.problem import CONTENT_TYPE, describe


class Gone(Exception):
    """What was here is not given any more; `more` are members of the problem."""

    def __init__(self, detail: str, **more: Any) -> None:
        super().__init__(detail)
        self.more = more


def problem(error: Exception, context: dict[str, Any]) -> Response | HttpResponse | None:
    """DRF's exception handler. Returns None for what is a fault of ours, which Django then reports."""
    status, detail, more = _facts(error)
    if status is None:
        return None
    set_rollback()
    body = describe(status, detail, **more)
    headers = {"Allow": ", ".join(context["view"].allowed_methods)} if status == 405 else {}
    try:
        wish = Wish.of(context["request"])
    except BadParameter:  # it is the error
        wish = Wish("json", "en")
    if wish.f == "html":
        content = page(context["request"], wish, "api/problem.html", body)
        return HttpResponse(content, status=status, headers=headers)
    return Response(body, status=status, headers=headers, content_type=CONTENT_TYPE)


def _facts(error: Exception) -> tuple[int | None, str, dict[str, Any]]:
    if isinstance(error, BadParameter):
        return 400, str(error), {"parameter": error.name}
    if isinstance(error, Http404):
        return 404, str(error) or "There is nothing at this address.", {}
    if isinstance(error, Gone):
        return 410, str(error), error.more
    if isinstance(error, PermissionDenied):
        return 403, "This is not for you.", {}
    if isinstance(error, exceptions.APIException):
        return error.status_code, str(error.detail), {}
    return None, "", {}
