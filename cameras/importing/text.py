"""Texts of tables and badly kept files: numbers, days and letters that went through the wrong hands. Pure."""

import re
from datetime import date, timedelta
from functools import lru_cache

_DEGREES = re.compile(r"[+-]?[0-9]{1,3}(?:[.,][0-9]*)?")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ].*)?")
_FRENCH = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4}|[0-9]{2})(?: .*)?")
_SERIAL = re.compile(r"([0-9]{5})(?:[.,][0-9]+)?")
# Day 1 is 1 January 1900 and 1900 a leap year in it, so from 1 March 1900 on days count from here.
_EXCEL = date(1899, 12, 30)
# 1982 to 2064: before it nobody wrote down cameras, and five digits are a postcode as often as a day.
_SERIALS = range(30_000, 60_001)
# A year of two digits: 69 is 1969, 68 is 2068, as in POSIX.
_PIVOT = 69


def degrees(value: object) -> tuple[object, bool]:
    """Read a text as degrees and say whether it had a decimal comma. What is no number comes back as it is.

    The comma is certain here: as a thousands separator it would make a number that no position has.
    """
    if not isinstance(value, str):
        return value, False
    text = value.strip().replace("\u2212", "-")
    if not text:
        return None, False
    if not _DEGREES.fullmatch(text):
        return value, False
    return float(text.replace(",", ".")), "," in text


def read_day(text: str) -> date | None:
    """Read a day as tables write it: 2016-07-08, 08/07/16, 8.7.2016, or the number 42559 of a spreadsheet.

    A year or a month alone is no day. The day comes before the month.
    """
    text = text.strip()
    try:
        if match := _ISO.fullmatch(text):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if match := _FRENCH.fullmatch(text):
            return date(_year(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        return None
    match = _SERIAL.fullmatch(text)
    return _EXCEL + timedelta(int(match[1])) if match and int(match[1]) in _SERIALS else None


def _year(text: str) -> int:
    year = int(text)
    if len(text) == 4:
        return year
    return year + (1900 if year >= _PIVOT else 2000)


@lru_cache(4096)
def unmangle(text: str) -> str:
    """Undo UTF-8 that was read as Windows-1252 or Latin-1, where that is certain: "RÃ©gion" is "Région".

    Certain it is when the whole text goes back into UTF-8 bytes that make printable text: of true French or
    German text that never happens, since a letter above 0xC0 would need a sign from 0x80 to 0xBF behind it.
    """
    if text.isascii():
        return text
    for encoding in ("cp1252", "latin-1"):
        try:
            fixed = text.encode(encoding).decode()
        except UnicodeError:
            continue
        return fixed if fixed.replace("\n", " ").isprintable() else text
    return text
