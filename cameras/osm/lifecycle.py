"""Does the camera stand there, did it once, or was it never one? The same answer for every format. Pure.

Keys and words: https://wiki.openstreetmap.org/wiki/Lifecycle_prefix, https://wiki.openstreetmap.org/wiki/Key:end_date
"""

import calendar
import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

# Said of a whole object (`disused=yes`) or in front of a key (`disused:man_made=surveillance`).
_GONE = frozenset({
    "disused", "abandoned", "removed", "demolished", "razed", "destroyed", "dismantled", "deleted", "ruins",
    "was", "historic", "former", "obliterated", "decommissioned", "defunct", "gone",
})  # fmt: skip
_NOT_YET = frozenset({"proposed", "planned", "construction"})
FAKE = frozenset({"fake", "dummy", "decoy"})
PREFIXES = _GONE | _NOT_YET | FAKE | {"no", "not", "never"}
# `historic=yes` stands on things that are there; only in front of a key it means the past.
_GONE_KEYS = _GONE - {"ruins", "was", "historic", "former"}
_UNREAL_KEYS = _NOT_YET | FAKE | {"fake:surveillance", "surveillance:fake", "camera:fake"}
_STATUS_KEYS = ("status", "operational_status", "lifecycle", "lifecycle_status", "lifecycle_state")
_CLOSED = _GONE | {"closed", "permanently_closed", "inactive", "out_of_use", "not_in_use"}
# One look tells that an ordinary object has none of them.
KEYS = frozenset({*_GONE_KEYS, *_UNREAL_KEYS, *_STATUS_KEYS, "end_date"})

_NOTHING = frozenset({"", "no", "none", "false", "0"})
# What else an object is that bears a surveillance tag: 19 car parks, platforms and roads of Heidelberg.
_PLACES = frozenset({
    "aerialway", "aeroway", "amenity", "barrier", "building", "craft", "emergency", "healthcare", "highway",
    "historic", "landuse", "leisure", "natural", "office", "place", "power", "public_transport", "railway",
    "route", "shop", "telecom", "tourism", "waterway",
})  # fmt: skip

_SEPARATOR = re.compile(r"[;,|]")
_AFTER = re.compile(r"(?:after|since|>|après|nach)\s*[0-9]|[0-9-]+\s*(?:\.\.|/)[\s.]*$", re.IGNORECASE)
_BEFORE = re.compile(r"before\b|avant\b|vor\b|prima\b|antes\b|voor\b|<", re.IGNORECASE)
_CENTURY = re.compile(r"C([0-9]{1,2})", re.IGNORECASE)
_DECADE = re.compile(r"([0-9]{3}0)s", re.IGNORECASE)
_DAY_FIRST = re.compile(r"(?<![0-9])([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})(?![0-9])")
_YEAR_FIRST = re.compile(
    r"(?<![0-9])((?:1[89]|2[01])[0-9]{2})(?:[/.-]?([01]?[0-9])(?:[/.-]?([0-3]?[0-9]))?)?(?![0-9])"
)
_QUARTER = re.compile(r"Q([1-4])", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3,}")
_MONTHS = {name.casefold()[:3]: number for number, name in enumerate(calendar.month_name) if name}


def why_no_camera(tags: Mapping[str, str]) -> str:
    """A sentence when the object is no camera, not one yet or one no longer; "" when it is or was one."""
    if "surveillance" in words(tags.get("man_made", "")):
        return why_not_real(tags)
    return _why_not_in_use(tags) or _why_not_watching(tags) or why_not_real(tags)


def concerns_cameras(tags: Mapping[str, str]) -> bool:
    """Say whether an object of a whole extract is a camera or was one; the others are passed over."""
    if not any("surveillance" in key or "surveillance" in value for key, value in tags.items()):
        return False
    is_camera = "surveillance" in words(tags.get("man_made", "")) or not _why_not_watching(tags)
    return is_camera or bool(_why_not_in_use(tags))


