"""Offline use: the script of the service worker, the web app manifest and the fallback page.

docs/decisions/0043 describes which caches hold what.
"""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.permissions import allows
from accounts.roles import Action
from cameras.map.basemap import map_config

# Files of the report form. Moderation pages and figures load theirs when online.
PRECACHED = (
    "css/base/",
    "css/map/",
    "css/report/",
    "css/pages/pages",
    "css/pages/text",
    "img/",
    "js/lib/",
    "js/report/",
    "js/offline/",
    "leaflet/leaflet.",
    "leaflet/draw/leaflet.draw.i18n",
    "vendor/",
)
NOT_PRECACHED = (
    "js/offline/worker",
    "img/icon",
)
ENDINGS = (".css", ".js", ".svg", "latin-wght-normal.woff2")
TEXTS = ("*.html", "*.mo")
BACKGROUND = "#f6f5f1"  # --paper of static/css/base/tokens.css
THEME = "#16202c"  # --bar-ground


@require_safe
@allows(Action.READ)
def service_worker(_request: HttpRequest) -> HttpResponse:
    """Service worker script: imports static/js/offline/worker.js and passes its configuration. Always
    revalidated, so that a new version is noticed; byte-identical as long as nothing changed."""
    config = orjson.dumps(_worker_config(), option=orjson.OPT_INDENT_2).decode()
    module = static("js/offline/worker.js")
    script = f'import {{ serve }} from "{module}";\n\nserve({config});\n'
    response = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


@cache
def _worker_config() -> dict[str, Any]:
    pages = [_pages(code) for code, _name in settings.LANGUAGES]
    return {"version": _version(), "pages": pages, "files": precached_files()}


def _pages(language: str) -> dict[str, str]:
    with override(language):
        return {
            "form": reverse("reports:report"),
            "offline": reverse("offline"),
            "catalogue": reverse("javascript-catalog"),
        }


def precached_files() -> list[str]:
    names = {name for finder in finders.get_finders() for name, _storage in finder.list([])}
    return [static(name) for name in sorted(names) if _is_precached(name)]


def _is_precached(name: str) -> bool:
    return name.startswith(PRECACHED) and name.endswith(ENDINGS) and not name.startswith(NOT_PRECACHED)


def _version() -> str:
    """Changes with every file, template, translation and setting that the form shows."""
    digest = sha256(getattr(staticfiles_storage, "manifest_hash", "").encode())
    for path in sorted(path for folder in _folders() for kind in TEXTS for path in folder.rglob(kind)):
        digest.update(path.read_bytes())
    with override(settings.LANGUAGE_CODE):
        digest.update(orjson.dumps([map_config(None), settings.REPORTS_PHOTOS], default=str))
    return digest.hexdigest()[:12]


def _folders() -> list[Path]:
    return [settings.BASE_DIR / "templates", *map(Path, settings.LOCALE_PATHS)]


@require_safe
@allows(Action.READ)
def manifest(_request: HttpRequest) -> HttpResponse:
    """Web app manifest in the language of the URL."""
    start = reverse("cameras:map")
    body = {
        "id": "/",
        "name": _("Contrechamp: map of surveillance cameras"),
        "short_name": "Contrechamp",
        "description": _(
            "An open map of surveillance cameras, from open data and from what residents report."
        ),
        "start_url": start,
        "scope": "/",
        "display": "standalone",
        "background_color": BACKGROUND,
        "theme_color": THEME,
        "icons": [
            _icon("img/icon-192.png", 192),
            _icon("img/icon-512.png", 512),
            {**_icon("img/icon-maskable-512.png", 512), "purpose": "maskable"},
        ],
        "shortcuts": [
            {"name": _("Report a camera"), "url": reverse("reports:report")},
            {"name": _("My reports"), "url": reverse("reports:device")},
        ],
    }
    return HttpResponse(orjson.dumps(body), content_type="application/manifest+json")


def _icon(name: str, size: int) -> dict[str, str]:
    return {"src": static(name), "sizes": f"{size}x{size}", "type": "image/png"}


@never_cache
@require_safe
@allows(Action.READ)
def offline_page(request: HttpRequest) -> HttpResponse:
    """Fallback that the service worker precaches and shows for a page that cannot be fetched."""
    return render(request, "site/offline.html")
