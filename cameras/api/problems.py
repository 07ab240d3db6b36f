"""Errors of the API as problem+json (RFC 9457)."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from cameras.filters import BadParameter

CONTENT_TYPE = "application/problem+json"
TITLES = {400: "Bad request", 403: "Forbidden", 404: "Not found", 405: "Method not allowed", 410: "Gone"}


def problem(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler. Returns None for what is a fault of ours, which Django then reports."""
    status, detail, more = _facts(error)
    if status is None:
        return None
    set_rollback()
    title = TITLES.get(status, "Error")
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, **more}
    headers = {"Allow": ", ".join(context["view"].allowed_methods)} if status == 405 else {}
    return Response(body, status=status, headers=headers, content_type=CONTENT_TYPE)


def _facts(error: Exception) -> tuple[int | None, str, dict[str, str]]:
    if isinstance(error, BadParameter):
        return 400, str(error), {"parameter": error.name}
    if isinstance(error, Http404):
        return 404, str(error) or "There is nothing at this address.", {}
    if isinstance(error, PermissionDenied):
        return 403, "This is not for you.", {}
    if isinstance(error, exceptions.APIException):
        return error.status_code, str(error.detail), {}
    return None, "", {}
