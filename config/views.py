"""Addresses that belong to the site as a whole."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.permissions import allows
from accounts.roles import Action


@never_cache
@require_safe
@allows(Action.READ)
def healthz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers, 503 when it does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database does not answer\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@allows(Action.READ)
def favicon(request: HttpRequest) -> HttpResponseRedirect:
    """Browsers ask for it beside pages that name none, such as the API's JSON."""
    return HttpResponseRedirect(static("img/favicon.svg"))
