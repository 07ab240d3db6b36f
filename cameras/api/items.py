"""Cameras as features: pages, and single cameras by id."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from rest_framework.request import Request

from cameras.api.endpoint import Body, Representation, get, registry_version
from cameras.api.paging import PARAMETERS, Cursor, Paging
from cameras.api.problems import Gone
from cameras.filters import CameraFilter
from cameras.models import Camera
from cameras.publishing.geojson import COLUMNS, Feature, feature, features
from cameras.registry import tile_counts
from web.links import GEOJSON, HTML, JSON, Link, link, url


@get(*PARAMETERS, *CameraFilter.PARAMETERS)
def items(request: Request) -> Representation:
    camera_filter = CameraFilter.parse(request.GET)
    paging = Paging.parse(request.GET, camera_filter)
    body = partial(_page, request, camera_filter, paging)
    return Representation(body, f"{registry_version()} {camera_filter.area}", GEOJSON, "api/items.html")


def _page(request: Request, camera_filter: CameraFilter, paging: Paging) -> Body:
    matched = paging.cursor.matched if paging.cursor else sum(tile_counts.count(camera_filter).values())
    last = paging.cursor.last if paging.cursor else 0
    cameras = camera_filter.apply(Camera.objects.all())
    fetched = [] if paging.hits else features(cameras, after=last, skip=paging.offset, count=paging.limit + 1)
    page, more = fetched[: paging.limit], len(fetched) > paging.limit
    cursor = Cursor(page[-1]["id"], matched).write(camera_filter) if more else None
    return feature_page(request, "cameras", page, matched, cursor)


def feature_page(request: Request, name: str, page: list[Feature], matched: int, cursor: str | None) -> Body:
    """Page of a collection as a FeatureCollection with links."""
    return {
        "type": "FeatureCollection",
        "timeStamp": timezone.now().strftime("%Y-%m-%dT%H:%M:%SZ"),
        "numberMatched": matched,
        "numberReturned": len(page),
        "links": _page_links(request, partial(url, f"api:{name}-items"), url(f"api:{name}"), cursor),
        "features": page,
    }


def _page_links(
    request: Request, address: Callable[..., str], collection: str, cursor: str | None
) -> list[Link]:
    query: dict[str, Any] = request.GET.dict()
    links = [
        link("self", address(**query), GEOJSON),
        link("alternate", address(**{**query, "f": "html"}), HTML),
        link("collection", collection, JSON),
    ]
    if cursor:
        query.pop("offset", None)
        links.append(link("next", address(**{**query, "cursor": cursor}), GEOJSON))
    return links


@get()
def item(request: Request, camera_id: int) -> Representation | HttpResponse:
    """Active or removed camera; 301 to the survivor of a merge; 410 when it is hidden."""
    camera = Camera.objects.filter(pk=camera_id).values_list("status", "merged_into").first()
    if camera is None:
        raise Http404(f"There is no camera {camera_id}.")
    status, survivor = camera
    if status == Camera.Status.MERGED:
        return HttpResponsePermanentRedirect(url("api:cameras-item", survivor))
    if status == Camera.Status.HIDDEN:
        raise Gone(f"Camera {camera_id} is no longer published.")
    return Representation(partial(_item, camera_id), registry_version(), GEOJSON, "api/feature.html")


def _item(camera_id: int) -> Body:
    row = Camera.objects.filter(pk=camera_id).values_list(*COLUMNS).get()
    address = url("api:cameras-item", camera_id)
    links = [
        link("self", address, GEOJSON),
        link("alternate", f"{address}?f=html", HTML),
        link("collection", url("api:cameras"), JSON, _("The collection")),
        link("related", url("cameras:detail", camera_id), HTML, _("Its page with its history")),
    ]
    return {**feature(row), "links": links}
