"""Public pages and files of the map. None of them touches the session, so no cookie is set."""

from typing import Any

import orjson
from csp.decorators import csp_replace
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
)
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from accounts.permissions import allows
from accounts.roles import Action
from cameras.filters import BadParameter, CameraFilter, whole_number
from cameras.map import search_index, tiles
from cameras.map.basemap import basemap_path, map_config, names_path
from cameras.map.details import details
from cameras.map.filter_form import FilterForm, without_empty
from cameras.models import Camera, CameraRevision, RegistryClock
from cameras.publishing.access import limit_concurrent_files, open_to_pages
from cameras.registry import tile_counts
from web.links import url
from web.ranged_files import ranged_file

PAGE_SIZE = 50  # cameras per page of the list
MAX_SORTED = 10_000  # cameras in a box that are sorted by distance; more are listed by id


@require_safe
@allows(Action.READ)
def map_page(request: HttpRequest) -> HttpResponse:
    return render(request, "cameras/map/map.html", {"map_config": map_config(), "form": FilterForm()})


@require_safe
@allows(Action.READ)
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
def embed_page(request: HttpRequest) -> HttpResponse:
    """Embeddable map: the only page that may be framed by other sites."""
    return render(request, "cameras/map/embed.html", {"map_config": map_config()})


@require_safe
@allows(Action.READ)
def camera_list(request: HttpRequest) -> HttpResponse:
    """The map as a list, for use without JavaScript or with a screen reader; cameras in a bbox are sorted by
    distance from its centre."""
    try:
        camera_filter = CameraFilter.parse(without_empty(request.GET))
        after = whole_number("after", request.GET.get("after", "0"), least=0)
        start = whole_number("start", request.GET.get("start", "0"), least=0)
    except BadParameter as error:
        return render(
            request,
            "cameras/map/list.html",
            {"error": _("The address cannot be read: %(name)s.") % {"name": error.name}, "cameras": []},
            status=400,
        )
    cameras = camera_filter.apply(Camera.objects.all()).select_related("dataset")
    total = sum(tile_counts.count(camera_filter).values())
    if camera_filter.bbox and total <= MAX_SORTED:
        page = list(cameras.nearest_first(*camera_filter.bbox.centre)[start : start + PAGE_SIZE + 1])
        next_parameters = {"start": start + PAGE_SIZE}
    else:
        page = list(cameras.after(after)[: PAGE_SIZE + 1])
        next_parameters = {"after": page[PAGE_SIZE - 1].pk} if len(page) > PAGE_SIZE else {}
    context = {
        "cameras": page[:PAGE_SIZE],
        "total": total,
        "map_config": map_config(),
        "bbox": request.GET.get("bbox", ""),
        "ownership": camera_filter.ownership or "",
        "form": FilterForm(request.GET),
        "next_url": _next_url(request, next_parameters) if len(page) > PAGE_SIZE else None,
    }
    return render(request, "cameras/map/list.html", context)


def _next_url(request: HttpRequest, next_parameters: dict[str, int]) -> str:
    query = request.GET.copy()
    for name, number in next_parameters.items():
        query[name] = str(number)
    return f"?{query.urlencode()}"


@require_safe
@allows(Action.READ)
def camera_page(request: HttpRequest, camera_id: int) -> HttpResponse:
    camera = Camera.objects.select_related("dataset").filter(pk=camera_id).first()
    if camera is None:
        raise Http404(_("There is no camera %(number)s.") % {"number": camera_id})
    if camera.merged_into_id:
        return redirect("cameras:detail", camera.merged_into_id, permanent=True)
    if camera.status != Camera.Status.ACTIVE:
        return render(
            request, "cameras/map/gone.html", {"camera_id": camera.pk, "reason": camera.status}, status=410
        )
    context = {
        "camera": camera,
        "details": details(camera),
        "confirmed": request.GET.get("confirmed", ""),
        "revisions": [_revision(revision) for revision in camera.revisions.order_by("-version")],
        "canonical": url("cameras:detail", camera.pk),
        "geojson_url": url("api:cameras-item", camera.pk),
        "map_config": map_config((camera.latitude, camera.longitude)),
    }
    return render(request, "cameras/map/camera.html", context)


def _revision(revision: CameraRevision) -> dict[str, Any]:
    """Entry of the camera's history: day and fields, never the author."""
    first = revision.version == 1
    names = [] if first else [_label(name) for name in revision.changed]
    return {
        "version": revision.version,
        "at": revision.at.date(),
        "role": revision.get_role_display(),
        "changed": names,
    }


def _label(name: str) -> str:
    """The name of a field as people read it; one that a newer version of the code wrote stays as it is."""
    labels = {field.attname: field.verbose_name for field in Camera._meta.concrete_fields}
    return str(labels.get(name, name))


@allows(Action.READ)
@open_to_pages
def tile(request: HttpRequest, z: int, x: int, y: int) -> HttpResponse:
    """Tile of the map; 304 for an unchanged one reads no camera."""
    try:
        etag, body = tiles.etag_and_body(z, x, y, CameraFilter.parse(request.GET))
    except (tiles.NoSuchTile, BadParameter) as error:
        return JsonResponse({"detail": str(error)}, status=400)
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(body(), content_type="application/json")
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    return response


@allows(Action.READ)
@open_to_pages
def count(request: HttpRequest) -> JsonResponse:
    """Exact count of cameras by ownership."""
    try:
        camera_filter = CameraFilter.parse(request.GET)
    except BadParameter as error:
        return JsonResponse({"detail": str(error)}, status=400)
    numbers = tile_counts.count(camera_filter)
    return JsonResponse({"total": sum(numbers.values()), **numbers})


@allows(Action.READ)
@open_to_pages
def search_index_file(request: HttpRequest) -> HttpResponse:
    """Search index of areas and operators, searched in the browser."""
    seq = RegistryClock.now()
    etag = quote_etag(f"finds-{seq:x}")
    response = get_conditional_response(request, etag=etag)
    response = response or HttpResponse(
        orjson.dumps(search_index.search_index(seq)), content_type="application/json"
    )
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    return response


@require_safe
@allows(Action.READ)
@limit_concurrent_files
def basemap(request: HttpRequest, name: str) -> HttpResponseBase:
    path = basemap_path(name)
    if path is None:
        raise Http404(_("This map is not served here."))
    return ranged_file(request, path, "application/vnd.pmtiles")


@require_safe
@allows(Action.READ)
@limit_concurrent_files
def basemap_names(request: HttpRequest, name: str) -> HttpResponseBase:
    """Place names of a street map, served gzipped as stored; every browser accepts gzip."""
    path = names_path(name)
    if path is None:
        raise Http404(_("This map is not served here."))
    response = ranged_file(request, path, "application/json")
    response.headers["Content-Encoding"] = "gzip"
    return response
