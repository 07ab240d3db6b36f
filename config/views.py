"""Site-wide views: health check, favicon, static pages."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
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
    """Redirect for browsers that request it beside responses without an icon link, such as JSON."""
    return HttpResponseRedirect(static("img/favicon.svg"))


@require_safe
@allows(Action.READ)
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "site/about.html", {"contact": settings.CONTACT})


@require_safe
@allows(Action.READ)
def privacy(request: HttpRequest) -> HttpResponse:
    """Privacy notice; docs/privacy.md has the details."""
    raster_host = urlsplit(settings.BASEMAP.raster).netloc if settings.BASEMAP.raster else ""
    return render(request, "site/privacy.html", {"contact": settings.CONTACT, "raster_host": raster_host})


@require_safe
@allows(Action.READ)
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "site/help.html")
