"""Positions packed into letters: Plus Codes, the short links of OpenStreetMap and Organic Maps. Pure.

static/js/lib/coordinates/codes.js is its twin. The packings: https://wiki.openstreetmap.org/wiki/Shortlink,
https://github.com/organicmaps/organicmaps/tree/master/ge0, https://github.com/google/open-location-code
"""

import re
import string

from openlocationcode import openlocationcode

from cameras.coordinates.results import Refusal, Result, place, rounded

_DIGITS = string.ascii_uppercase + string.ascii_lowercase + string.digits
_OSM = _DIGITS + "_~"
_GE0 = _DIGITS + "-_"
_GEOHASH = "0123456789bcdefghjkmnpqrstuvwxyz"
_METRES_PER_DEGREE = 111_195
_SQUARE = 1 << 30  # Organic Maps: 30 bits a side

# A code alone, or in front of the name of a town; the last part is optional in 8FM90000+.
_PLUS = re.compile(
    r"([23456789CFGHJMPQRVWX]{2,8}0{0,6}\+[23456789CFGHJMPQRVWX]{0,7})(?:[\s,]+([^0-9+]{1,80}))?",
    re.IGNORECASE,
)
_BAD_PLUS = re.compile(r"[0-9A-Z]{2,8}\+[0-9A-Z]{2,7}", re.IGNORECASE)


def read_plus_code(text: str, near: tuple[float, float] | None) -> Result | None:
    """Read a Plus Code; a short one by `near`, latitude and longitude (degrees). None when it is none."""
    match = _PLUS.fullmatch(text)
    code = match[1].upper() if match else ""
    if not match or not openlocationcode.isValid(code):
        is_like_one = _BAD_PLUS.fullmatch(text) and any(character.isdigit() for character in text)
        return Refusal("plus_code") if is_like_one or (match and "+" in code) else None
    if openlocationcode.isShort(code):
        if near is None:
            return Refusal("short_plus_code")
        code = openlocationcode.recoverNearest(code, *near)
    if not openlocationcode.isFull(code):
        return Refusal("plus_code")
    area = openlocationcode.decode(code)
    accuracy = (area.latitudeHi - area.latitudeLo) / 2 * _METRES_PER_DEGREE
    return place(area.latitudeCenter, area.longitudeCenter, accuracy=rounded(accuracy, 1))


def read_osm_short_link(code: str) -> Result | None:
    """Read the code of https://osm.org/go/0OoBTHM-: three bits each of longitude and latitude a letter."""
    letters = code.replace("@", "~").rstrip("-")
    if not letters or len(letters) > 10 or any(letter not in _OSM for letter in letters):
        return None
    x, y = _woven([_OSM.index(letter) for letter in letters], is_x_first=True)
    side = 2.0 ** (3 * len(letters))
    dashes = len(code) - len(letters)
    zoom = 3 * len(letters) - 8 - (3 - dashes if dashes else 0)
    return place(y / side * 180 - 90, x / side * 360 - 180, zoom=float(zoom))


def read_ge0(code: str) -> Result | None:
    """Read the code of https://omaps.app/o4MnIOApKp: a letter of zoom, nine of position."""
    if len(code) != 10 or any(letter not in _GE0 for letter in code):
        return None
    zoom, *letters = [_GE0.index(letter) for letter in code]
    lon, lat = _woven(letters, is_x_first=False)
    # the middle of the smallest square
    lat, lon = lat * 8 + 4, lon * 8 + 4
    return place(min(90.0, lat / (_SQUARE - 1) * 180 - 90), lon / _SQUARE * 360 - 180, zoom=zoom / 4 + 4)


def read_geohash(code: str) -> Result | None:
    """Read a geohash of at least five letters: the middle of its square."""
    letters = code.lower()
    if not 5 <= len(letters) <= 12 or any(letter not in _GEOHASH for letter in letters):
        return None
    low, high = [-90.0, -180.0], [90.0, 180.0]
    axis = 1
    for letter in letters:
        for shift in (4, 3, 2, 1, 0):
            middle = (low[axis] + high[axis]) / 2
            side = low if _GEOHASH.index(letter) >> shift & 1 else high
            side[axis] = middle
            axis = 1 - axis
    return place((low[0] + high[0]) / 2, (low[1] + high[1]) / 2)


def _woven(values: list[int], *, is_x_first: bool) -> tuple[int, int]:
    """Take apart six-bit values into x and y, three bits each, alternating."""
    x = y = 0
    for value in values:
        for shift in (4, 2, 0):
            first, second = value >> shift + 1 & 1, value >> shift & 1
            x = x << 1 | (first if is_x_first else second)
            y = y << 1 | (second if is_x_first else first)
    return x, y
