"""Spans of days as OGC API - Features writes them: an instant, `a/b`, `a/..`, `../b`, `a/`, `/b`, `a/P7D`."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

_TIME = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:[Tt](?P<clock>[0-9]{2}:[0-9]{2}:[0-9]{2})(?P<part>\.[0-9]+)?(?P<zone>[Zz]|[+-][0-9]{2}:[0-9]{2}))?"
)
_DURATION = re.compile(r"P([0-9]{1,5})D")
_OPEN = ("", "..")
EXAMPLES = (
    "write a day or an instant such as 2014-07-01, or two of them as 2014-01-01/2014-12-31, one may be .."
)


@dataclass(frozen=True, slots=True)
class Interval:
    """Days (UTC), both inclusive; None is an open end, and at most one end is open."""

    start: date | None
    end: date | None


def parse_interval(text: str) -> Interval:
    """Parse an interval; raises ValueError with a message for people."""
    parts = text.split("/")
    if len(parts) > 2:
        raise ValueError(f"{EXAMPLES}; this one has {len(parts)} parts")
    if len(parts) == 1:
        first, last = _span(text)
        return Interval(first.date(), last.date())
    if parts[0] in _OPEN and parts[1] in _OPEN:
        raise ValueError(f"{EXAMPLES}; both ends are open")
    start = None if parts[0] in _OPEN else _span(parts[0])[0]
    end = None if parts[1] in _OPEN else _end(parts[1], start)
    if start and end and start > end:
        raise ValueError(f"{EXAMPLES}; this one ends before it begins")
    return Interval(start.date() if start else None, end.date() if end else None)


def _end(text: str, start: datetime | None) -> datetime:
    duration = _DURATION.fullmatch(text)
    if duration is None:
        return _span(text)[1]
    if start is None:
        raise ValueError(f"{EXAMPLES}; a duration needs a beginning")
    try:
        return start + timedelta(days=int(duration[1]))
    except OverflowError as error:
        raise ValueError(f"{EXAMPLES}; this one ends after the year 9999") from error


def _span(text: str) -> tuple[datetime, datetime]:
    """First and last instant of a day, or an instant twice (RFC 3339, UTC)."""
    match = _TIME.fullmatch(text)
    try:
        if match is None:
            raise ValueError(text)
        day = date.fromisoformat(match["day"])
        if match["clock"] is None:
            return datetime.combine(day, time.min, UTC), datetime.combine(day, time.max, UTC)
        # Python has no leap seconds: 60 becomes 59.
        clock = time.fromisoformat(
            match["clock"].removesuffix(":60") + (":59" * match["clock"].endswith(":60"))
        )
        zone = datetime.strptime(match["zone"].upper(), "%z").tzinfo
        instant = datetime.combine(day, clock, zone).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{EXAMPLES}; \u201c{text[:40]}\u201d is none") from error
    return instant, instant
