"""Texts of tables and badly kept files: numbers, days and letters that went through the wrong hands. Pure."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from ftfy import fix_encoding

_DEGREES = re.compile(r"[+-]?[0-9]{1,3}(?:[.,][0-9]*)?")
_ISO = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})(?:[T ].*)?")
_COMPACT = re.compile(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})")
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


def read_day(text: str, month_first: bool = False) -> date | None:
    """Read a day as tables write it: 2016-07-08, 2016/7/8, 20160708, 08/07/16, 8.7.2016, or Excel's 42559.

    A year or a month alone is no day. The day comes before the month, unless the table is an American one.
    """
    text = text.strip()
    try:
        if match := _ISO.fullmatch(text):
            return date(int(match[1]), int(match[3]), int(match[4]))
        if match := _COMPACT.fullmatch(text):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if match := _FRENCH.fullmatch(text):
            first, second = int(match[1]), int(match[2])
            return date(_year(match[3]), *((first, second) if month_first else (second, first)))
    except ValueError:
        return None
    match = _SERIAL.fullmatch(text)
    return _EXCEL + timedelta(int(match[1])) if match and int(match[1]) in _SERIALS else None


def read_time(value: object) -> datetime | None:
    """Read the time of a version, as OpenStreetMap writes it or as seconds since 1970; UTC."""
    try:
        if isinstance(value, datetime):
            return value
        if isinstance(value, str) and not value.isdecimal():
            time = datetime.fromisoformat(value)
            return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
        if isinstance(value, int | float | str) and not isinstance(value, bool):
            return datetime.fromtimestamp(float(value), UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return None


def _year(text: str) -> int:
    year = int(text)
    if len(text) == 4:
        return year
    return year + (1900 if year >= _PIVOT else 2000)


@lru_cache(4096)
def decoded_once(text: str) -> str:
    """UTF-8 that was read as Windows-1252 or its like, put right: "RÃ©gion" is "Région"."""
    return text if text.isascii() else fix_encoding(text)


class DoubleDecoding:
    """Whether the texts of one file were decoded twice: told from all of them, for one alone may be meant.

    A file is taken for one when more of its distinct texts beyond ASCII are broken than sound. Of ftfy's
    findings those count that make letters of Europe or usual signs (É® would be the phonetic ɮ), and one text
    is enough only with the marks of Western European letters and quotes.
    """

    _MOST = 10_000  # distinct texts; what they do not tell, more would not
    _PLAUSIBLE = re.compile("[\t\n\r -~\u00a0-\u017f\u0370-\u04ff\u2010-\u2026\u2030-\u203a\u20ac\u2122]*")
    _MARKS = re.compile("\u00c3|\u00e2\u20ac")  # so begins the UTF-8 of é and of a curved quote

    def __init__(self) -> None:
        self._broken: dict[str, bool] = {}
        self._is_marked = False

    def add(self, texts: Iterable[str]) -> None:
        for text in texts:
            if not text.isascii() and text not in self._broken and len(self._broken) < self._MOST:
                fixed = decoded_once(text)
                broken = fixed != text and bool(self._PLAUSIBLE.fullmatch(fixed))
                self._broken[text] = broken
                self._is_marked |= broken and bool(self._MARKS.search(text))

    @property
    def is_certain(self) -> bool:
        broken = sum(self._broken.values())
        return 2 * broken > len(self._broken) and (broken > 1 or self._is_marked)
