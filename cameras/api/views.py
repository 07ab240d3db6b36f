"""/api/v1: the registry as OGC API - Features."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import orjson
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import allows
from accounts.roles import Action
from cameras import pyramid
from cameras.api.paging import Cursor, limit
from cameras.filters import BadParameter, CameraFilter
from cameras.geojson import PROPERTIES, ROW, feature, features
from cameras.links import GEOJSON, JSON, Link, link, url
from cameras.models import Camera, Dataset

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
CONFORMANCE = [
    f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{part}" for part in ("core", "geojson")
]


View = Callable[..., Response | HttpResponse]


def get(view: View) -> View:
    """A public, read-only endpoint, open to pages of every origin."""
    endpoint = api_view(["GET", "HEAD"])(allows(Action.READ)(view))

    @csrf_exempt
    @wraps(view)
    def open_to_all(*args: Any, **kwargs: Any) -> Response | HttpResponse:
        response = endpoint(*args, **kwargs)
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    return open_to_all


def only(request: Request, *names: str) -> None:
    """Refuse parameters that would be silently ignored; raises BadParameter."""
    for name in request.GET:
        if name not in names:
            accepted = f"accepted here: {', '.join(names)}" if names else "none is accepted here"
            raise BadParameter(name, f"is not a parameter of this address; {accepted}")


@get
def landing(request: Request) -> Response:
    only(request)
    return Response(
        {
            "title": "Contrechamp",
            "description": "Surveillance cameras, reported by residents and reviewed before publication.",
            "links": [
                link("self", url("api:landing"), JSON),
                link("conformance", url("api:conformance"), JSON),
                link("data", url("api:collections"), JSON),
                link("alternate", url("cameras:data"), "text/html"),
            ],
        }
    )


@get
def conformance(request: Request) -> Response:
    only(request)
    return Response({"conformsTo": CONFORMANCE})


@get
def collections(request: Request) -> Response:
    only(request)
    return Response({"links": [link("self", url("api:collections"), JSON)], "collections": [_cameras()]})


@get
def collection(request: Request) -> Response:
    only(request)
    return Response(_cameras())


def _cameras() -> dict[str, Any]:
    licences = Dataset.objects.order_by("licence").values_list("licence", flat=True).distinct()
    return {
        "id": "cameras",
        "title": "Surveillance cameras",
        "description": "Every published camera; reports that wait for review are not among them.",
        "itemType": "feature",
        "itemCount": sum(pyramid.count(CameraFilter()).values()),
        "extent": {"spatial": {"bbox": [[-180, -90, 180, 90]], "crs": CRS84}},
        "crs": [CRS84],
        "links": [
            link("self", url("api:collection"), JSON),
            link("items", url("api:items"), GEOJSON),
            link("enclosure", url("files:geojson"), GEOJSON, "All cameras in one file"),
            *(link("license", f"https://spdx.org/licenses/{name}", "text/html", name) for name in licences),
        ],
    }


@get
def items(request: Request) -> HttpResponse:
    only(request, "limit", "cursor", *CameraFilter.PARAMETERS)
    wanted = CameraFilter.parse(request.GET)
    size = limit(request.GET)
    cameras = wanted.apply(Camera.objects.all())
    text = request.GET.get("cursor")
    cursor = Cursor.read(text, wanted) if text is not None else Cursor(0, sum(pyramid.count(wanted).values()))
    found = features(cameras, after=cursor.last, count=size + 1)
    page, more = found[:size], len(found) > size
    return geojson(
        {
            "type": "FeatureCollection",
            "timeStamp": timezone.now().strftime("%Y-%m-%dT%H:%M:%SZ"),
            "numberMatched": cursor.matched,
            "numberReturned": len(page),
            "links": _page_links(
                request, Cursor(page[-1]["id"], cursor.matched).write(wanted) if more else None
            ),
            "features": page,
        }
    )


def _page_links(request: Request, cursor: str | None) -> list[Link]:
    query = {name: request.GET[name] for name in request.GET}
    links = [
        link("self", url("api:items", **query), GEOJSON),
        link("collection", url("api:collection"), JSON),
    ]
    return (
        [*links, link("next", url("api:items", **{**query, "cursor": cursor}), GEOJSON)] if cursor else links
    )


@get
def item(request: Request, camera_id: int) -> HttpResponse:
    only(request)
    row = Camera.objects.published().filter(pk=camera_id).values_list(*ROW, *PROPERTIES).first()
    if row is None:
        raise Http404(f"There is no published camera {camera_id}.")
    links = [
        link("self", url("api:item", camera_id), GEOJSON),
        link("collection", url("api:collection"), JSON),
        link("alternate", url("cameras:detail", camera_id), "text/html"),
    ]
    return geojson({**feature(row), "links": links})


@get
def nothing(request: Request, path: str) -> Response:
    raise Http404("There is nothing at this address of the API; begin at /api/v1.")


def geojson(body: dict[str, Any]) -> HttpResponse:
    response = HttpResponse(orjson.dumps(body), content_type=GEOJSON)
    patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
    return response
