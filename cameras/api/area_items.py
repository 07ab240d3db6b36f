"""Areas as features: territories with their outline; the id is the official code."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import partial
from typing import Any, Self

from django.db.models import F
from django.http import Http404, QueryDict
from django.utils.translation import gettext_noop as _
from rest_framework.request import Request

from areas.boundaries import areas_touching
from areas.models import Area
from cameras.api.endpoint import Body, Representation, get
from cameras.api.items import feature_page
from cameras.api.paging import PARAMETERS, Cursor, Paging
from cameras.filters import BadParameter, CameraFilter
from cameras.geo import Bbox
from cameras.publishing.geojson import Feature
from web.links import GEOJSON, HTML, JSON, link, url

MAX_AREAS = 1000  # an outline may have thousands of vertices
FILTERS = ("bbox", "datetime", "level", "name")
ROW = (
    "pk",
    "code",
    "polygon",
    "name",
    "level",
    "parent_code",
    "population",
    "population_year",
    "source",
    "licence",
)


@dataclass(frozen=True)
class AreaQuery:
    """Filter of areas: intersecting a bbox, of a level, of a name. `datetime` is validated and matches all
    areas, which have no time (OGC API - Features 1.0.1, /req/core/fc-time-response C)."""

    bbox: Bbox | None
    level: str | None
    name: str | None

    @classmethod
    def parse(cls, query: QueryDict) -> Self:
        """Raises BadParameter."""
        shared = CameraFilter.parse(_subset(query, "bbox", "datetime"))
        level, name = query.get("level"), query.get("name")
        if level is not None and level not in Area.Level.values:
            raise BadParameter("level", f"write one of {', '.join(Area.Level.values)}")
        if name is not None and (len(name) > 200 or "\0" in name):
            raise BadParameter("name", "write at most 200 letters")
        return cls(shared.bbox, level, name)

    def ids(self) -> list[int]:
        """Ids of the matching areas, in page order."""
        areas = Area.objects.all()
        if self.level is not None:
            areas = areas.filter(level=self.level)
        if self.name is not None:
            areas = areas.filter(name=self.name)
        matching = list(areas.order_by("pk").values_list("pk", flat=True))
        if self.bbox is None:
            return matching
        touched = areas_touching(self.bbox.west, self.bbox.south, self.bbox.east, self.bbox.north)
        return [pk for pk in matching if pk in touched]


def _subset(query: QueryDict, *names: str) -> QueryDict:
    subset = QueryDict(mutable=True)
    for name in names:
        if (text := query.get(name)) is not None:
            subset[name] = text
    return subset


@get(*PARAMETERS, *FILTERS)
def items(request: Request) -> Representation:
    area_query = AreaQuery.parse(request.GET)
    paging = Paging.parse(request.GET, area_query, max_limit=MAX_AREAS)
    return Representation(partial(_page, request, area_query, paging), "", GEOJSON, "api/items.html")


def _page(request: Request, area_query: AreaQuery, paging: Paging) -> Body:
    ids = area_query.ids()
    start = bisect_right(ids, paging.cursor.last) if paging.cursor else paging.offset
    page = [] if paging.hits else ids[start : start + paging.limit]
    more = bool(page) and start + len(page) < len(ids)
    cursor = Cursor(page[-1], len(ids)).write(area_query) if more else None
    return feature_page(request, "areas", _features(pk__in=page), len(ids), cursor)


def _features(**lookups: Any) -> list[Feature]:
    rows = Area.objects.filter(**lookups).annotate(parent_code=F("parent__code")).order_by("pk").values(*ROW)
    return [_feature(row) for row in rows]


def _feature(row: dict[str, Any]) -> Feature:
    geometry, _pk = row.pop("polygon"), row.pop("pk")
    row["parent"] = row.pop("parent_code")
    return {"type": "Feature", "id": row["code"], "geometry": geometry, "properties": row}


@get()
def item(request: Request, code: str) -> Representation:
    features = _features(code=code) if "\0" not in code else []
    if not features:
        raise Http404("There is no area of this code.")
    address = url("api:areas-item", code)
    links = [
        link("self", address, GEOJSON),
        link("alternate", f"{address}?f=html", HTML),
        link("collection", url("api:areas"), JSON, _("The collection")),
        link("related", url("api:cameras-items", area=code), GEOJSON, _("Its cameras")),
    ]
    return Representation(lambda: {**features[0], "links": links}, "", GEOJSON, "api/feature.html")
