"""Days as people and programs write them; what has two meanings is not guessed. Pure.

01/02/2026 is the first of February in French and German, the second of January in the United States, and
nothing at all where the language does not say. tests/data/days.json has the cases.
"""

import re
from dataclasses import dataclass
from datetime import date

from cameras.text import normalise

DAY_FIRST_LANGUAGES = frozenset({"fr", "de", "es", "it", "pt", "nl", "ca", "lb", "ru", "pl"})
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ][0-9:.,]{2,15}(?:Z|[+-][0-9:]{2,5})?)?")
_COMPACT = re.compile(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})")
_YEAR_FIRST = re.compile(r"([0-9]{4})[/.]([0-9]{1,2})[/.]([0-9]{1,2})")
_NUMBERS = re.compile(r"([0-9]{1,2})\s?([/.-])\s?([0-9]{1,2})\s?\2\s?([0-9]{4}|[0-9]{2})")
_WORDS = re.compile(r"(?:le |am |the )?([0-9]{1,2})(?:er|st|nd|rd|th|\.)? ([^\W\d_]{3,9})\.?,? ([0-9]{4})")
_WORD_FIRST = re.compile(r"([^\W\d_]{3,9})\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})")
_MONTHS_TEXT = """
janvier january januar jan janv
février fevrier february februar fév fev feb févr
mars march märz maerz mar mär
avril april avr apr
mai may
juin june juni jun
juillet july juli jul juil
août aout august aug
septembre september sept sep
octobre october oktober oct okt
novembre november nov
décembre decembre december dezember déc dec dez
"""
_MONTHS = {
    word: number
    for number, line in enumerate(_MONTHS_TEXT.split("\n")[1:-1], start=1)
    for word in line.split()
}


@dataclass(frozen=True, slots=True)
class NoDay:
    """Why there is none: `empty`, `unreadable`, `no_such_day`, or `ambiguous` with what it may mean."""

    code: str
    choices: tuple[date, ...] = ()


def read_day(text: str, language: str = "") -> date | NoDay:
    """Read a day; `language` says whether the day or the month comes first in 01/02/2026."""
    text = normalise(text).lower()
    if not text:
        return NoDay("empty")
    for pattern in (_ISO, _COMPACT, _YEAR_FIRST):
        if match := pattern.fullmatch(text.upper()):
            return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _WORDS.fullmatch(text):
        return _named(match[2], match[1], match[3])
    if match := _WORD_FIRST.fullmatch(text):
        return _named(match[1], match[2], match[3])
    match = _NUMBERS.fullmatch(text)
    return _numbers(match, language) if match else NoDay("unreadable")


def _named(month: str, day: str, year: str) -> date | NoDay:
    return _day(int(year), _MONTHS[month], int(day)) if month in _MONTHS else NoDay("unreadable")


def _numbers(match: re.Match[str], language: str) -> date | NoDay:
    """Day and month in the order of the language; full stops are never American."""
    first, second = int(match[1]), int(match[3])
    year = int(match[4]) if len(match[4]) == 4 else 2000 + int(match[4])
    if language in DAY_FIRST_LANGUAGES or match[2] == ".":
        return _day(year, second, first)
    readings = [
        one for one in (_day(year, second, first), _day(year, first, second)) if isinstance(one, date)
    ]
    choices = tuple(dict.fromkeys(readings))
    if len(choices) > 1:
        return NoDay("ambiguous", choices)
    return choices[0] if choices else NoDay("no_such_day")


def _day(year: int, month: int, day: int) -> date | NoDay:
    try:
        return date(year, month, day)
    except ValueError:
        return NoDay("no_such_day")
