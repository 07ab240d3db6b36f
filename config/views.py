"""Site-wide views: health check, favicon, files for robots, static pages."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.permissions import allows
from accounts.roles import Action
from config.errors import RETRY_AFTER
from config.readiness import OK, state_of_parts

# Behind these stand people, work in progress, or costly answers. Links with a secret stand in no page.
NOT_FOR_ROBOTS = (
    "/accounts/",
    "/admin/",
    "/api/",
    "/data/export",
    "/moderation",
    "/tiles/",
    "/fr/accounts/",
    "/fr/moderation",
)
SECURITY_TXT_LIFETIME = timedelta(days=180)


@never_cache
@require_safe
@allows(Action.READ)
def healthz(request: HttpRequest) -> HttpResponse:
    """200 when the process answers: it asks neither database nor disk, so that a container is not started
    again for what a restart cannot mend."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
@allows(Action.READ)
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when the site can do its work, 503 when not, with the state of each part."""
    parts = state_of_parts()
    status = 200 if all(state == OK for state in parts.values()) else 503
    response = JsonResponse(parts, status=status)
    if status == 503:
        response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


@require_safe
@allows(Action.READ)
def favicon(request: HttpRequest) -> HttpResponseRedirect:
    """Redirect for browsers that request it beside responses without an icon link, such as JSON."""
    return HttpResponseRedirect(static("img/favicon.svg"))


@require_safe
@allows(Action.READ)
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in NOT_FOR_ROBOTS)]
    lines.append(f"Sitemap: {settings.PUBLIC_URL}/sitemap.xml")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@require_safe
@allows(Action.READ)
def security_txt(request: HttpRequest) -> HttpResponse:
    """Contact for who has a weakness to report (RFC 9116); 404 without CONTACT, which the format requires."""
    if not settings.CONTACT:
        raise Http404
    expires = timezone.now().replace(microsecond=0) + SECURITY_TXT_LIFETIME
    lines = [
        f"Contact: mailto:{settings.CONTACT}",
        f"Expires: {expires.isoformat()}",
        f"Preferred-Languages: {', '.join(code for code, _ in settings.LANGUAGES)}",
        f"Canonical: {settings.PUBLIC_URL}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


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
