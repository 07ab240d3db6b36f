"""Directions as people type them, into the text that cameras/direction.py reads. Pure.

Data has its own rule (lists with commas); here a comma is a decimal one, words are French, German or English,
and O is west or east by the language. static/js/report/typed_direction.js is the twin of this module; both
are tried with tests/data/directions.json.
"""

import re
from dataclasses import dataclass
from itertools import product

from cameras.coordinates.results import rounded
from cameras.coordinates.words import EAST_LANGUAGES, WEST_LANGUAGES, plain
from cameras.osm.direction import COMPASS, parse_heading

ALL_ROUND = "0-360"
LONGEST = 255  # letters, as wide as the column

_ROUND = re.compile(
    r"(?:(?:360|0)\s*°?\s*)?(?:tout autour|toutes? (?:les )?directions?|all[ -]?(?:a?round|directions)|"
    r"every direction|panoram(?:a|ique|ic|isch)|circulaire|rund ?um(?:sicht)?|rings ?um|alle richtungen|"
    r"0\s*°?\s*-\s*360\s*°?)"
)
_FULL = re.compile(r"360(?:[.,]0+)?\s*(?:°|deg\w*|grad)")
_FILLERS_TEXT = (
    "vers direction plein plutôt plutot côté cote coté au aux à a en le la les du de cap regarde orienté "
    "orientée environ env ca circa about approx nach von richtung in gen blick due to from toward towards "
    "the facing looking heading pointing is"
)
_FILLERS = frozenset(_FILLERS_TEXT.split())  # stand in front of a direction and say nothing
_BETWEEN = re.compile(r"(?:entre|between|zwischen)\b(.{1,40}?)\b(?:et|and|und)\b(.{1,40})")
_RANGE = re.compile(
    r"(.{1,40}?)(?:\s+(?:à|a|bis|to|until|jusqu'(?:à|au?))\s+(?:l')?|\.{2,3}|→|->|\s-\s)(.{1,40})"
)
_HYPHEN = re.compile(r"([^-]{1,20})-([^-]{1,20})")
_SEPARATOR = re.compile(r"[;|\n/&+,]|\b(?:et|and|und)\b")
_CHAIN = re.compile(r"[0-9]+(?:,[0-9]+)+")
_NUMBER = re.compile(r"([+-]?[0-9]{1,4}(?:[.,][0-9]{0,6})?)\s*(?:°|deg\w{0,5}|degrés?|grad|grados|gradi)?")
_WITH_POINT = re.compile(rf"{_NUMBER.pattern}\s*\(?([^\W\d_][^\d()]{{0,30}})\)?")
_POINT_FIRST = re.compile(rf"([^\W\d_][^\d()]{{0,30}}?)[\s(:]+{_NUMBER.pattern}\)?")
# Surveyors count from north or south: N45E is 45, S30W is 210.
_QUADRANT = re.compile(r"(n|s)\s*([0-9]{1,2}(?:[.,][0-9]{1,3})?)\s*°?\s*(e|w|o)")

_WORDS = {
    "N": "north norden norte noord nord nörd nor n",
    "E": "east osten ost öst este leste oost est e",
    "S": "south süden sueden süd sued sud sur sul zuid s",
    "W": "west westen ouest oeste ovest w",
    "O": "o",
}
_MEANINGS = {word: letter for letter, words in _WORDS.items() for word in words.split()}
_PIECE = re.compile("|".join(sorted(_MEANINGS, key=len, reverse=True)))
_POINT = re.compile(rf"((?:{_PIECE.pattern}){{1,4}})(?:lich(?:e[rnms]?)?|w[äa]rts|waerts|ern|erly|wards?)?")


@dataclass(frozen=True, slots=True)
class TypedDirection:
    """`text`: as the registry writes it, such as 135, NE or 338-23;90. `refused`: parts that cannot be read.
    `choices`: what an ambiguous text may mean, in the way of `text`, which is empty then."""

    text: str = ""
    refused: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Assumption:
    """What O means, what a comma is, and what 360° is."""

    o: str
    is_decimal: bool
    is_round: bool


def read_typed_direction(text: str, language: str = "") -> TypedDirection:
    """Read a typed direction; what has two meanings is not guessed."""
    text = plain(text).lower()
    if len(text) > LONGEST:
        return TypedDirection(refused=(f"{text[:40]}…",))
    if not text or _ROUND.fullmatch(text):
        return TypedDirection(ALL_ROUND if text else "")
    readings = list(dict.fromkeys(_read(text, one) for one in _assumptions(text, language)))
    readable = [reading for reading in readings if not reading.refused]
    if len(readable) > 1:
        return TypedDirection(choices=tuple(reading.text for reading in readable))
    heading = parse_heading(text)
    if not readable and heading.arcs and not heading.refused:
        return TypedDirection(text)  # as data has it: NB, -10-10
    return (readable or readings)[0]


