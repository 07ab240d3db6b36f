"""Data pages: licences, snapshots, citation; and the files of snapshots."""

import json
from typing import Any

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.permissions import allows
from accounts.roles import Action
from cameras.osm.fields import PUBLISHED
from cameras.publishing import catalog
from cameras.publishing.access import open_file
from cameras.publishing.snapshots import store
from cameras.publishing.snapshots.manifest import MEDIA_TYPES
from cameras.publishing.snapshots.store import Snapshot
from cameras.publishing.snippets import SNIPPETS
from web.links import url
from web.problem import problem_response
from web.ranged_files import ranged_file

CLEANING_RETRY_AFTER = 3600  # seconds: the worker cleans once an hour
SOFTWARE = {
    "geojson": "QGIS, R, Python, JavaScript",
    "geojsonl": "GDAL, jq, DuckDB, tippecanoe",
    "csv": gettext_lazy("spreadsheets, R, Python"),
    "parquet": "GeoPandas, DuckDB, QGIS",
    "fgb": gettext_lazy("QGIS, GDAL, one town at a time over HTTP"),
    "pmtiles": gettext_lazy("maps without a server"),
}


@require_safe
@allows(Action.READ)
def data_page(request: HttpRequest) -> HttpResponse:
    snapshots = store.every()
    newest = next((snapshot for snapshot in snapshots if snapshot.is_kept), None)
    overview = catalog.overview()
    context = {
        **overview,
        "fields": PUBLISHED,
        "snippets": SNIPPETS,
        "newest": newest,
        "newest_url": reverse("cameras:snapshot", args=[newest.name]) if newest else "",
        "latest_url": url("files:latest", "cameras.geojson"),
        "files": [item for item in _files(newest) if item["name"].startswith("cameras")] if newest else [],
        "earlier": [snapshot for snapshot in snapshots if snapshot != newest][:24],
        "json_ld": _json_ld(catalog.dataset(newest, overview)),
        "landing_url": url("api:landing"),
    }
    return render(request, "cameras/publishing/data.html", context)


def _files(snapshot: Snapshot) -> list[dict[str, Any]]:
    return [
        {
            **resource,
            "url": url("files:snapshot", snapshot.name, resource["path"]),
            "opens": SOFTWARE[resource["path"].split(".")[1]],
        }
        for resource in snapshot.manifest["resources"]
    ]


def _citation(snapshot: Snapshot) -> str:
    with translation.override(settings.LANGUAGE_CODE):  # the same URL in every language
        address = url("cameras:snapshot", snapshot.name)
    values = {"name": snapshot.name, "year": snapshot.day.year, "url": address}
    return _("Contrechamp (%(year)s). Surveillance cameras, snapshot %(name)s [data set]. %(url)s") % values


def _json_ld(about: dict[str, Any]) -> SafeString:
    """JSON-LD data block, which the Content-Security-Policy permits because it is not executed."""
    text = json.dumps(about, ensure_ascii=False)
    for letter in "<>&":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308  escaped


@require_safe
@allows(Action.READ)
def snapshot_page(request: HttpRequest, name: str) -> HttpResponse:
    """Permanent, citable page of a snapshot; it remains after its files are deleted."""
    snapshot = _find(name)
    context = {
        "snapshot": snapshot,
        "manifest": snapshot.manifest,
        "files": _files(snapshot),
        "gone": not snapshot.is_kept,
        "waits": snapshot.waits,
        "citation": _citation(snapshot),
        "manifest_url": url("files:snapshot", name, store.MANIFEST),
        "newest": store.latest(),
    }
    return render(request, "cameras/publishing/snapshot.html", context)


def _find(name: str) -> Snapshot:
    snapshot = store.find(name)
    if snapshot is None:
        raise Http404(_("There is no snapshot %(name)s.") % {"name": name})
    return snapshot


@allows(Action.READ)
@open_file
def snapshot_file(request: HttpRequest, name: str, file: str) -> HttpResponseBase:
    snapshot = _find(name)
    path = snapshot.file(file)
    if path is None:
        return _missing_file(snapshot, file)
    media_type = "application/json" if file == store.MANIFEST else MEDIA_TYPES[path.suffix[1:]]
    return ranged_file(request, path, media_type)


def _missing_file(snapshot: Snapshot, file: str) -> HttpResponse:
    """404 for an unknown file, 503 for one that is about to be cleaned, 410 for a deleted one."""
    if file not in {resource["path"] for resource in snapshot.manifest["resources"]}:
        raise Http404(_("The snapshot has no file of this name."))
    if snapshot.waits:
        return _cleaning_response()
    newest = store.latest()
    body = {
        "type": "about:blank",
        "title": "Gone",
        "status": 410,
        "detail": "The files of this snapshot were deleted; the manifest describes them.",
        "snapshot": url("files:snapshot", newest.name, store.MANIFEST) if newest else None,
    }
    return JsonResponse(body, status=410, content_type="application/problem+json")


def _cleaning_response() -> HttpResponse:
    response = problem_response(
        503, "This snapshot is being rewritten without a camera that was hidden. Retry later."
    )
    response.headers["Retry-After"] = str(CLEANING_RETRY_AFTER)
    return response


@allows(Action.READ)
@open_file
def latest_file(request: HttpRequest, file: str) -> HttpResponse:
    """Redirect from a stable URL per format to the newest snapshot."""
    newest = store.latest()
    if newest is None and any(one.waits for one in store.every()):
        return _cleaning_response()
    if newest is None or newest.file(file) is None:
        raise Http404(_("No snapshot with such a file has been published yet."))
    return HttpResponseRedirect(url("files:snapshot", newest.name, file))


@allows(Action.READ)
@open_file
def catalog_file(request: HttpRequest) -> JsonResponse:
    """DCAT catalogue for data portals."""
    body = catalog.catalog(store.latest())
    return JsonResponse(body, content_type="application/ld+json")
