"""Collection metadata: description, extent, licences, schema."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Max, Min
from django.utils.translation import gettext_noop as _

from areas.models import Area
from cameras.api import schemas
from cameras.filters import CameraFilter
from cameras.geo import square_of, tile_box
from cameras.models import Dataset, PyramidCell
from cameras.publishing.snapshots import store
from cameras.registry import tile_counts
from web.links import GEOJSON, HTML, JSON, SCHEMA, Link, link, url

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
FLAT = "http://www.opengis.net/def/rel/ogc/1.0/schema"
SPDX = "https://spdx.org/licenses/{}.html"
EXTENT_LEVEL = 8  # cells of 1.4 degrees: even of a million cameras a few thousand


@dataclass(frozen=True)
class Collection:
    """`geometry` is a format of OGC API - Features Part 5, `identity` the schema of an id."""

    id: str
    title: str
    description: str
    geometry: str
    identity: dict[str, Any]
    properties: dict[str, schemas.Schema]


def cameras() -> Collection:
    return Collection(
        "cameras",
        _("Surveillance cameras"),
        _("Every published camera; reports that wait for review are not among them."),
        "geometry-point",
        {"type": "integer"},
        schemas.of_camera(),
    )


def areas() -> Collection:
    return Collection(
        "areas",
        _("Areas"),
        _("Towns, regions and countries with known boundaries; cameras?area=CODE has their cameras."),
        "geometry-multipolygon",
        {"type": "string"},
        schemas.of_area(),
    )


def of_cameras() -> dict[str, Any]:
    count = sum(tile_counts.count(CameraFilter()).values())
    newest = store.latest()
    whole = _("All cameras in one file, made when it is asked for")
    files = [{**link("enclosure", url("files:export"), GEOJSON, whole)}]
    for resource in newest.manifest["resources"] if newest else []:
        address = url("files:snapshot", newest.name, resource["path"]) if newest else ""
        title = f"{resource['path']}, snapshot {newest.name}" if newest else ""
        files.append(
            {**link("enclosure", address, resource["mediatype"], title), "length": resource["bytes"]}
        )
    licences = Dataset.objects.order_by("licence").values_list("licence", flat=True).distinct()
    return _describe(cameras(), count, _extent(), [*_licences(licences), *files])


def of_areas() -> dict[str, Any]:
    edges = Area.objects.aggregate(w=Min("west"), s=Min("south"), e=Max("east"), n=Max("north"))
    box: list[float] = [edges["w"], edges["s"], edges["e"], edges["n"]] if edges["w"] is not None else WORLD
    licences = (
        Area.objects.exclude(licence="").order_by("licence").values_list("licence", flat=True).distinct()
    )
    return _describe(areas(), Area.objects.count(), box, _licences(licences))


WORLD: list[float] = [-180, -90, 180, 90]


def _extent() -> list[float]:
    """Bounding box of the non-empty cells of the pyramid: at most one cell too large on each side."""
    cells = PyramidCell.objects.filter(level=EXTENT_LEVEL, n__gt=0).values_list("cell", flat=True)
    squares = [square_of(cell) for cell in cells]
    if not squares:
        return WORLD
    columns, rows = zip(*squares, strict=True)
    first = tile_box(EXTENT_LEVEL, min(columns), min(rows))
    last = tile_box(EXTENT_LEVEL, max(columns), max(rows))
    return [first.west, last.south, last.east, first.north]


def _licences(names: Any) -> list[Link]:
    return [link("license", SPDX.format(name), HTML, name) for name in names]


def _describe(
    collection: Collection, count: int, box: list[float], extra_links: list[Link]
) -> dict[str, Any]:
    address, items = url(f"api:{collection.id}"), url(f"api:{collection.id}-items")
    schema = url("api:schema", collection.id)
    return {
        "id": collection.id,
        "title": collection.title,
        "description": collection.description,
        "itemType": "feature",
        "itemCount": count,
        "extent": {
            "spatial": {"bbox": [box], "crs": CRS84},
            "temporal": {"interval": [[None, None]]},  # unknown: many cameras have no installation date
        },
        "crs": [CRS84],
        "links": [
            link("self", address, JSON),
            link("alternate", f"{address}?f=html", HTML),
            link("items", items, GEOJSON, _("The features")),
            link("items", f"{items}?f=html", HTML, _("The features, to read")),
            link("describedby", schema, SCHEMA, _("The columns, as JSON Schema of a feature")),
            link(FLAT, url("api:properties", collection.id), SCHEMA, _("The columns, as in Part 5")),
            *extra_links,
        ],
    }
