"""Problem details for API clients: application/problem+json (RFC 9457)."""

from typing import Any

from django.http import JsonResponse
from django.utils.translation import gettext_noop as _

CONTENT_TYPE = "application/problem+json"
TITLES = {
    400: _("Bad request"), 401: _("Unauthorized"), 403: _("Forbidden"), 404: _("Not found"),
    405: _("Method not allowed"), 410: _("Gone"), 411: _("Length required"),
    413: _("Content too large"), 429: _("Too many requests"), 500: _("Server error"),
    503: _("Service unavailable"),
}  # fmt: skip


def describe(status: int, detail: str, **more: Any) -> dict[str, Any]:
    """Members of a problem details object."""
    title = TITLES.get(status, "Error")
    return {"type": "about:blank", "title": title, "status": status, "detail": detail, **more}


def problem_response(status: int, detail: str, **more: Any) -> JsonResponse:
    """Problem response readable from every origin (CORS)."""
    body = describe(status, detail, **more)
    headers = {"Access-Control-Allow-Origin": "*"}
    return JsonResponse(body, status=status, content_type=CONTENT_TYPE, headers=headers)
