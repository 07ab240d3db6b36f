"""The numbers, letters and signs of typed coordinates, each with its meaning. Pure.

static/js/lib/coordinates/tokens.js is its twin.
"""

import re
import unicodedata
from dataclasses import dataclass

from cameras.coordinates.results import Refusal
from cameras.coordinates.words import (
    ASIDES,
    AXES,
    FILLERS,
    IGNORED,
    LETTERS,
    SEPARATORS,
    UNITS,
    without_datum,
)

_TOKEN = re.compile(
    r"(?P<number>[0-9]+(?:[.,][0-9]+)?(?![0-9]|\.[0-9])|\.[0-9]+)|(?P<word>[^\W\d_]+)|(?P<sign>\S|\n)"
)
_MALFORMED = re.compile(r"[0-9]\.[0-9]+\.[0-9]|[0-9]\.\.|[0-9]{31}")
# A chain of commas without spaces: 43,7384,7,4246 can only be two decimal commas; 43,7,120 can be anything.
_CHAIN = re.compile(r"(^|[^0-9.,])([0-9]+(?:,[0-9]+){2,})(?![0-9.,])")
_DIGITS_OF_A_DECIMAL = 3
_NUMBER_OF_A_PROGRAM = re.compile(r"[0-9]e[+-]?[0-9]|0x[0-9]", re.IGNORECASE)  # 1e1; but N43.7E7.4
_NORTH_OR_SOUTH = re.compile("[ns]", re.IGNORECASE)
_DASHES = "+-"
_PICTURES = frozenset({"So", "Mn", "Me"})  # a pin, a compass


class Unreadable(Exception):
    """The refusal to answer with."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.refusal = Refusal(code)


@dataclass
class Token:
    kind: str  # number, letter, axis, unit, aside, separator, dash
    text: str
    raw: str = ""
    spaced: bool = False  # white space before it


def tokens_of(text: str) -> list[Token]:
    """All tokens of a text; raises Unreadable at a word that means nothing here."""
    text = without_datum(text)
    if not text:
        raise Unreadable("empty")
    if _MALFORMED.search(text):
        raise Unreadable("unreadable")
    if _NUMBER_OF_A_PROGRAM.search(text) and not _NORTH_OR_SOUTH.search(text):
        raise Unreadable("unreadable")
    text = _CHAIN.sub(_parted, text)
    tokens: list[Token] = []
    end = 0
    for match in _TOKEN.finditer(text):
        token = _token(match, tokens)
        if token:
            token.spaced = match.start() > end or not tokens
            tokens.append(token)
        end = match.end()
    return _with_seconds(tokens)


def _with_seconds(tokens: list[Token]) -> list[Token]:
    """43d44m18s: the s is a second where minutes have a letter too and N, S, E, W follow it or never come."""
    last = len(tokens) - 1
    doubtful = [
        at
        for at, token in enumerate(tokens)
        if token.raw == "s" and at > 2 and not token.spaced and tokens[at - 2].raw in ("m", "mn", "min")
    ]
    is_without = len(doubtful) == sum(token.kind == "letter" for token in tokens)
    for at in doubtful:
        if is_without or (at < last and tokens[at + 1].kind == "letter"):
            tokens[at] = Token("unit", "sec", "s")
    return tokens


def _parted(match: re.Match[str]) -> str:
    parts = match[2].split(",")
    if len(parts) != 4 or min(len(parts[1]), len(parts[3])) < _DIGITS_OF_A_DECIMAL:
        raise Unreadable("unreadable")
    return f"{match[1]}{parts[0]}.{parts[1]} ; {parts[2]}.{parts[3]}"


def _token(match: re.Match[str], before: list[Token]) -> Token | None:
    text = match[0]
    if match["number"]:
        return Token("number", text.replace(",", "."))
    if text in _DASHES:
        return Token("dash", text)
    if text in SEPARATORS:
        return Token("separator", text)
    return _word(text, is_after_number=bool(before) and before[-1].kind == "number")


def _word(text: str, *, is_after_number: bool) -> Token | None:
    """A word or a lone sign by its meaning; what means nothing here ends the reading, brackets do not."""
    word = text.lower()
    if word in UNITS and (is_after_number or word == "°"):
        return Token("unit", UNITS[word], word)
    for kind, table in (("letter", LETTERS), ("axis", AXES), ("aside", ASIDES)):
        if word in table:
            return Token(kind, table[word], word)
    if word in FILLERS or text in IGNORED or unicodedata.category(text[0]) in _PICTURES:
        return None
    raise Unreadable("unreadable")
