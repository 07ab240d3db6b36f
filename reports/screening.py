"""What a report is asked at the door, beside being well formed: is there a ban, is the quota used up, does it
look like a flood or an erasure, does it lie in a zone. The first two refuse; the others only hold."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import shapely
from django.conf import settings
from django.utils import timezone
from shapely.geometry import shape

from accounts.models import User
from accounts.permissions import role_of
from accounts.roles import STAFF, Role
from cameras.geo import tile_of
from reports.models import Report, ReportQuerySet, SubmissionZone
from reports.quota import HOUR, Limit, count
from reports.risk import ERASING, HOLD_AT, Risk, Sent, Surroundings, assess
from reports.sender import Sender

if TYPE_CHECKING:
    from reports.submission import Submission

DAY = timedelta(days=1)
MOST_LOOKED_AT = 200  # reports of one sender in a day
KNOWN_AFTER = 3  # approved reports
NEIGHBOURHOOD = 13  # zoom of the square in which reports are counted: 3.5 km at 45 degrees
NO_LIMIT = 2**31 - 1


@dataclass(frozen=True)
class Screening:
    """What to write on the report. `public_reason` is told to its reporter."""

    score: int = 0
    reasons: tuple[str, ...] = ()
    public_reason: str = ""

    @property
    def holds(self) -> bool:
        return self.score >= HOLD_AT


def screen(submission: "Submission", sender: Sender, batch: str) -> Screening:
    """Score a report and find the zone that it lies in. Counts it in its neighbourhood: call it once, in the
    transaction that stores the report."""
    now = timezone.now()
    is_known = _is_known(sender)
    same = Report.objects.of_sender(batch, sender.person, sender.application)
    recent = same.sent_since(now - DAY)
    risk = _risk(submission, sender, recent, now, is_known=is_known)
    reasons = list(risk.reasons)
    if not is_known and _is_crowded(submission, now):
        reasons.append("area_burst")
    zone = zone_at(submission.latitude, submission.longitude, sender.person, now)
    if zone:
        reasons.append("zone")
    is_held = risk.holds or len(reasons) > len(risk.reasons)
    return Screening(
        max(risk.score, HOLD_AT) if is_held else risk.score,
        tuple(reasons),
        zone.public_reason if zone else "",
    )


def screen_again(report: Report, submission: "Submission") -> Screening:
    """What an amendment says that the report did not say before: a draft that looks innocent must not become
    an advertisement once it is in the queue. Measured at the moment of sending, beside the sender's reports
    before it; not counted anywhere."""
    sender = Sender("", report.reporter, application=report.application)
    sent_at = report.submitted_at
    same = Report.objects.of_sender(report.batch, report.reporter, report.application)
    earlier = same.exclude(pk=report.pk)
    recent = earlier.filter(submitted_at__range=(sent_at - DAY, sent_at))
    risk = _risk(submission, sender, recent, sent_at, is_known=_is_known(sender))
    reasons = list(risk.reasons)
    zone = zone_at(submission.latitude, submission.longitude, report.reporter, timezone.now())
    if zone:
        reasons.append("zone")
    is_new = not set(reasons) <= set(report.risk_reasons)
    score = HOLD_AT if zone and is_new else risk.score if is_new else 0
    return Screening(score, tuple(reasons), zone.public_reason if zone else "")


def _is_known(sender: Sender) -> bool:
    if sender.person is None and sender.application is None:
        return False
    if role_of(sender.person) in STAFF | {Role.TRUSTED}:
        return True
    sent = Report.objects.of_sender("", sender.person, sender.application)
    return sent.approved().count() >= KNOWN_AFTER


def _risk(
    submission: "Submission", sender: Sender, recent: ReportQuerySet, now: datetime, *, is_known: bool
) -> Risk:
    """`recent`: what the same sender sent in the day before."""
    latest = recent.select_related("camera").order_by("-submitted_at")[:MOST_LOOKED_AT]
    before = [_sent(one) for one in latest][::-1]
    sent = _incoming(submission, now)
    around = Surroundings(
        before=before,
        gone_by_all=0 if is_known else _gone_by_all(sent, now),
        is_known=is_known,
        is_program=sender.application is not None,
        is_trapped=sender.is_trapped,
        form_seconds=sender.form_seconds,
        country=settings.COUNTRY,
    )
    return assess(sent, around)


def _sent(report: Report) -> Sent:
    return Sent(
        at=report.submitted_at,
        kind=report.kind,
        latitude=report.latitude,
        longitude=report.longitude,
        operator=report.claim("operator"),
        note=report.note,
    )


def _incoming(submission: "Submission", now: datetime) -> Sent:
    said = {name: str(value) for name, value in submission.proposed.items() if isinstance(value, str)}
    known = submission.seen.snapshot.get("operator", "") if submission.seen else ""
    return Sent(
        at=now,
        kind=str(submission.kind),
        latitude=submission.latitude,
        longitude=submission.longitude,
        operator=said.get("operator", known),
        note=submission.note,
        public_text=f"{said.get('operator', '')} {said.get('mount', '')}".strip(),
        observed_on=submission.observed_on,
    )


def _gone_by_all(sent: Sent, now: datetime) -> int:
    """Open ones that would take cameras of the same operator off the map. Those that were decided had
    somebody's eyes already."""
    if sent.kind not in ERASING or not sent.operator:
        return 0
    waiting = Report.objects.open().sent_since(now - DAY)
    return waiting.filter(kind__in=ERASING, camera__operator=sent.operator).count()


def _is_crowded(submission: "Submission", now: datetime) -> bool:
    """Many reports from many networks at one place in one hour: held, not refused, or a flood would shut the
    door for the people who live there."""
    x, y = tile_of(NEIGHBOURHOOD, submission.latitude, submission.longitude)
    square = Limit("near", NO_LIMIT, HOUR)
    sent = count(square, f"{NEIGHBOURHOOD}/{x}/{y}", now=now, most=NO_LIMIT)
    return (sent or 0) > settings.REPORTS_BURST


def zone_at(lat: float, lon: float, person: User | None, now: datetime) -> SubmissionZone | None:
    """The active zone that holds a point (WGS 84 degrees) and concerns the person."""
    if role_of(person) in STAFF | {Role.TRUSTED}:
        return None
    zones = SubmissionZone.objects.active(now).order_by("pk")
    return next((zone for zone in _concerning(zones, person) if _holds(zone, lat, lon)), None)


def _concerning(zones: Iterable[SubmissionZone], person: User | None) -> list[SubmissionZone]:
    return [zone for zone in zones if person is None or zone.policy == SubmissionZone.Policy.HOLD_ALL]


def _holds(zone: SubmissionZone, lat: float, lon: float) -> bool:
    return bool(shapely.intersects_xy(shape(zone.polygon), lon, lat))
