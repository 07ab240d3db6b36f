"""Coordinates as people have them: typed, copied, as a link or as a code; WGS 84. Pure.

One reader for every place where a position comes in. static/js/lib/coordinates/ is its twin, and both are
tried with the same table, tests/data/coordinates.json.
"""

from cameras.coordinates.codes import read_plus_code
from cameras.coordinates.grids import recognise
from cameras.coordinates.links import read_link
from cameras.coordinates.results import CODES, Position, Refusal, Result, looks_swapped
from cameras.coordinates.structured import read_structured
from cameras.coordinates.typed import read_degrees, read_typed
from cameras.coordinates.url import find_url
from cameras.coordinates.words import plain

__all__ = [
    "CODES",
    "LONGEST",
    "Position",
    "Refusal",
    "Result",
    "looks_swapped",
    "read_coordinates",
    "read_degrees",
]

LONGEST = 4000  # letters; a link of Google Maps with all its data has about 600


def read_coordinates(text: str, *, language: str = "", near: tuple[float, float] | None = None) -> Result:
    """Read one position.

    `language` decides what O means (Ouest, Ost); `near`, latitude and longitude in degrees, completes a
    short Plus Code.
    """
    if len(text) > LONGEST:
        return Refusal("too_long")
    text = plain(text)
    if not text:
        return Refusal("empty")
    link, rest = find_url(text)
    if link:
        return _beside(read_link(link, near, language), rest, language)
    return read_structured(text) or read_plus_code(text, near) or _typed(text, language)


def _typed(text: str, language: str) -> Result:
    result = read_typed(text, language)
    if isinstance(result, Position) or result.choices:
        return result
    return recognise(text) or result


def _beside(result: Result, rest: str, language: str) -> Result:
    """What apps share is often coordinates and a link that says nothing: then the coordinates count."""
    if isinstance(result, Position) or not rest.strip():
        return result
    beside = read_typed(rest, language)
    return beside if isinstance(beside, Position) else result