def _assumptions(text: str, language: str) -> list[_Assumption]:
    letters = "W" if language in WEST_LANGUAGES else "E" if language in EAST_LANGUAGES else "WE"
    commas = (True, False) if re.search(r"(?<![0-9,])[0-9]{1,3},[0-9]{3}(?![0-9,])", text) else (True,)
    rounds = (True, False) if _FULL.fullmatch(text) else (False,)
    return [_Assumption(*one) for one in product(letters, commas, rounds)]


def _read(text: str, assumed: _Assumption) -> TypedDirection:
    """Read all parts under an assumption."""
    read: dict[str, None] = {}
    refused: list[str] = []
    for part in _parts(text, assumed):
        direction = _read_part(part, assumed)
        if direction is None:
            refused.append(part)
        else:
            read[direction] = None
    return TypedDirection(";".join(read), tuple(refused))


def _parts(text: str, assumed: _Assumption) -> list[str]:
    if _BETWEEN.fullmatch(text):
        return [text]
    text = _CHAIN.sub(lambda match: _commas(match[0], assumed), text)
    parts = (part.strip(" .:()[]\"'") for part in _SEPARATOR.split(text))
    return [part for part in parts if part]


def _commas(chain: str, assumed: _Assumption) -> str:
    whole, *rest = chain.split(",")
    if len(rest) == 1 and assumed.is_decimal:
        return f"{whole}.{rest[0]}"
    return ";".join([whole, *rest])


def _read_part(part: str, assumed: _Assumption) -> str | None:
    if assumed.is_round and _FULL.fullmatch(part):
        return ALL_ROUND
    if _ROUND.fullmatch(part):
        return ALL_ROUND
    single = _read_one(part, assumed)
    if single is not None:
        return single
    for pattern in (_BETWEEN, _RANGE, _HYPHEN):
        if match := pattern.fullmatch(part):
            start, end = (_read_one(side.strip(), assumed) for side in match.groups())
            return f"{start}-{end}" if start is not None and end not in (None, start) else None
    return None


def _read_one(text: str, assumed: _Assumption) -> str | None:
    """One heading, as a number or one of the 16 points."""
    if (number := _number(text)) is not None:
        return number
    if match := _QUADRANT.fullmatch(text):
        return _quadrant(match, assumed)
    if point := _point(text, assumed):
        return point
    for pattern, number_at, point_at in ((_WITH_POINT, 1, 2), (_POINT_FIRST, 2, 1)):
        match = pattern.fullmatch(text)
        point = _point(match[point_at].strip(), assumed) if match else None
        number = _number(match[number_at]) if match else None
        if point and number is not None:
            return number if _agree(number, point) else None
    bare = _without_fillers(text)
    return _read_one(bare, assumed) if bare != text else None


def _without_fillers(text: str) -> str:
    words = text.replace(":", " ").replace("l'", " ").lstrip("~≈ ").split()
    while len(words) > 1 and words[0].rstrip(".") in _FILLERS:
        words = words[1:]
    return " ".join(words)


def _number(text: str) -> str | None:
    match = _NUMBER.fullmatch(text)
    if not match:
        return None
    value = float(match[1].replace(",", "."))
    return f"{rounded(value % 360, 100) % 360:g}" if abs(value) <= 360 else None


def _quadrant(match: re.Match[str], assumed: _Assumption) -> str | None:
    angle = float(match[2].replace(",", "."))
    if angle > 90:
        return None
    is_west = match[3] == "w" or (match[3] == "o" and assumed.o == "W")
    if match[1] == "n":
        return _number(str(360 - angle if is_west else angle))
    return _number(str(180 + angle if is_west else 180 - angle))


def _point(text: str, assumed: _Assumption) -> str | None:
    """nord-est, NordEst, N-E, nordöstlich: the words of the four points one after the other."""
    match = _POINT.fullmatch(re.sub(r"[\s_.-]", "", text))
    if not match:
        return None
    letters = "".join(_MEANINGS[word] for word in _PIECE.findall(match[1]))
    letters = letters.replace("O", assumed.o)
    return letters if letters in COMPASS else None


def _agree(number: str, point: str) -> bool:
    """A compass shows both, 135° SE; two that differ are a slip."""
    apart = abs(float(number) - COMPASS.index(point) * 22.5) % 360
    return min(apart, 360 - apart) <= 45
