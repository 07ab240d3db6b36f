"""Positions in the forms of machines: GeoJSON, WKT, KML, ISO 6709, NMEA, aviation. Pure.

static/js/lib/coordinates/structured.js is its twin.
"""

import re

from cameras.coordinates.results import Result, place

_NUMBER = r"([+-]?[0-9]{1,9}(?:\.[0-9]{1,20})?)"
# Longitude first in these three.
_GEOJSON = re.compile(rf'"?coordinates"?\s*[:=]\s*\[\s*{_NUMBER}\s*,\s*{_NUMBER}\s*[,\]]', re.IGNORECASE)
_WKT = re.compile(
    rf"\bpoint\s*(?:zm?|m)?\s*\(\s*{_NUMBER}\s+{_NUMBER}(?:\s+{_NUMBER}){{0,2}}\s*\)", re.IGNORECASE
)
_KML = re.compile(rf"<coordinates>\s*{_NUMBER},{_NUMBER}(?:,{_NUMBER})?\s*</coordinates>", re.IGNORECASE)
# Latitude first: +43.7384+007.4246/, +434418.2+0072528.6+120CRSWGS_84/
_ISO_6709 = re.compile(
    r"([+-])([0-9]{2,6})((?:\.[0-9]{1,20})?)([+-])([0-9]{3,7})((?:\.[0-9]{1,20})?)"
    r"(?:[+-][0-9.]{1,20})?(?:CRS[A-Z0-9_]{1,20})?/?"
)
# 434418N 0072528E, 4344.304,N,00725.476,E (NMEA, perhaps inside a sentence), N4344.304 E00725.476
_COMPACT = re.compile(
    r"([0-9]{4}|[0-9]{6})((?:\.[0-9]{1,20})?)[,\s]?([NS])[,;/\s]{0,3}"
    r"([0-9]{5}|[0-9]{7})((?:\.[0-9]{1,20})?)[,\s]?([EW])\b"
)
_COMPACT_LED = re.compile(
    r"([NS])\s?([0-9]{4}|[0-9]{6})((?:\.[0-9]{1,20})?)[,;/\s]{0,3}"
    r"([EW])\s?([0-9]{5}|[0-9]{7})((?:\.[0-9]{1,20})?)"
)


def read_structured(text: str) -> Result | None:
    """Read a position in one of these forms; None when the text is in none of them."""
    for pattern in (_GEOJSON, _WKT, _KML):
        if match := pattern.search(text):
            return place(float(match[2]), float(match[1]))
    if match := _ISO_6709.fullmatch(text):
        latitude = _packed(match[2], match[3], degrees=2)
        longitude = _packed(match[5], match[6], degrees=3)
        return _signed(latitude, match[1] == "-", longitude, match[4] == "-")
    if match := _COMPACT.search(text):
        latitude = _packed(match[1], match[2], degrees=2)
        longitude = _packed(match[4], match[5], degrees=3)
        return _signed(latitude, match[3] == "S", longitude, match[6] == "W")
    if match := _COMPACT_LED.fullmatch(text):
        latitude = _packed(match[2], match[3], degrees=2)
        longitude = _packed(match[5], match[6], degrees=3)
        return _signed(latitude, match[1] == "S", longitude, match[4] == "W")
    return None


def _packed(digits: str, fraction: str, *, degrees: int) -> float | None:
    """DD, DDMM or DDMMSS (DDD.. for a longitude), the last with a fraction; None when they do not add up."""
    parts = [digits[:degrees], *(digits[at : at + 2] for at in range(degrees, len(digits), 2))]
    if len(parts) > 3 or len(parts[-1]) < 2:
        return None
    numbers = [float(part) for part in parts[:-1]] + [float(parts[-1] + fraction)]
    whole, minutes, seconds = [*numbers, 0.0, 0.0][:3]
    return whole + minutes / 60 + seconds / 3600 if minutes < 60 and seconds <= 60 else None


def _signed(lat: float | None, is_south: bool, lon: float | None, is_west: bool) -> Result | None:
    if lat is None or lon is None:
        return None
    return place(-lat if is_south else lat, -lon if is_west else lon)
