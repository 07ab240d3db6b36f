"""What "Find a place" can find beside the names of the street map: areas and operators with known cameras.

One small file that the browser searches by itself: nobody learns what a reader types.
"""

from typing import TypedDict

from django.core.cache import cache
from django.db.models import Count, Max, Min

from areas.models import Area
from cameras.models import Camera, CameraArea

MOST_AREAS = 5000
MOST_OPERATORS = 1000
KEPT = 24 * 3600  # seconds; a change of the registry makes a new entry at once


class Finds(TypedDict):
    """areas: [name, code, west, south, east, north]; operators: [name, cameras, west, south, east, north]."""

    areas: list[list[str | float]]
    operators: list[list[str | float]]


def finds(seq: int) -> Finds:
    """Counted once for each state of the registry: a million cameras take a second."""
    return cache.get_or_set(f"finds-{seq}", _finds, KEPT) or _finds()


def _finds() -> Finds:
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
        "areas": [list(row) for row in areas.values_list(*columns)[:MOST_AREAS]],
        "operators": [
            list(row) for row in operators.values_list("operator", "n", *columns[2:])[:MOST_OPERATORS]
        ],
    }
