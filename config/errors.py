"""handler500: 503 with Retry-After while the database or the disk does not answer, 500 otherwise; as a page,
or as problem+json for programs. Exceptions of views, middleware and error pages all end here.
"""

import errno
import sys

from django.core.exceptions import SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.defaults import server_error as default_server_error

from web.problem import problem_response

RETRY_AFTER = 30  # seconds; a writer of SQLite waits for 20
NEVER_REPEATED = ("password", "code")  # parts of field names


def server_error(request: HttpRequest) -> HttpResponse:
    is_unavailable = _is_unavailable(sys.exception())
    if _is_for_programs(request):
        response: HttpResponse = (
            problem_response(503, "The database or the disk does not answer. Nothing was stored; try again.")
            if is_unavailable
            else problem_response(500, "The server failed. It is not your doing.")
        )
    elif is_unavailable:
        # Without the request: context processors would ask the database for the user.
        page = render_to_string("503.html", {"path": request.get_full_path(), **_typed(request)})
        response = HttpResponse(page, status=503)
    else:
        return default_server_error(request)
    if is_unavailable:
        response.headers["Retry-After"] = str(RETRY_AFTER)
    response.headers["Cache-Control"] = "no-store"
    return response


def _is_unavailable(error: BaseException | None) -> bool:
    is_disk_full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
    return is_disk_full or isinstance(error, (OperationalError, InterfaceError))


def _is_for_programs(request: HttpRequest) -> bool:
    if request.path_info.startswith("/api/") or request.path_info.endswith("json"):
        return True
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def _typed(request: HttpRequest) -> dict[str, object]:
    """The fields of the form that was sent and the names of its files, to send them again. Not when another
    site sent it: the page would make a post of this site from it."""
    if request.method != "POST" or request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return {}
    try:
        fields = [
            (name, value)
            for name, values in request.POST.lists()
            if not any(part in name for part in NEVER_REPEATED)
            for value in values
        ]
        return {"is_form": True, "fields": fields, "files": [*request.FILES]}
    except (OSError, ValueError, SuspiciousOperation):  # the body cannot be read (any more)
        return {}
