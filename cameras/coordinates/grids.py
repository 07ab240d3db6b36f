"""Positions that are no WGS 84 degrees, told apart so that the answer can name them. Pure.

static/js/lib/coordinates/grids.js is its twin.
"""

import re

from cameras.coordinates.results import Refusal

_SEPARATOR = r"[\s,;/]{1,3}"
_NAMED = (
    (
        "Lambert-93",
        re.compile(r"\b(?:lambert[\s-]?93|l93|rgf[\s-]?93\s?/\s?lambert|epsg\s?:?\s?2154)\b", re.IGNORECASE),
    ),
    ("Lambert", re.compile(r"\b(?:lambert|cc4[2-9]|cc50)\b", re.IGNORECASE)),
    ("UTM", re.compile(r"\b(?:utm|epsg\s?:?\s?32[67][0-9]{2}|epsg\s?:?\s?258[0-9]{2})\b", re.IGNORECASE)),
    ("MGRS", re.compile(r"\b(?:mgrs|usng)\b", re.IGNORECASE)),
    ("LV95", re.compile(r"\b(?:lv95|lv03|ch1903|epsg\s?:?\s?(?:2056|21781))\b", re.IGNORECASE)),
    ("Web Mercator", re.compile(r"\b(?:epsg\s?:?\s?(?:3857|900913)|web\s?mercator)\b", re.IGNORECASE)),
    ("Gauss-Krüger", re.compile(r"\bgauss[\s-]?kr(?:ü|ue?)ger\b", re.IGNORECASE)),
    ("GCJ-02", re.compile(r"\b(?:gcj[\s-]?02|bd[\s-]?09)\b", re.IGNORECASE)),
)
_MGRS = re.compile(
    r"[0-9]{1,2}\s?[C-HJ-NP-X]\s?[A-HJ-NP-Z]{2}\s?(?:[0-9]{2,5}\s?[0-9]{2,5}|[0-9]{4,10})", re.IGNORECASE
)
_UTM = re.compile(
    rf"(?:zone\s?)?[0-9]{{1,2}}\s?[C-HJ-NP-X]{_SEPARATOR}[0-9]{{5,7}}(?:[.,][0-9]{{1,4}})?\s?m?\s?[EO]?"
    rf"{_SEPARATOR}[0-9]{{6,8}}(?:[.,][0-9]{{1,4}})?\s?m?\s?N?", re.IGNORECASE,
)  # fmt: skip
_BRITISH = re.compile(
    r"[HNOST][A-HJ-Z]\s?(?:[0-9]{3,5}\s[0-9]{3,5}|[0-9]{6}|[0-9]{8}|[0-9]{10})", re.IGNORECASE
)
_LARGE = re.compile(r"[0-9]{1,3}(?:[ '][0-9]{3}){1,2}(?:[.,][0-9]{1,4})?|[0-9]{5,8}(?:[.,][0-9]{1,4})?")
# Easting and northing in metres: west, east, south, north of where the system is used.
_RANGES = (
    ("LV95", 2_480_000, 2_840_000, 1_070_000, 1_300_000),
    ("Lambert-93", 90_000, 1_280_000, 6_000_000, 7_200_000),
    ("UTM", 100_000, 900_000, 1_000_000, 9_400_000),
)
_WORDS = re.compile(r"/{0,3}[^\W\d_]{2,30}\.[^\W\d_]{2,30}\.[^\W\d_]{2,30}")


def recognise(text: str) -> Refusal | None:
    """The refusal that names the system; None when the text looks like none of them."""
    for name, pattern in _NAMED:
        if pattern.search(text):
            return Refusal("datum" if name == "GCJ-02" else "grid", name)
    for name, pattern in (("MGRS", _MGRS), ("UTM", _UTM), ("British National Grid", _BRITISH)):
        if pattern.fullmatch(text):
            return Refusal("grid", name)
    if _WORDS.fullmatch(text) or text.startswith("///"):
        return Refusal("what3words")
    return _by_size(text)


def _by_size(text: str) -> Refusal | None:
    """Two numbers of metres. Their system can only be guessed, so it is named for the most usual ones."""
    numbers = [float(re.sub(r"[ ']", "", found).replace(",", ".")) for found in _LARGE.findall(text)]
    if len(numbers) != 2 or re.search(r"[0-9]\.[0-9]{5}", text):
        return None
    for x, y in (numbers, numbers[::-1]):
        for name, west, east, south, north in _RANGES:
            if west <= x <= east and south <= y <= north:
                return Refusal("grid", name)
    return Refusal("grid")
