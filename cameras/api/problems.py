"""API errors as problem+json (RFC 9457), or HTML for browsers."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from cameras.api.negotiation import Preferences
from cameras.api.pages import render_page
from cameras.filters import BadParameter
from web.problem import CONTENT_TYPE, describe


class Gone(Exception):
    """410; `members` are extension members of the problem."""

    def __init__(self, detail: str, **members: Any) -> None:
        super().__init__(detail)
        self.members = members


def exception_handler(error: Exception, context: dict[str, Any]) -> Response | HttpResponse | None:
    """Exception handler of DRF. Returns None for unexpected errors, which Django reports."""
    status, detail, members = _details(error)
    if status is None:
        return None
    set_rollback()
    body = describe(status, detail, **members)
    headers = {"Allow": ", ".join(context["view"].allowed_methods)} if status == 405 else {}
    try:
        preferences = Preferences.of(context["request"])
    except BadParameter:  # the error being handled
        preferences = Preferences("json", "en")
    if preferences.f == "html":
        content = render_page(context["request"], preferences, "api/problem.html", body)
        return HttpResponse(content, status=status, headers=headers)
    return Response(body, status=status, headers=headers, content_type=CONTENT_TYPE)


def _details(error: Exception) -> tuple[int | None, str, dict[str, Any]]:
    if isinstance(error, BadParameter):
        return 400, str(error), {"parameter": error.name}
    if isinstance(error, Http404):
        return 404, str(error) or "Not found.", {}
    if isinstance(error, Gone):
        return 410, str(error), error.members
    if isinstance(error, PermissionDenied):
        return 403, "You do not have permission.", {}
    if isinstance(error, exceptions.APIException):
        return error.status_code, str(error.detail), {}
    return None, "", {}
