"""Where a row of a table stands: which columns say it, and in which of the many ways."""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from shapely import Point, get_srid, wkb, wkt
from shapely.errors import ShapelyError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from cameras.importing.angles import NUMBER, read_angle
from cameras.importing.crs import System
from cameras.record import Refused

# As portals and administrations call them; compared without capitals, accents and signs.
_LATITUDES = (
    "lat", "latitude", "latitud", "latitudine", "breitengrad", "geografischebreite", "breedtegraad", "geolat",
    "gpslat", "gpslatitude", "latwgs84", "wgs84lat", "latitudewgs84", "ylat", "ylatitude", "coordlat",
    "ywgs84", "coordonneey", "coordy", "ycoord", "ycoordinate", "y",
)  # fmt: skip
_LONGITUDES = (
    "lon", "lng", "long", "longitude", "longitud", "longitudine", "langengrad", "laengengrad",
    "geografischelange", "lengtegraad", "geolon", "geolng", "geolong", "gpslon", "gpslng", "gpslong",
    "gpslongitude", "lonwgs84", "longwgs84", "wgs84lon", "wgs84long", "longitudewgs84", "xlong", "xlon",
    "xlongitude", "coordlon", "coordlong", "coordlng", "xwgs84", "coordonneex", "coordx", "xcoord",
    "xcoordinate", "x",
)  # fmt: skip
_POINTS = (
    "geopoint", "geopoint2d", "geopunkt", "latlon", "latlong", "latlng", "latitudelongitude", "position",
    "coordinates", "coordonnees", "coordonneesgeo", "coordonneesgps", "coordenadas", "coordinate",
    "koordinaten", "coordinaten", "gps", "location", "localisation", "geolocalisation", "geolocation",
    "point", "geom",
    "geometry", "geometrie", "thegeom", "wkt", "wktgeom", "geoshape", "shape", "lonlat", "longlat", "lnglat",
)  # fmt: skip
_EAST_FIRST = re.compile(r"^(?:lon|lng|x)")
_HEX = re.compile(r"[0-9A-Fa-f]{42,}")
_WKT = re.compile(
    r"(?:SRID=(?P<srid>[0-9]+);)?\s*(?P<wkt>[A-Z]+\s*(?:Z|M|ZM)?\s*\(.*\))\s*", re.IGNORECASE | re.DOTALL
)
_COMMAS = re.compile(rf"({NUMBER})\s*[,;\s]\s*({NUMBER})")
_BETWEEN = (re.compile(r"[;|\t]"), re.compile(r",\s"), re.compile(r","), re.compile(r"\s+"))
_THOUSANDS = re.compile("(?<=[0-9])[\\s'\u2019\u202f](?=[0-9]{3})")
_LONGEST = 100_000  # signs of a geometry; a point has 50

Columns = Mapping[str, str]  # `lat` and `lon`, or `position`


def find_columns(names: Iterable[str]) -> Columns:
    """The columns that hold the position, by their names; empty when none do."""
    known = {_squeezed(name): name for name in reversed(list(names))}
    lat, lon = (
        next((known[one] for one in options if one in known), "") for options in (_LATITUDES, _LONGITUDES)
    )
    is_sure = lat and lon and not {_squeezed(lat), _squeezed(lon)} & {"x", "y"}
    point = next((known[one] for one in _POINTS if one in known), "")
    if point and not is_sure:
        return {"position": point}
    if lat and lon:
        return {"lat": lat, "lon": lon}
    starts = {
        axis: [known[one] for one in known if one.startswith(start)]
        for axis, start in (("lat", "lat"), ("lon", ("lon", "lng")))
    }
    if all(len(found) == 1 for found in starts.values()):
        return {axis: found[0] for axis, found in starts.items()}
    return {}


