"""Pages and files that everyone may read. None of them touches the session: no cookie is set."""

from pathlib import Path
from typing import Any

import orjson
from csp.decorators import csp_replace
from django.conf import settings
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
from cameras import find, pyramid, tiles
from cameras.files import ranged_file
from cameras.filter_form import FilterForm, filled
from cameras.filters import WORLD, BadParameter, CameraFilter, whole_number
from cameras.ground import basemap_path, map_config, names_path
from cameras.links import url
from cameras.models import Camera, CameraRevision, RegistryClock
from cameras.nearest import nearest
from cameras.open_data import open_to_pages

PAGE = 50  # cameras on a page of the list
MOST_SORTED = 10_000  # cameras of a box that are listed by distance; more are walked over by id


@require_safe
@allows(Action.READ)
def map_page(request: HttpRequest) -> HttpResponse:
    return render(request, "cameras/map.html", {"map_config": map_config(), "form": FilterForm()})


@require_safe
@allows(Action.READ)
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
def embed_page(request: HttpRequest) -> HttpResponse:
    """The map for other people's pages: the one page that may stand in a frame."""
    return render(request, "cameras/embed.html", {"map_config": map_config()})


@require_safe
@allows(Action.READ)
def camera_list(request: HttpRequest) -> HttpResponse:
    """The map as a list, for readers without JavaScript or without sight; of a part of the map, nearest to
    its middle first."""
    try:
        wanted = CameraFilter.parse(filled(request.GET))
        after = whole_number("after", request.GET.get("after", "0"), least=0)
        start = whole_number("start", request.GET.get("start", "0"), least=0)
    except BadParameter as error:
        return render(
            request,
            "cameras/list.html",
            {"error": _("The address cannot be read: %(name)s.") % {"name": error.name}, "cameras": []},
            status=400,
        )
    cameras = wanted.apply(Camera.objects.all()).select_related("dataset")
    total = sum(pyramid.count(wanted).values())
    if wanted.bbox and total <= MOST_SORTED:
        found = list(cameras.nearest_first(*wanted.bbox.centre)[start : start + PAGE + 1])
        following = {"start": start + PAGE}
    else:
        found = list(cameras.after(after)[: PAGE + 1])
        following = {"after": found[PAGE - 1].pk} if len(found) > PAGE else {}
    context = {
        "cameras": found[:PAGE],
        "total": total,
        "map_config": map_config(),
        "bbox": request.GET.get("bbox", ""),
        "ownership": wanted.ownership or "",
        "form": FilterForm(request.GET),
        "next_url": _next(request, following) if len(found) > PAGE else None,
    }
    return render(request, "cameras/list.html", context)


def _next(request: HttpRequest, following: dict[str, int]) -> str:
    query = request.GET.copy()
    for name, number in following.items():
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
            request, "cameras/gone.html", {"camera_id": camera.pk, "reason": camera.status}, status=410
        )
    context = {
        "camera": camera,
        "confirmed": request.GET.get("confirmed", ""),
        "revisions": [_revision(revision) for revision in camera.revisions.order_by("-version")],
        "canonical": url("cameras:detail", camera.pk),
        "geojson_url": url("api:cameras-item", camera.pk),
        "map_config": map_config((camera.latitude, camera.longitude)),
    }
    return render(request, "cameras/camera.html", context)


def _revision(revision: CameraRevision) -> dict[str, Any]:
    """A line of the camera's history: the day and the fields, never who."""
    first = revision.version == 1
    names = [] if first else [_label(name.removesuffix("_id")) for name in revision.changed]
    return {
        "version": revision.version,
        "at": revision.at.date(),
        "role": revision.get_role_display(),
        "changed": names,
    }


def _label(name: str) -> str:
    return str(Camera._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # no reverse relation here


@allows(Action.READ)
@open_to_pages
def tile(request: HttpRequest, z: int, x: int, y: int) -> HttpResponse:
    """A tile of the map; an unchanged one is answered without reading a camera."""
    try:
        etag, body = tiles.current(z, x, y, CameraFilter.parse(request.GET))
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
    """Exact numbers of what is in view, by ownership."""
    try:
        wanted = CameraFilter.parse(request.GET)
    except BadParameter as error:
        return JsonResponse({"detail": str(error)}, status=400)
    numbers = pyramid.count(wanted)
    return JsonResponse({"total": sum(numbers.values()), **numbers})


@allows(Action.READ)
@open_to_pages
def nearest_camera(request: HttpRequest) -> JsonResponse:
    """The camera nearest to the middle of what is in view."""
    try:
        camera_filter = CameraFilter.parse(request.GET)
    except BadParameter as error:
        return JsonResponse({"detail": str(error)}, status=400)
    camera = nearest(camera_filter, *(camera_filter.bbox or WORLD).centre)
    return JsonResponse({"nearest": camera._asdict() if camera else None})


@allows(Action.READ)
@open_to_pages
def find_file(request: HttpRequest) -> HttpResponse:
    """Areas and operators to look for; searched in the browser."""
    seq = RegistryClock.now()
    etag = quote_etag(f"finds-{seq:x}")
    response = get_conditional_response(request, etag=etag)
    response = response or HttpResponse(orjson.dumps(find.finds(seq)), content_type="application/json")
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    return response


@require_safe
@allows(Action.READ)
def basemap(request: HttpRequest, name: str) -> HttpResponseBase:
    path = basemap_path(name)
    if path is None:
        raise Http404(_("This map is not served here."))
    return ranged_file(request, path, "application/vnd.pmtiles")


@require_safe
@allows(Action.READ)
def basemap_names(request: HttpRequest, name: str) -> HttpResponseBase:
    """The names on a street map, packed as they lie there; every browser unpacks gzip."""
    path = names_path(name)
    if path is None:
        raise Http404(_("This map is not served here."))
    return _packed(request, path)


@require_safe
@allows(Action.READ)
def gazetteer(request: HttpRequest, name: str) -> HttpResponseBase:
    """Names of towns that begin alike (tools/gazetteer); the browser searches them."""
    path = settings.GAZETTEER_DIR / f"{name}.json.gz"
    if not path.is_file():
        raise Http404(_("There are no such names."))
    return _packed(request, path)


def _packed(request: HttpRequest, path: Path) -> HttpResponseBase:
    response = ranged_file(request, path, "application/json")
    response.headers["Content-Encoding"] = "gzip"
    return response
