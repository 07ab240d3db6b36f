"""Degrees as people write them: decimals of any kind, with a side (43.73° N), minutes and seconds. Pure."""

import re

_SIGNS = str.maketrans({
    "\u2212": "-", "\u00ba": "\u00b0", "\u2032": "'", "\u2019": "'", "\u2033": '"', "\u201d": '"',
    "\u00a0": " ", "\u202f": " ",
})  # fmt: skip
NUMBER = r"[+-]?(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)(?:[eE][+-]?[0-9]+)?"
_NUMBER = re.compile(NUMBER)
_PART = r"([0-9]{1,2}(?:[.,][0-9]+)?)"
_SEXAGESIMAL = re.compile(
    rf"""([+-]?[0-9]{{1,3}})(?:\s*(?:°|deg|:)\s*|\s+){_PART}(?:\s*['m:]|(?=\s|$))(?:\s*{_PART}\s*(?:"|\'\')?)?"""
)
_LETTERS = re.compile(rf"([+-]?[0-9]{{1,3}})\s*d\s*{_PART}\s*m\s*(?:{_PART}\s*s)?")
# The side of the Earth: +1 or -1 of latitude or longitude. A lone O is west in French, east in German.
_SIDES = {
    **dict.fromkeys(("n", "north", "nord", "norte", "noord"), ("lat", 1)),
    **dict.fromkeys(("s", "south", "sud", "sur", "zuid"), ("lat", -1)),
    **dict.fromkeys(("e", "east", "est", "este", "ost", "oost"), ("lon", 1)),
    **dict.fromkeys(("w", "west", "ouest", "oeste", "ovest"), ("lon", -1)),
}
_SIDE = re.compile(r"(?P<before>[^\W\d_]+)?\.?\s*(?P<angle>[^A-Za-z]*)\s*(?P<after>[^\W\d_]+)?\.?")
_LONGEST = 60


def read_angle(text: str) -> tuple[float, str] | None:
    """The degrees that a text writes and what they are by its letters: `lat`, `lon`, or nothing. None when it
    is no angle."""
    text = text.translate(_SIGNS).strip().replace("s\u00fcd", "sud").replace("S\u00fcd", "Sud")
    if not text or len(text) > _LONGEST:
        return None
    if _NUMBER.fullmatch(text):
        return _decimal(text), ""
    if match := _LETTERS.fullmatch(text):
        value = _sexagesimal(match)
        return None if value is None else (value, "")
    match = _SIDE.fullmatch(text)
    if not match:
        return None
    words = [word.casefold() for word in (match["before"], match["after"]) if word]
    if len(words) > 1 or any(word not in _SIDES for word in words):
        return None
    value = _value(match["angle"], bool(words))
    if value is None:
        return None
    if not words:
        return value, ""
    axis, sign = _SIDES[words[0]]
    return None if value < 0 < sign else (sign * abs(value), axis)


def _value(text: str, has_side: bool) -> float | None:
    text = text.strip()
    plain = text.removesuffix("°").strip()
    if _NUMBER.fullmatch(plain):
        return _decimal(plain)
    match = _SEXAGESIMAL.fullmatch(text)
    # Two bare numbers may be anything; three are degrees, minutes and seconds.
    if not match or (match[3] is None and not has_side and not any(sign in text for sign in "°'")):
        return None
    return _sexagesimal(match)


def _sexagesimal(match: re.Match[str]) -> float | None:
    degrees, minutes, seconds = float(match[1]), _decimal(match[2]), _decimal(match[3] or "0")
    if minutes >= 60 or seconds >= 60:
        return None
    value = abs(degrees) + minutes / 60 + seconds / 3600
    return -value if match[1].startswith("-") else value


def _decimal(text: str) -> float:
    return float(text.replace(",", "."))
