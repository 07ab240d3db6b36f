"""What a reader of coordinates answers: a position, or why there is none. Pure.

static/js/lib/coordinates/results.js is its twin; tests/data/coordinates.json holds for both.
"""

import math
from dataclasses import dataclass

# The words for them stand elsewhere. `looks_like` names the kind where one code covers several.
CODES = (
    "empty",
    "too_long",
    "unreadable",
    "one_number",  # half a position
    "several",  # more than one position
    "same_axis",  # two latitudes, or two longitudes
    "contradiction",  # -43.7 N, or "latitude 7.4 E"
    "ambiguous",  # `choices` has what it may mean
    "out_of_range",  # no such latitude or longitude; `choices` has the turned pair when that one exists
    "short_link",  # the position is known to the site behind the link alone
    "object_link",  # names an object, such as /node/123
    "address_link",  # names an address or a place
    "route_link",
    "link",  # any other without coordinates
    "short_plus_code",  # needs a place near by
    "plus_code",  # not a valid one
    "what3words",
    "grid",  # metres or letters of another system: UTM, MGRS, Lambert-93
    "datum",  # degrees of another system: GCJ-02, the moon
)

_STEPS = 1e7  # a degree has 10 million steps of a centimetre
_DEEPEST_ZOOM = 24
NEAR_KM = 300.0  # of the map's centre, for looks_swapped
_KM_PER_DEGREE = 111.195


@dataclass(frozen=True, slots=True)
class Position:
    """WGS 84 degrees with 7 decimals. `zoom`: of a web map, 0 to 24. `accuracy`: radius in metres."""

    lat: float
    lon: float
    zoom: float | None = None
    accuracy: float | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """No position: one of CODES, what the text looks like, and what it may mean, to be asked about."""

    code: str
    looks_like: str = ""
    choices: tuple[Position, ...] = ()


Result = Position | Refusal


def rounded(value: float, steps: float = _STEPS) -> float:
    """Round half up; the same double in Python and JavaScript, which round() is not. Never -0."""
    return math.floor(value * steps + 0.5) / steps + 0.0


def place(lat: float, lon: float, zoom: float | None = None, accuracy: float | None = None) -> Result:
    """The position, in degrees; a refusal when there is none such on earth."""
    if abs(lat) <= 90 and abs(lon) <= 180:
        return Position(
            rounded(lat),
            rounded(lon),
            rounded(zoom, 100) if zoom is not None and 0 <= zoom <= _DEEPEST_ZOOM else None,
            rounded(accuracy, 10) if accuracy is not None and 0 <= accuracy <= 1e7 else None,
        )
    turned = place(lon, lat) if abs(lon) <= 90 and abs(lat) <= 180 else None
    return Refusal("out_of_range", choices=(turned,) if isinstance(turned, Position) else ())


def looks_swapped(
    position: Position, near: tuple[float, float, float, float] | tuple[float, float]
) -> Position | None:
    """The turned position, when it lies near and the given one does not: to be asked about.

    `near`: a box west, south, east, north, or a centre latitude, longitude; degrees.
    """
    if abs(position.lon) > 90 or _is_near(position.lat, position.lon, near):
        return None
    if not _is_near(position.lon, position.lat, near):
        return None
    return Position(position.lon, position.lat, position.zoom, position.accuracy)


def _is_near(lat: float, lon: float, near: tuple[float, ...]) -> bool:
    """In the box or within a tenth of its size of it, but at least NEAR_KM; so far from the centre."""
    if len(near) == 2:
        near = (near[1], near[0], near[1], near[0])
    west, south, east, north = near
    width = east - west if west <= east else east - west + 360
    up = max(NEAR_KM / _KM_PER_DEGREE, (north - south) / 10)
    along = max(up / max(0.1, math.cos(math.radians((south + north) / 2))), width / 10)
    return south - up <= lat <= north + up and (lon - west + along) % 360 <= width + 2 * along
