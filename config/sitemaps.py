"""sitemap.xml: the public pages in each language. Robots reach the page of each camera through the list."""

from collections.abc import Sequence

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.permissions import allows
from accounts.roles import Action


class Pages(Sitemap):  # type: ignore[type-arg]  # not subscriptable when it runs
    i18n = True
    alternates = True

    def items(self) -> Sequence[str]:
        return (
            "cameras:map",
            "cameras:list",
            "cameras:data",
            "reports:transparency",
            "about",
            "privacy",
            "help",
        )

    def location(self, item: str) -> str:
        return reverse(item)


@require_safe
@allows(Action.READ)
def sitemap_file(request: HttpRequest) -> HttpResponseBase:
    response: HttpResponseBase = sitemap(request, {"pages": Pages})
    return response