def _squeezed(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(one for one in plain if one.isalnum() and not unicodedata.combining(one))


def read_position(columns: Columns, cells: Mapping[str, Any], system: System) -> tuple[object, object]:
    """Latitude and longitude in degrees, as far as the cells tell; raises Refused for what cannot be one."""
    if "position" in columns:
        column = columns["position"]
        text = cells.get(column)
        return (None, None) if text is None or not str(text).strip() else _of_point(str(text), column, system)
    lat, lon = (cells.get(columns[axis]) for axis in ("lat", "lon"))
    if system:
        return system.degrees(_metres(lon), _metres(lat))
    return _of_pair(lat, lon)


def _of_pair(lat: object, lon: object) -> tuple[object, object]:
    angles = [read_angle(one) if isinstance(one, str) else None for one in (lat, lon)]
    first, second = ((angle[0] if angle else one) for angle, one in zip(angles, (lat, lon), strict=True))
    axes = tuple(angle[1] if angle else "" for angle in angles)
    if axes[0] == "lon" or axes[1] == "lat":
        raise Refused("swapped", f"\u201c{lat}\u201d is no latitude: the columns are exchanged.")
    return _empty(first), _empty(second)


def _empty(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


def _metres(value: object) -> object:
    """A number in metres; 651 234,5 and 651'234.5 are some."""
    if not isinstance(value, str):
        return value
    text = _THOUSANDS.sub("", value).strip().replace(",", ".")
    try:
        return float(text) if text else None
    except ValueError:
        return value


def _of_point(text: str, column: str, system: System) -> tuple[object, object]:
    """The position that one cell holds: WKT, WKB, a GeoJSON cell, or two numbers, the latitude first."""
    text = text.strip()
    if len(text) > _LONGEST:
        raise _unreadable(text)
    geometry, srid = _geometry(text)
    if geometry is not None:
        point = geometry if isinstance(geometry, Point) else geometry.representative_point()
        own = System.of_srid(srid) if srid and not system else system
        return own.degrees(point.x, point.y)
    first, second = _pair(text)
    if system:
        return system.degrees(_metres(first), _metres(second))
    # What cannot be read stays, to be refused.
    (one, axis), (other, other_axis) = (read_angle(part) or (part, "") for part in (first, second))
    if axis == "lon" or other_axis == "lat" or (not axis and _EAST_FIRST.match(_squeezed(column))):
        one, other = other, one
    return one, other


def _unreadable(text: str) -> Refused:
    return Refused("bad_position", f"\u201c{text[:40]}\u201d cannot be read as a position.")


def _geometry(text: str) -> tuple[BaseGeometry | None, int]:
    """The geometry of a cell and the number of its reference system, 0 when it does not tell."""
    try:
        if text.startswith("{"):
            return _of_json(json.loads(text)), 0
        if _HEX.fullmatch(text):
            found = wkb.loads(text, hex=True)
            return _filled(found), int(get_srid(found))
        if match := _WKT.fullmatch(text):
            return _filled(wkt.loads(match["wkt"])), int(match["srid"] or 0)
    except (
        ShapelyError,
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        IndexError,
        RecursionError,
    ) as error:
        raise _unreadable(text) from error
    return None, 0


def _filled(geometry: BaseGeometry) -> BaseGeometry:
    if geometry.is_empty:
        raise ValueError("an empty geometry")
    return geometry


def _of_json(value: Any) -> BaseGeometry:
    if value.get("type") == "Feature":
        value = value["geometry"]
    if "coordinates" in value:
        return _filled(shape(value))
    names = find_columns(value)
    return _filled(
        shape({"type": "Point", "coordinates": [float(value[names["lon"]]), float(value[names["lat"]])]})
    )


def _pair(text: str) -> tuple[str, str]:
    """The two parts of a text: `43.73, 7.42`, `(43.73 7.42)`, `43,73; 7,42`, `N 43.7 E 7.4`."""
    if text.startswith("[") or text.endswith("]"):
        raise Refused(
            "bad_position", f"\u201c{text[:40]}\u201d does not tell which of the two is the latitude."
        )
    text = text.removeprefix("(").removesuffix(")").strip()
    if text.count(",") == 3 and (match := _COMMAS.fullmatch(text)):
        return match[1], match[2]  # both with decimal commas
    for between in _BETWEEN:
        for match in between.finditer(text):
            first, second = text[: match.start()], text[match.end() :]
            if read_angle(first) and read_angle(second):
                return first, second
    first, _comma, second = text.partition(",")
    if re.search(r"[0-9]", first) and re.search(r"[0-9]", second):
        return first, second
    raise _unreadable(text)
