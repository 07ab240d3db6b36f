"""The areas that each camera stands in, written in the transaction that moves the camera or the boundary.

The caller holds the registry clock, so that no camera is written between the two.
"""

from collections.abc import Iterator, Sequence

from areas.boundaries import areas_at_each, inside
from areas.models import Area
from cameras.geo import Bbox
from cameras.models import Camera, CameraArea, CameraQuerySet
from web.bulk_insert import insert

STEP = 2000  # cameras a query

Place = tuple[int, float, float]  # id, latitude, longitude


def place_cameras(cameras: Sequence[Camera]) -> None:
    """Find the areas of cameras that have none yet."""
    insert_rows([(one.pk, one.latitude, one.longitude) for one in cameras])


def replace_camera(camera: Camera) -> None:
    """Find the areas of a camera that moved."""
    CameraArea.objects.filter(camera=camera).delete()
    place_cameras([camera])


def replace_area(area: Area) -> int:
    """Find the cameras of an area whose outline came or changed; returns how many there are."""
    CameraArea.objects.filter(area=area).delete()
    found = 0
    near = Camera.objects.in_bbox(Bbox(area.west, area.south, area.east, area.north))
    for places in walk(near):
        lats, lons = [lat for _, lat, _ in places], [lon for *_, lon in places]
        rows = [
            (area.pk, pk) for (pk, *_), is_in in zip(places, inside(area, lats, lons), strict=True) if is_in
        ]
        insert(CameraArea, rows)
        found += len(rows)
    return found


def rebuild() -> None:
    """Find the areas of all cameras anew."""
    for places in walk(Camera.objects.all()):
        CameraArea.objects.filter(camera__in=[pk for pk, *_ in places]).delete()
        insert_rows(places)


def walk(cameras: CameraQuerySet) -> Iterator[list[Place]]:
    """Cameras by id, a short query at a time."""
    last = 0
    while found := list(cameras.after(last).values_list("pk", "latitude", "longitude")[:STEP]):
        yield found
        last = found[-1][0]


def areas_of(places: Sequence[Place]) -> list[tuple[int, ...]]:
    return areas_at_each([lat for _, lat, _ in places], [lon for *_, lon in places])


def insert_rows(places: Sequence[Place]) -> None:
    found = zip(places, areas_of(places), strict=True)
    rows = [(area, pk) for (pk, *_), areas in found for area in areas]
    if rows:
        insert(CameraArea, rows)
