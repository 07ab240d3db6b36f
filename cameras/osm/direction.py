"""Parser of the direction tags of OpenStreetMap.

Shared by the import, the map, the API and the exposure computation. Degrees run clockwise from north.
 Measured on real data: 90 % plain integers, 5 % ranges (`338-23`), 3 % lists (`225;45`).
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

# By reliability: the first key with a parsable value wins, unless a later one is numeric.
DIRECTION_KEYS = ("camera:direction", "direction", "surveillance:direction")
# Angle of view drawn for a plain heading without camera:angle, degrees.
DEFAULT_ANGLE = 60.0

COMPASS = ("N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW")
_LONG = {"N": "north", "E": "east", "S": "south", "W": "west"}
_POINTS = {word.lower(): index * 22.5 for index, word in enumerate(COMPASS)}
_WORDS = _POINTS | {
    "".join(_LONG[letter] for letter in word): index * 22.5 for index, word in enumerate(COMPASS)
}
# Direction of traffic in the watched lane: a hint, not a heading.
_LANES = {
    f"{letter}{ending}".lower(): _POINTS[letter.lower()] for letter in "NESW" for ending in ("B", "bound")
} | {f"{word}bound": _POINTS[letter.lower()] for letter, word in _LONG.items()}

# A comma is a separator even in `273,5`: lists with commas occur, decimal commas were never certain.
_SEPARATOR = re.compile(r"[;,|]")
_NUMBER = re.compile(r"([+-]?[0-9]+(?:\.[0-9]*)?)\s*[°º]?")
_RANGE = re.compile(r"([+-]?[\w.°º]+)\s*[-\u2013]\s*([+-]?[\w.°º]+)")
_CLOCK = re.compile(r"[0-9]{1,2}:[0-9]{2}")

_ALONG_THE_WAY = {"forward", "backward", "both"}
_PLACEHOLDERS = {"fixme", "unknown", "yes", "no", "none", "null", "?"}


@dataclass(frozen=True, slots=True)
class Arc:
    """A stretch of the horizon, clockwise from start to end; equal ends are a plain heading.

    Both ends are degrees from 0 to below 360; the full circle alone is Arc(0, 360).
    """

    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Heading:
    """Parsed value of a direction tag.

    `refused` pairs each invalid token with its reason: `too_large` (over 360), `run_together` (separators
    missing, as in 270230), `along_the_way` (forward, both), `clock`, `placeholder` or `unreadable`.
    `low_trust` is set when a traffic lane (`NB`) stands for a heading, `numeric` when a number was read.
    """

    arcs: tuple[Arc, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()
    low_trust: bool = False
    numeric: bool = False


@lru_cache(4096)  # the same few hundred texts come back with every import and every tile
def parse_heading(text: str) -> Heading:
    """Parse a direction value; invalid tokens are collected in `refused`, nothing is raised."""
    arcs: dict[Arc, None] = {}
    refused: list[tuple[str, str]] = []
    low_trust = numeric = False
    for token in filter(None, (part.strip() for part in _SEPARATOR.split(text))):
        arc = _read_token(token)
        if arc is None:
            refused.append((token, _reason(token)))
            continue
        arcs[arc] = None
        low_trust = low_trust or _squeezed(token) in _LANES
        numeric = numeric or any(character.isdigit() for character in token)
    return Heading(tuple(arcs), tuple(refused), low_trust, numeric)


def choose_direction(tags: Mapping[str, str]) -> str:
    """Return the raw value of the most reliable direction tag, or "" when there is none.

    The first parsable one, but numbers before words: `camera:direction=EB` beside `direction=100` is the
    coarser of the two, up to 110 degrees off. When none can be parsed the first is returned, to be reported.
    """
    texts = [text for text in (tags.get(key, "").strip() for key in DIRECTION_KEYS) if text]
    readable = [(text, heading) for text in texts if (heading := parse_heading(text)).arcs]
    numeric = [text for text, heading in readable if heading.numeric]
    return next(iter([*numeric, *(text for text, _ in readable), *texts]), "")


def view_arcs(direction: str, angle: float | None, shape: str) -> list[tuple[float, float]]:
    """Return the arcs to draw as (start, end), start in [0, 360) and end > start, perhaps beyond 360.

    A plain heading is widened to the angle (degrees), a range stays as it is. Without a direction a
    panorama covers the full circle and other shapes have no arc.
    """
    arcs = parse_heading(direction).arcs
    if not arcs and shape == "panorama":
        return [(0.0, 360.0)]
    width = min(360.0, float(angle)) if angle and angle > 0 else DEFAULT_ANGLE
    return [_widened(arc, width) for arc in arcs]


def compass_word(degrees: float) -> str:
    """Return the nearest of the 16 compass points: 45 is "NE"."""
    return COMPASS[math.floor(degrees % 360 / 22.5 + 0.5) % 16]


def _widened(arc: Arc, width: float) -> tuple[float, float]:
    if arc.start != arc.end:
        return arc.start, arc.end if arc.end > arc.start else arc.end + 360
    if width == 360:
        return 0.0, 360.0
    start = _wrapped(arc.start - width / 2)
    return start, start + width


def _read_token(token: str) -> Arc | None:
    """Parse one heading or one range; words come first because `north-west` is not a range."""
    degrees = _read_degrees(token)
    if degrees is None:
        degrees = _LANES.get(_squeezed(token))
    if degrees is not None:
        return Arc(_wrapped(degrees), _wrapped(degrees))
    match = _RANGE.fullmatch(token)
    return _read_range(match[1], match[2]) if match else None


def _read_range(first: str, last: str) -> Arc | None:
    start, end = _read_degrees(first), _read_degrees(last)
    if start is None or end is None:
        return None
    if abs(end - start) == 360:
        return Arc(0.0, 360.0)
    return Arc(_wrapped(start), _wrapped(end))


def _read_degrees(token: str) -> float | None:
    """Parse a number from -360 to 360, a compass point or its word."""
    number = _NUMBER.fullmatch(token)
    if number:
        value = float(number[1])
        return value if abs(value) <= 360 else None
    return _WORDS.get(_squeezed(token))


def _squeezed(token: str) -> str:
    """Remove case, spaces, hyphens and underscores: `North-West` and `north west` are equal."""
    return re.sub(r"[\s_-]", "", token).lower()


def _wrapped(degrees: float) -> float:
    """Normalise degrees to [0, 360); the modulo of a tiny negative number is 360 itself."""
    wrapped = degrees % 360.0
    return 0.0 if wrapped == 360.0 else wrapped


def _reason(token: str) -> str:
    """Reason why a token is invalid."""
    word = token.lower()
    if _CLOCK.fullmatch(token):
        return "clock"
    if word in _ALONG_THE_WAY:
        return "along_the_way"
    if word in _PLACEHOLDERS:
        return "placeholder"
    number = _NUMBER.fullmatch(token)
    if number:
        return "run_together" if abs(float(number[1])) >= 1000 else "too_large"
    return "unreadable"
