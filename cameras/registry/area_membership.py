"""Area memberships of cameras, written in the transaction that moves the camera or the boundary.

The caller holds the registry clock locked, so that no camera is written in between.
"""

from collections.abc import Iterator, Sequence

from areas.boundaries import areas_at_each, inside
from areas.models import Area
from cameras.geo import Bbox
from cameras.models import Camera, CameraArea, CameraQuerySet
from web.bulk_insert import insert

BATCH_SIZE = 2000  # cameras per query

CameraPosition = tuple[int, float, float]  # id, latitude, longitude


def assign_areas(cameras: Sequence[Camera]) -> None:
    """Assign new cameras to their areas."""
    insert_memberships([(one.pk, one.latitude, one.longitude) for one in cameras])


def reassign_areas(camera: Camera) -> None:
    """Reassign a camera that moved to its areas."""
    CameraArea.objects.filter(camera=camera).delete()
    assign_areas([camera])


def reassign_cameras(area: Area) -> int:
    """Reassign cameras to an area that is new or whose outline changed; returns their number."""
    CameraArea.objects.filter(area=area).delete()
    count = 0
    nearby = Camera.objects.in_bbox(Bbox(area.west, area.south, area.east, area.north))
    for positions in iterate_positions(nearby):
        lats, lons = [lat for _, lat, _ in positions], [lon for *_, lon in positions]
        rows = [
            (area.pk, pk)
            for (pk, *_), is_in in zip(positions, inside(area, lats, lons), strict=True)
            if is_in
        ]
        insert(CameraArea, rows)
        count += len(rows)
    return count


def reassign_all() -> None:
    """Rebuild the memberships of all cameras."""
    for positions in iterate_positions(Camera.objects.all()):
        CameraArea.objects.filter(camera__in=[pk for pk, *_ in positions]).delete()
        insert_memberships(positions)


def iterate_positions(cameras: CameraQuerySet) -> Iterator[list[CameraPosition]]:
    """Positions of cameras by id, in batches with a short query each."""
    last = 0
    while batch := list(cameras.after(last).values_list("pk", "latitude", "longitude")[:BATCH_SIZE]):
        yield batch
        last = batch[-1][0]


def areas_of(positions: Sequence[CameraPosition]) -> list[tuple[int, ...]]:
    return areas_at_each([lat for _, lat, _ in positions], [lon for *_, lon in positions])


def insert_memberships(positions: Sequence[CameraPosition]) -> None:
    memberships = zip(positions, areas_of(positions), strict=True)
    rows = [(area, pk) for (pk, *_), areas in memberships for area in areas]
    if rows:
        insert(CameraArea, rows)
