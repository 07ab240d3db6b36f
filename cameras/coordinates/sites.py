"""The parts of a link that say a place on one site alone. Pure.

static/js/lib/coordinates/sites.js is its twin.
"""

import base64
import binascii
import re

from cameras.coordinates.codes import read_ge0, read_geohash, read_osm_short_link
from cameras.coordinates.link_parts import AT, degrees_of, pair_in_path, pair_of, zoom_of
from cameras.coordinates.results import Refusal, Result, place
from cameras.coordinates.typed import read_typed
from cameras.coordinates.url import Url

_PIN = re.compile(r"!3d(-?[0-9]{1,3}\.[0-9]{1,25})!4d(-?[0-9]{1,3}\.[0-9]{1,25})")
_EMBEDDED = re.compile(r"!2d(-?[0-9]{1,3}\.[0-9]{1,25})!3d(-?[0-9]{1,3}\.[0-9]{1,25})")
_OBJECT = re.compile(r"/(?:node|way|relation|note|changeset)/[0-9]")
_GEOHACK = re.compile(r"([0-9._]{1,60})_([NS])_([0-9._]{1,60})_([EWO])(?:_.*)?", re.IGNORECASE)
_HERE = re.compile(r"lat(?:itude)?\"?[=:](-?[0-9.]{1,30})[;,]\"?lon(?:gitude)?\"?[=:](-?[0-9.]{1,30})")


def osm_short_link(url: Url) -> Result | None:
    match = re.fullmatch(r"/go/([A-Za-z0-9_~@-]{3,20})/?", url.path)
    return read_osm_short_link(match[1]) if match else None


def osm_object(url: Url) -> Refusal | None:
    if _OBJECT.search(url.path):
        return Refusal("object_link")
    return Refusal("route_link") if url.path.startswith("/directions") else None


def google_pin(url: Url) -> Result | None:
    """The last pin of the data: the place of a place, the end of a route."""
    pins = _PIN.findall(url.path) or [pin[::-1] for pin in _EMBEDDED.findall(url.get("pb"))]
    view = AT.search(url.path)
    zoom = float(view[3]) if view and view[3] else None
    return place(float(pins[-1][0]), float(pins[-1][1]), zoom) if pins else None


def google_route(url: Url) -> Result | None:
    """Where a route ends, when that is a position."""
    if "/dir/" not in url.path:
        return None
    stops = [
        piece
        for piece in url.path.partition("/dir/")[2].split("/")
        if piece and piece[:1] != "@" and "data=" not in piece
    ]
    pair = pair_of(stops[-1].replace("+", " ")) if stops else pair_of(url.get("destination"))
    if pair:
        return place(*pair)
    return None if not stops or len(stops) == 1 else Refusal("route_link")


def google_path(url: Url) -> Result | None:
    match = re.search(r"/(?:search|place)/([^/]{1,200})", url.path)
    pair = pair_of(match[1].replace("+", " ")) if match else None
    view = AT.search(url.path)
    return place(*pair, float(view[3]) if view and view[3] else None) if pair else None


def organic_maps(url: Url) -> Result | None:
    for piece in url.path.split("/"):
        result = read_ge0(piece)
        if result:
            return result
    return None


def waze_geohash(url: Url) -> Result | None:
    match = re.search(r"/ul/h([0-9a-z]{5,12})$", url.path)
    return read_geohash(match[1] if match else url.get("h"))


def geohash_org(url: Url) -> Result | None:
    return read_geohash(url.path.strip("/")) if url.host == "geohash.org" else None


def here_code(url: Url) -> Result | None:
    """https://wego.here.com/p/s-aWQ9...: lat and lon in base 64."""
    packed = re.search(r"/p/[a-z]-([A-Za-z0-9+/=_-]{8,600})", url.path)
    if not packed:
        return None
    letters = packed[1].rstrip("=")
    try:
        packed_bytes = base64.b64decode(letters + "=" * (-len(letters) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    match = _HERE.search(packed_bytes.decode("latin-1"))
    lat, lon = (degrees_of(match[1]), degrees_of(match[2])) if match else (None, None)
    return place(lat, lon) if lat is not None and lon is not None else None


def longitude_first(url: Url) -> Result | None:
    """Yandex, Mapy, Géoportail, 2GIS: longitude first, but where Yandex takes what people type."""
    for name in ("whatshere[point]", "poi[point]", "pt", "id", "c", "center", "ll", "m"):
        pair = pair_of(url.get(name).replace("~", ";"))
        if pair and not (name == "id" and url.get("source") != "coor"):
            return place(pair[1], pair[0], zoom_of(url) or degrees_of(url.get("whatshere[zoom]")))
    lon, lat = degrees_of(url.get("x")), degrees_of(url.get("y"))
    if lat is not None and lon is not None:
        return place(lat, lon, zoom_of(url))
    if pair := pair_of(url.get("text")) or pair_of(url.get("rtext").rpartition("~")[2]):
        return place(*pair, zoom_of(url))
    if pair := pair_in_path(url):
        return place(pair[1], pair[0], zoom_of(url))
    return None


def geohack(url: Url) -> Result | None:
    match = _GEOHACK.fullmatch(url.get("params"))
    return read_typed(" ".join(match.groups()).replace("_", " ")) if match else None
