"""How a report looks beside what its sender sent before: a sum of reasons, each with its weight. Pure.

From HOLD_AT on a report is set aside for a closer look; it is never dropped. No single habit of helpful
people (the same note in one street, a link, a form sent fast) reaches HOLD_AT alone; what only machines and
erasers do, does. Moderators see the reasons.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from cameras.geo import distance
from cameras.personal_text import find_personal_text

HOLD_AT = 50

WEIGHTS = {
    "trap": 30,  # a field that people do not see was filled in
    "hasty_form": 20,  # the form was sent within two seconds
    "same_text": 30,  # for the fourth time
    "burst": 50,  # more than ten in a minute
    "pattern": 50,  # pins on a ruled line or grid
    "far_jump": 30,  # faster than an aeroplane
    "links": 20,
    "link_public": 50,  # where everybody would read it
    "many_links": 50,
    "person": 20,  # a name, telephone number, number plate or e-mail address, in the note
    "person_public": 50,  # the same where everybody would read it
    "person_address": 50,  # a name with a street address
    "accusation": 50,  # theft, drugs, violence beside an address or a name
    "erasing_operator": 50,  # many cameras of one operator "gone"
    "erasing": 50,  # many cameras "gone"
    "nowhere": 50,  # latitude and longitude near 0: a device without position
    "long_ago": 10,
}

OF_LISTS = {"burst", "same_text", "far_jump"}

# What a piece of a text (cameras/personal_text) counts as, in the note and where everybody would read it.
OF_KIND = {
    "email": ("person", "person_public"),
    "phone": ("person", "person_public"),
    "plate": ("person", "person_public"),
    "name": ("person", "person_public"),
    "name_address": ("person_address", "person_address"),
    "accusation": ("accusation", "accusation"),
}

MINUTE, IN_A_MINUTE = timedelta(minutes=1), 10
SAME_TEXTS, LEAST_TEXT = 3, 8
SAME_STEPS, ON_GRID = 3, 6
STEP = 1e-6  # degrees, a decimetre: closer than any hand
FAR, FASTEST = 100_000, 300  # metres, metres a second
ERASING = ("removed", "duplicate")  # approved, each takes a camera off the map
GONE_OF_ONE, GONE = 3, 6  # earlier ones of a new sender
GONE_BY_ALL = 10  # of one operator, by anybody without a record, in a day


@dataclass(frozen=True)
class Sent:
    """One report as the score sees it. WGS 84 degrees; `operator` of the camera that it is about."""

    at: datetime
    kind: str
    latitude: float
    longitude: float
    operator: str = ""
    note: str = ""
    public_text: str = ""
    observed_on: date | None = None


@dataclass(frozen=True)
class Surroundings:
    """What happened before, and how this one was filled in."""

    before: Sequence[Sent] = ()  # of the same sender in the last day, oldest first
    gone_by_all: int = 0  # ERASING ones of the same operator in the last day, by senders without a record
    is_known: bool = False  # a sender whose reports were approved before
    is_trapped: bool = False
    form_seconds: float | None = None
    is_program: bool = False  # of a partner, with a token: it sends whole lists at once
    country: str = ""  # of the site, ISO 3166-1: whose telephone numbers and plates to expect


@dataclass(frozen=True)
class Risk:
    score: int  # 0 to 100
    reasons: tuple[str, ...]

    @property
    def holds(self) -> bool:
        return self.score >= HOLD_AT


def assess(sent: Sent, around: Surroundings) -> Risk:
    found = {
        *_of_text(sent, around.country),
        *_of_form(around),
        *_of_place(sent, around.before),
        *_of_time(sent, around),
    }
    if around.is_program:
        found -= OF_LISTS
    if not around.is_known:
        found |= _erasing(sent, around)
    reasons = tuple(reason for reason in WEIGHTS if reason in found)
    return Risk(min(100, sum(WEIGHTS[reason] for reason in reasons)), reasons)


def _of_text(sent: Sent, country: str) -> set[str]:
    found = set()
    links = 0
    for text, is_public in ((sent.note, False), (sent.public_text, True)):
        for span in find_personal_text(text, country):
            if span.kind == "link":
                links += 1
                if is_public:
                    found.add("link_public")
            else:
                found.add(OF_KIND[span.kind][is_public])
    if links:
        found.add("many_links" if links > 2 else "links")
    return found


def _of_form(around: Surroundings) -> set[str]:
    found = {"trap"} if around.is_trapped else set()
    if around.form_seconds is not None and around.form_seconds < 2:
        found.add("hasty_form")
    return found


def _of_time(sent: Sent, around: Surroundings) -> set[str]:
    found = set()
    if sum(sent.at - one.at < MINUTE for one in around.before) >= IN_A_MINUTE:
        found.add("burst")
    text = sent.note.strip().casefold()
    if len(text) >= LEAST_TEXT and _times(text, around.before) >= SAME_TEXTS:
        found.add("same_text")
    if sent.observed_on and (sent.at.date() - sent.observed_on).days > 3650:
        found.add("long_ago")
    return found


def _times(text: str, before: Sequence[Sent]) -> int:
    return sum(one.note.strip().casefold() == text for one in before)


def _of_place(sent: Sent, before: Sequence[Sent]) -> set[str]:
    """Removals and corrections lie where the cameras are; only the pins of new cameras tell of their hand."""
    if sent.kind != "new":
        return set()
    found = set()
    if abs(sent.latitude) < 0.01 and abs(sent.longitude) < 0.01:
        found.add("nowhere")
    pins = [one for one in (*before, sent) if one.kind == "new"]
    if is_ruled([(one.latitude, one.longitude) for one in pins]):
        found.add("pattern")
    if len(pins) > 1 and _is_jump(pins[-2], sent):
        found.add("far_jump")
    return found


def _is_jump(last: Sent, sent: Sent) -> bool:
    metres = distance(last.latitude, last.longitude, sent.latitude, sent.longitude)
    seconds = max(1.0, (sent.at - last.at).total_seconds())
    return metres > FAR and metres / seconds > FASTEST


def is_ruled(pins: Sequence[tuple[float, float]]) -> bool:
    """Do the last pins stand at equal steps on a line, or do all fill a grid?"""
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(pins)][-SAME_STEPS:]
    if len(steps) == SAME_STEPS and _moves(steps[0]) and all(_is_same(steps[0], step) for step in steps):
        return True
    rows, columns = ({round(pin[axis] / STEP) for pin in pins} for axis in (0, 1))
    places = {(round(lat / STEP), round(lon / STEP)) for lat, lon in pins}
    return (
        len(places) >= ON_GRID
        and min(len(rows), len(columns)) > 1
        and len(rows) * len(columns) <= 1.5 * len(places)
    )


def _moves(step: tuple[float, float]) -> bool:
    return max(abs(step[0]), abs(step[1])) > STEP


def _is_same(a: tuple[float, float], b: tuple[float, float]) -> bool:
    return abs(a[0] - b[0]) <= STEP and abs(a[1] - b[1]) <= STEP


def _erasing(sent: Sent, around: Surroundings) -> set[str]:
    """The attack on a map of cameras is to make them disappear."""
    if sent.kind not in ERASING:
        return set()
    gone = [one for one in around.before if one.kind in ERASING]
    of_one = sum(bool(sent.operator) and one.operator == sent.operator for one in gone)
    found = set()
    if of_one >= GONE_OF_ONE or around.gone_by_all >= GONE_BY_ALL:
        found.add("erasing_operator")
    if len(gone) >= GONE:
        found.add("erasing")
    return found
