"""Search index of "Find a place": areas and operators with cameras, beside the place names of the street map.

The browser downloads one small file and searches locally, so that the server does not learn the query.
"""

from typing import TypedDict

from django.core.cache import caches
from django.db.models import Count, Max, Min

from areas.models import Area
from cameras.models import Camera, CameraArea

MAX_AREAS = 5000
MAX_OPERATORS = 1000
KEY = "search-index"  # one entry: a key for each state of the registry would push everything else out
TIMEOUT = 24 * 3600  # seconds


class SearchIndex(TypedDict):
    """areas: [name, code, west, south, east, north]; operators: [name, cameras, west, south, east, north]."""

    areas: list[list[str | float]]
    operators: list[list[str | float]]


def search_index(seq: int) -> SearchIndex:
    """Cached for the latest state of the registry: computing it takes a second for a million cameras."""
    cached: tuple[int, SearchIndex] | None = caches["files"].get(KEY)
    if cached is None or cached[0] != seq:
        cached = (seq, _build())
        caches["files"].set(KEY, cached, TIMEOUT)
    return cached[1]


def _build() -> SearchIndex:
    with_cameras = CameraArea.objects.filter(camera__status=Camera.Status.ACTIVE).values("area_id")
    areas = Area.objects.filter(pk__in=with_cameras).order_by("name", "code")
    operators = (
        Camera.objects.published()
        .exclude(operator="")
        .values("operator")
        .annotate(
            n=Count("pk"),
            west=Min("longitude"),
            south=Min("latitude"),
            east=Max("longitude"),
            north=Max("latitude"),
        )
        .order_by("-n", "operator")
    )
    columns = ("name", "code", "west", "south", "east", "north")
    return {
        "areas": [list(row) for row in areas.values_list(*columns)[:MAX_AREAS]],
        "operators": [
            list(row) for row in operators.values_list("operator", "n", *columns[2:])[:MAX_OPERATORS]
        ],
    }