def is_gone(tags: Mapping[str, str]) -> bool:
    """Say whether the object stood there once, on whatever day that ended."""
    if KEYS.isdisjoint(tags):
        return False
    return (
        any(_is_set(tags, key) for key in _GONE_KEYS)
        or any(word in _CLOSED for key in _STATUS_KEYS for word in words(tags.get(key, "")))
        or bool(_AFTER.match(tags.get("end_date", "").strip()))
    )


def _is_set(tags: Mapping[str, str], key: str) -> bool:
    return tags.get(key, "").strip().casefold() not in _NOTHING


def _why_not_in_use(tags: Mapping[str, str]) -> str:
    """`removed:man_made=surveillance`, `man_made=removed:surveillance`, `man_made=no` and their like."""
    for key, value in tags.items():
        prefix, _colon, rest = key.partition(":")
        is_prefixed = rest.rpartition(":")[2] == "man_made" and "surveillance" in value.casefold()
        if is_prefixed or (prefix in PREFIXES and rest.startswith("surveillance")):
            return f"The object is not in use: {key}={value}."
    starts = {re.split(r"[:_]", word, maxsplit=1)[0] for word in words(tags.get("man_made", ""))}
    return "" if starts.isdisjoint(PREFIXES) else f"The object is not in use: man_made={tags['man_made']}."


def _why_not_watching(tags: Mapping[str, str]) -> str:
    """Without `man_made=surveillance` the tags must speak of a camera and of nothing else."""
    keys = [key for key in tags if key == "surveillance" or key.startswith("surveillance:")]
    if not any(_is_set(tags, key) for key in keys):
        return "The object has neither man_made=surveillance nor a surveillance tag."
    place = next((key for key in tags if key in _PLACES), "")
    if place and not any(key.startswith("camera:") for key in tags):
        return f"The object is a place that is watched, not a camera: {place}={tags[place]}."
    return ""


def why_not_real(tags: Mapping[str, str]) -> str:
    """Fakes, and what is only planned: `fake=yes`, `status=proposed`."""
    if KEYS.isdisjoint(tags):
        return ""
    told = [f"{key}={tags[key]}" for key in sorted(_UNREAL_KEYS & tags.keys()) if _is_set(tags, key)]
    told += [word for key in _STATUS_KEYS for word in words(tags.get(key, "")) if word in _NOT_YET | FAKE]
    return f"The object is no camera yet, or never: {told[0]}." if told else ""


@lru_cache(4096)
def last_day(text: str) -> date | None:
    """The last day that an `end_date` may mean: a year ends on its 31 December, "before 2019" the day before
    it begins. None when it holds no year, or tells only after which one."""
    text = text.strip()
    if _AFTER.match(text) or not (told := _years(text)):
        return None
    (first, last), month, day = told
    if month > 12:  # no month: the year alone is sure
        month = day = 0
    if _BEFORE.match(text):
        return date(first, month or 1, min(day or 1, 28)) - timedelta(1)
    whole = calendar.monthrange(last, month or 12)[1]
    return date(last, month or 12, min(day or whole, whole))


def _years(text: str) -> tuple[tuple[int, int], int, int] | None:
    """The first and last year that the last date of a text means, its month and its day (0: not told)."""
    if match := _CENTURY.fullmatch(text):
        return (int(match[1]) * 100 - 99, int(match[1]) * 100), 0, 0
    if match := _DECADE.search(text):
        return (int(match[1]), int(match[1]) + 9), 0, 0
    if found := _DAY_FIRST.findall(text):
        day, month, year = map(int, found[-1])
        return (year, year), month, day
    if not (found := _YEAR_FIRST.findall(text)):
        return None
    year, month, day = (int(part or 0) for part in found[-1])
    named = [_MONTHS[word] for one in _WORD.findall(text) if (word := one.casefold()[:3]) in _MONTHS]
    quarter = _QUARTER.search(text)
    month = month or (3 * int(quarter[1]) if quarter else 0) or (named[-1] if named else 0)
    return (year, year), month, day


@lru_cache(4096)
def words(text: str) -> tuple[str, ...]:
    """Split a list value into its words, lower case, underscores for spaces."""
    parts = ("_".join(part.split()).casefold() for part in _SEPARATOR.split(text))
    return tuple(part for part in parts if part)
