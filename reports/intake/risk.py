"""Risk score of a report given its sender's history: a sum of weighted reasons. Pure.

A report with a score of HOLD_AT or more is held for review; none is ever dropped. No single habit of helpful
people (the same note along a street, a link, a quickly sent form) reaches HOLD_AT alone; what only bots and
mass removals do, does. Moderators see the reasons.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from cameras.geo import distance
from cameras.personal_text import find_personal_text

HOLD_AT = 50

WEIGHTS = {
    "trap": 30,  # the honeypot field was filled in
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

NORMAL_FOR_APPLICATIONS = {"burst", "same_text", "far_jump"}

# Reasons of a span of text (cameras/personal_text): in the note, and in a text that everybody would read.
REASONS_OF_KIND = {
    "email": ("person", "person_public"),
    "phone": ("person", "person_public"),
    "plate": ("person", "person_public"),
    "name": ("person", "person_public"),
    "name_address": ("person_address", "person_address"),
    "accusation": ("accusation", "accusation"),
}

BURST_WINDOW, BURST_SIZE = timedelta(minutes=1), 10
REPEATED_TEXTS, MIN_TEXT = 3, 8
REPEATED_STEPS, MIN_GRID = 3, 6
STEP_TOLERANCE = 1e-6  # degrees, a decimetre: more exact than any hand
JUMP_DISTANCE, JUMP_SPEED = 100_000, 300  # metres, metres a second
REMOVAL_KINDS = ("removed", "duplicate")  # approved, each takes a camera off the map
REMOVALS_OF_OPERATOR, REMOVALS = 3, 6  # earlier removals by a sender who is not established
REMOVALS_BY_ALL = 10  # of one operator in a day, by all senders who are not established


@dataclass(frozen=True)
class ScoredReport:
    """The features of one report. Position in WGS 84 degrees; `operator` of the camera that it is about."""

    at: datetime
    kind: str
    latitude: float
    longitude: float
    operator: str = ""
    note: str = ""
    public_text: str = ""
    observed_on: date | None = None


@dataclass(frozen=True)
class SenderHistory:
    """Earlier reports of the sender, and how the form was filled in."""

    earlier: Sequence[ScoredReport] = ()  # of the same sender in the last day, oldest first
    removals_by_all: int = 0  # open removals of the same operator in the last day, by senders not established
    is_established: bool = False  # reports of this sender were approved before
    filled_honeypot: bool = False
    form_seconds: float | None = None
    is_application: bool = False  # a partner application with a token, which sends whole lists at once
    country: str = ""  # of the site, ISO 3166-1: whose telephone numbers and plates to expect


@dataclass(frozen=True)
class Risk:
    score: int  # 0 to 100
    reasons: tuple[str, ...]

    @property
    def holds(self) -> bool:
        return self.score >= HOLD_AT


def assess(report: ScoredReport, history: SenderHistory) -> Risk:
    reasons = {
        *_text_reasons(report, history.country),
        *_form_reasons(history),
        *_place_reasons(report, history.earlier),
        *_time_reasons(report, history),
    }
    if history.is_application:
        reasons -= NORMAL_FOR_APPLICATIONS
    if not history.is_established:
        reasons |= _removal_reasons(report, history)
    ordered = tuple(reason for reason in WEIGHTS if reason in reasons)
    return Risk(min(100, sum(WEIGHTS[reason] for reason in ordered)), ordered)


def _text_reasons(report: ScoredReport, country: str) -> set[str]:
    reasons = set()
    links = 0
    for text, is_public in ((report.note, False), (report.public_text, True)):
        for span in find_personal_text(text, country):
            if span.kind == "link":
                links += 1
                if is_public:
                    reasons.add("link_public")
            else:
                reasons.add(REASONS_OF_KIND[span.kind][is_public])
    if links:
        reasons.add("many_links" if links > 2 else "links")
    return reasons


def _form_reasons(history: SenderHistory) -> set[str]:
    reasons = {"trap"} if history.filled_honeypot else set()
    if history.form_seconds is not None and history.form_seconds < 2:
        reasons.add("hasty_form")
    return reasons


def _time_reasons(report: ScoredReport, history: SenderHistory) -> set[str]:
    reasons = set()
    if sum(report.at - other.at < BURST_WINDOW for other in history.earlier) >= BURST_SIZE:
        reasons.add("burst")
    text = report.note.strip().casefold()
    if len(text) >= MIN_TEXT and _repetitions(text, history.earlier) >= REPEATED_TEXTS:
        reasons.add("same_text")
    if report.observed_on and (report.at.date() - report.observed_on).days > 3650:
        reasons.add("long_ago")
    return reasons


def _repetitions(text: str, earlier: Sequence[ScoredReport]) -> int:
    return sum(report.note.strip().casefold() == text for report in earlier)


def _place_reasons(report: ScoredReport, earlier: Sequence[ScoredReport]) -> set[str]:
    """Reasons from the position. Only for new cameras: the others are where the camera is."""
    if report.kind != "new":
        return set()
    reasons = set()
    if abs(report.latitude) < 0.01 and abs(report.longitude) < 0.01:
        reasons.add("nowhere")
    pins = [pin for pin in (*earlier, report) if pin.kind == "new"]
    if is_regular([(pin.latitude, pin.longitude) for pin in pins]):
        reasons.add("pattern")
    if len(pins) > 1 and _is_jump(pins[-2], report):
        reasons.add("far_jump")
    return reasons


def _is_jump(previous: ScoredReport, report: ScoredReport) -> bool:
    metres = distance(previous.latitude, previous.longitude, report.latitude, report.longitude)
    seconds = max(1.0, (report.at - previous.at).total_seconds())
    return metres > JUMP_DISTANCE and metres / seconds > JUMP_SPEED


def is_regular(pins: Sequence[tuple[float, float]]) -> bool:
    """Whether the last pins are evenly spaced on a line, or all pins fill a grid."""
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(pins)][-REPEATED_STEPS:]
    if (
        len(steps) == REPEATED_STEPS
        and _is_move(steps[0])
        and all(_is_same_step(steps[0], step) for step in steps)
    ):
        return True
    rows, columns = ({round(pin[axis] / STEP_TOLERANCE) for pin in pins} for axis in (0, 1))
    places = {(round(lat / STEP_TOLERANCE), round(lon / STEP_TOLERANCE)) for lat, lon in pins}
    return (
        len(places) >= MIN_GRID
        and min(len(rows), len(columns)) > 1
        and len(rows) * len(columns) <= 1.5 * len(places)
    )


def _is_move(step: tuple[float, float]) -> bool:
    return max(abs(step[0]), abs(step[1])) > STEP_TOLERANCE


def _is_same_step(a: tuple[float, float], b: tuple[float, float]) -> bool:
    return abs(a[0] - b[0]) <= STEP_TOLERANCE and abs(a[1] - b[1]) <= STEP_TOLERANCE


def _removal_reasons(report: ScoredReport, history: SenderHistory) -> set[str]:
    """Mass removal: the typical attack on a map of cameras."""
    if report.kind not in REMOVAL_KINDS:
        return set()
    removals = [other for other in history.earlier if other.kind in REMOVAL_KINDS]
    same_operator = sum(bool(report.operator) and other.operator == report.operator for other in removals)
    reasons = set()
    if same_operator >= REMOVALS_OF_OPERATOR or history.removals_by_all >= REMOVALS_BY_ALL:
        reasons.add("erasing_operator")
    if len(removals) >= REMOVALS:
        reasons.add("erasing")
    return reasons
