"""What a browser needs to go on without network: the service worker's script, the manifest of the app and the
page that is shown when there is no other. docs/decisions/0043 says what is kept where."""

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

# What the report form is made of. Pages for moderators and the figures load their own when there is network.
KEPT = (
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
NOT_KEPT = (
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
    """Small on purpose: what it does stands in static/js/offline/worker.js. Always asked for anew, so that a
    new version is noticed; the same bytes as long as nothing changed."""
    config = orjson.dumps(_worker_config(), option=orjson.OPT_INDENT_2).decode()
    module = static("js/offline/worker.js")
    script = f'import {{ serve }} from "{module}";\n\nserve({config});\n'
    response = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


@cache
def _worker_config() -> dict[str, Any]:
    pages = [_pages(code) for code, _name in settings.LANGUAGES]
    return {"version": _version(), "pages": pages, "files": kept_files()}


def _pages(language: str) -> dict[str, str]:
    with override(language):
        return {
            "form": reverse("reports:report"),
            "offline": reverse("offline"),
            "words": reverse("javascript-catalog"),
        }


def kept_files() -> list[str]:
    names = {name for finder in finders.get_finders() for name, _storage in finder.list([])}
    return [static(name) for name in sorted(names) if _is_kept(name)]


def _is_kept(name: str) -> bool:
    return name.startswith(KEPT) and name.endswith(ENDINGS) and not name.startswith(NOT_KEPT)


def _version() -> str:
    """Another one with each change of a file, a template, a translation or a setting that the form shows."""
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
    """The site as an app on the home screen, in the language of the address."""
    start = reverse("cameras:map")
    facts = {
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
    return HttpResponse(orjson.dumps(facts), content_type="application/manifest+json")


def _icon(name: str, size: int) -> dict[str, str]:
    return {"src": static(name), "sizes": f"{size}x{size}", "type": "image/png"}


@never_cache
@require_safe
@allows(Action.READ)
def offline_page(request: HttpRequest) -> HttpResponse:
    """The service worker keeps it, and shows it in place of a page that cannot be fetched."""
    return render(request, "site/offline.html")
