"""The parts of a link that say a place on many sites: named degrees, pairs, #zoom/lat/lon. Pure.

static/js/lib/coordinates/link_parts.js is its twin.
"""

import re

from cameras.coordinates.results import Result, place
from cameras.coordinates.url import Url

NUMBER = r"[+-]?[0-9]{1,3}(?:\.[0-9]{0,25})?"
# A pair with nothing behind it but a label, a height or a zoom: "12,13 rue X" is an address.
_PAIR = re.compile(
    rf"(?:loc:|ll\.|point\.|@)?\s*({NUMBER})\s*(?:[,~_;]\s*|\s)[\s+]*({NUMBER})\s*(?:$|[(;/_,].*|\s*\(.*)",
    re.DOTALL,
)
AT = re.compile(rf"@({NUMBER}),({NUMBER})(?:,([0-9]{{1,2}}(?:\.[0-9]{{1,10}})?)z)?")
_HASH = re.compile(
    rf"(?:.{{0,40}}?[&?!/])??(?:map=)?#?/?([0-9]{{1,2}}(?:\.[0-9]{{1,20}})?)/({NUMBER})/({NUMBER})(?:[/&?].*)?",
    re.DOTALL,
)
_HASH_PAIR = re.compile(
    rf"(?:loc=|@|/)?({NUMBER}),({NUMBER})(?:,([0-9]{{1,2}}(?:\.[0-9]{{1,20}})?)z?)?(?:[,/&].*)?"
)
_THIRD = re.compile(rf"{NUMBER},{NUMBER},([0-9]{{1,2}}(?:\.[0-9]{{1,10}})?)(?:,.*)?")

_LATITUDES, _LONGITUDES = ("mlat", "lat", "latitude"), ("mlon", "mlng", "lon", "lng", "long", "longitude")
_PAIRS = (
    "sp", "coordinate", "latlng", "ll", "cbll", "viewpoint", "q", "query", "destination", "daddr", "to",
    "loc", "location", "coords", "center", "centre", "sll", "map", "where1", "cp", "at",
)  # fmt: skip
_ZOOMS = ("zoom", "z", "lvl", "level")


def zoom_of(url: Url) -> float | None:
    text = url.get(*_ZOOMS)
    match = re.fullmatch(r"([0-9]{1,2}(?:\.[0-9]{1,20})?)z?", text)
    return float(match[1]) if match else None


def pair_of(text: str) -> tuple[float, float] | None:
    """Two numbers, in the order in which they stand."""
    match = _PAIR.fullmatch(text.rpartition("@")[2] if "@" in text else text)
    return (float(match[1]), float(match[2])) if match else None


def degrees_of(text: str) -> float | None:
    """One parameter as degrees; people who write links by hand write decimal commas."""
    match = re.fullmatch(r"([+-]?[0-9]{1,3}(?:[.,][0-9]{0,25})?)\s*°?", text.strip().replace("\u2212", "-"))
    return float(match[1].replace(",", ".")) if match else None


def degrees_in(url: Url) -> tuple[float, float] | None:
    """Latitude and longitude by name, whether or not there is such a place."""
    for latitudes, longitudes in ((_LATITUDES[:1], _LONGITUDES[:2]), (_LATITUDES[1:], _LONGITUDES[2:])):
        lat, lon = degrees_of(url.get(*latitudes)), degrees_of(url.get(*longitudes))
        if lat is not None and lon is not None:
            return lat, lon
    return None


def view_of(text: str) -> tuple[float, float, float] | None:
    """Latitude, longitude and zoom of map=zoom/lat/lon; #/2024/5/12 is a day."""
    match = _HASH.fullmatch(text)
    if not match or ("map=" not in text and "." not in match[2] + match[3]):
        return None
    return float(match[2]), float(match[3]), float(match[1])


def named_degrees(url: Url) -> Result | None:
    degrees = degrees_in(url)
    return place(*degrees, zoom_of(url) or zoom_behind(url)) if degrees else None


def zoom_behind(url: Url) -> float | None:
    view = view_of(url.hash)
    return view[2] if view else None


def named_pair(url: Url) -> Result | None:
    for name in _PAIRS:
        text = url.get(name)
        if pair := pair_of(text):
            third = _THIRD.fullmatch(text) if name == "map" else None  # HERE: map=43.7,7.4,17,normal
            return place(*pair, zoom_of(url) or zoom_behind(url) or (float(third[1]) if third else None))
    return path_pair(url) if "google" not in url.host else None


def pair_in_path(url: Url) -> tuple[float, float] | None:
    """A piece of the path, such as https://share.here.com/l/52.53,13.41."""
    pieces = (piece.rpartition(":")[2] for piece in url.path.split("/") if not piece.startswith("@"))
    pairs = (pair_of(piece) for piece in pieces if "." in piece)
    return next((pair for pair in pairs if pair), None)


def path_pair(url: Url) -> Result | None:
    pair = pair_in_path(url)
    return place(*pair, zoom_of(url)) if pair else None


def marker(url: Url) -> Result | None:
    pair = pair_of(url.get("pin", "marker"))
    return place(*pair, zoom_of(url) or zoom_behind(url)) if pair else None


def view_in_hash(url: Url) -> Result | None:
    if view := view_of(url.hash) or view_of(url.get("map")):
        return place(*view)
    if match := _HASH_PAIR.fullmatch(url.hash):
        return place(float(match[1]), float(match[2]), float(match[3]) if match[3] else None)
    return None


def bbox_of(text: str) -> tuple[float, float, float, float] | None:
    """West, south, east, north in degrees; west > east across the antimeridian."""
    numbers = [degrees_of(part) for part in re.split(r"[,\s]+", text)]
    if len(numbers) != 4 or None in numbers:
        return None
    west, south, east, north = (number or 0.0 for number in numbers)
    is_box = -90 <= south <= north <= 90 and abs(west) <= 180 and abs(east) <= 180
    return (west, south, east, north) if is_box else None


def middle_of_bbox(url: Url) -> Result | None:
    box = bbox_of(url.get("bbox"))
    return place(*middle(box)) if box else None


def middle(box: tuple[float, float, float, float]) -> tuple[float, float]:
    """Latitude and longitude of the middle of a box."""
    west, south, east, north = box
    lon = west + (east - west if west <= east else east - west + 360) / 2
    return (south + north) / 2, lon - 360 if lon > 180 else lon


def view_in_path(url: Url) -> Result | None:
    match = AT.search(url.path) or AT.search(url.hash)
    return place(float(match[1]), float(match[2]), float(match[3]) if match[3] else None) if match else None
