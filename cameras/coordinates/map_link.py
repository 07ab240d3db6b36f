"""Which part of the map an address of ours asks for, in the ways in which other sites write it. Pure.

static/js/lib/coordinates/map_link.js is its twin; both are tried with tests/data/map_links.json.
"""

import math
import re
from dataclasses import dataclass

from cameras.coordinates.link_parts import bbox_of, degrees_in, middle, pair_of, view_of
from cameras.coordinates.results import Refusal, rounded
from cameras.coordinates.url import Url, split_url

# Where the map ends: who asks for a place beyond it sees the edge.
MAX_LATITUDE = 85.0
MIN_ZOOM, MAX_ZOOM = 2, 20
_FARTHEST = 540  # some sites write the longitudes of the next world over
_PAIRS = ("ll", "center", "centre", "latlng", "loc", "marker", "pin", "coordinate", "q")
_DEGREES = ("lat", "latitude", "mlat", "lon", "lng", "long", "longitude", "mlon", "mlng")
# Another parameter may ask for something else: ?q=casino, #map.
_ASKING = (*_DEGREES, "ll", "center", "centre", "latlng", "bbox")
_HASH = re.compile(r"(?:map=|@)?[0-9].*[/,].*[/,]|map=", re.DOTALL)

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class MapView:
    """The middle in degrees, the zoom (2 to 20) when it is said, and west, south, east, north of a `bbox`."""

    lat: float
    lon: float
    zoom: int | None = None
    box: Box | None = None


def read_map_link(query: str, fragment: str = "") -> MapView | Refusal | None:
    """Read what stands behind ? and #; None when no place is asked for, a refusal when it cannot be read."""
    url = split_url(f"https://-/?{query.removeprefix('?')}#{fragment.removeprefix('#')}")
    behind = view_of(url.hash)
    zoom = _zoom(url.get("zoom", "z", "lvl", "level")) or (_clamped(behind[2]) if behind else None)
    box = bbox_of(url.get("bbox"))
    pairs = (pair_of(url.get(name)) for name in _PAIRS)
    degrees = degrees_in(url) or next((pair for pair in pairs if pair), None)
    if degrees:
        return _view(*degrees, zoom)
    if box:
        return _view(*middle(box), zoom, box)
    if view := behind or view_of(url.get("map")) or _at(url):
        return _view(view[0], view[1], zoom or _clamped(view[2]))
    is_asked = any(url.get(name) for name in _ASKING) or _HASH.match(url.hash)
    return Refusal("link") if is_asked else None


def _at(url: Url) -> tuple[float, float, float] | None:
    """#@43.7,7.4,17z"""
    match = re.fullmatch(r"@([^,]{1,30},[^,]{1,30}),([0-9]{1,2}(?:\.[0-9]{1,20})?)z", url.hash)
    pair = pair_of(match[1]) if match else None
    return (*pair, float(match[2])) if match and pair else None


def _view(lat: float, lon: float, zoom: int | None, box: Box | None = None) -> MapView | Refusal:
    if abs(lat) > 90 or abs(lon) > _FARTHEST:
        return Refusal("out_of_range")
    if abs(lon) > 180:
        lon = (lon + 180) % 360 - 180
    return MapView(rounded(max(-MAX_LATITUDE, min(MAX_LATITUDE, lat))), rounded(lon), zoom, box)


def _zoom(text: str) -> int | None:
    match = re.fullmatch(r"(-?[0-9]{1,4}(?:[.,][0-9]{1,20})?)z?", text)
    return _clamped(float(match[1].replace(",", "."))) if match else None


def _clamped(zoom: float) -> int:
    return max(MIN_ZOOM, min(MAX_ZOOM, math.floor(zoom + 0.5)))
