"""Errors for programs: problem+json (RFC 9457)."""

from typing import Any

from django.http import JsonResponse

CONTENT_TYPE = "application/problem+json"
TITLES = {
    400: "Bad request", 401: "Unauthorized", 403: "Forbidden", 404: "Not found",
    405: "Method not allowed", 410: "Gone", 429: "Too many requests", 503: "Service unavailable",
}  # fmt: skip


def describe(status: int, detail: str, **more: Any) -> dict[str, Any]:
    """The members of a problem."""
    title = TITLES.get(status, "Error")
    return {"type": "about:blank", "title": title, "status": status, "detail": detail, **more}


def problem_response(status: int, detail: str, **more: Any) -> JsonResponse:
    """A problem that pages of every origin may read."""
    body = describe(status, detail, **more)
    headers = {"Access-Control-Allow-Origin": "*"}
    return JsonResponse(body, status=status, content_type=CONTENT_TYPE, headers=headers)
