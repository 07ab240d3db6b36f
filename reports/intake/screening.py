"""Screening of a valid report: risk score, bursts in one place, submission zones. It can only hold a report;
bans and quotas, which refuse one, are checked before (reports/senders)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import shapely
from django.conf import settings
from django.utils import timezone
from shapely.geometry import shape

from accounts.models import User
from accounts.permissions import role_of
from accounts.roles import STAFF, Role
from cameras.geo import tile_of
from reports.intake.risk import HOLD_AT, REMOVAL_KINDS, Risk, ScoredReport, SenderHistory, assess
from reports.intake.submission import Submission
from reports.models import Report, ReportQuerySet, SubmissionZone
from reports.senders.quota import HOUR, Limit, increment
from reports.senders.sender import Sender

DAY = timedelta(days=1)
MAX_HISTORY = 200  # reports of one sender in a day
ESTABLISHED_AFTER = 3  # approved reports
BURST_ZOOM = 13  # zoom of the square in which reports are counted: 3.5 km at 45 degrees
NO_LIMIT = 2**31 - 1  # the counter only counts


@dataclass(frozen=True)
class Screening:
    """The result, stored with the report. The reporter reads only `public_reason`."""

    score: int = 0
    reasons: tuple[str, ...] = ()
    public_reason: str = ""

    @property
    def holds(self) -> bool:
        return self.score >= HOLD_AT


def screen_submission(submission: Submission, sender: Sender, batch: str) -> Screening:
    """Screen a new report. Counts it for the burst limit of its surroundings: call it once, in the
    transaction that stores the report."""
    now = timezone.now()
    is_established = _is_established(sender)
    of_sender = Report.objects.of_sender(batch, sender.person, sender.application)
    recent = of_sender.sent_since(now - DAY)
    risk = _risk(submission, sender, recent, now, is_established=is_established)
    reasons = list(risk.reasons)
    if not is_established and _is_crowded(submission, now):
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


def screen_amendment(report: Report, submission: Submission) -> Screening:
    """Screen an amendment for reasons that the report did not have before: an innocent report must not become
    an advertisement once it is in the queue. Uses the time of submission and the sender's reports before it;
    counts nothing."""
    sender = Sender("", report.reporter, application=report.application)
    sent_at = report.submitted_at
    of_sender = Report.objects.of_sender(report.batch, report.reporter, report.application)
    earlier = of_sender.exclude(pk=report.pk)
    recent = earlier.filter(submitted_at__range=(sent_at - DAY, sent_at))
    risk = _risk(submission, sender, recent, sent_at, is_established=_is_established(sender))
    reasons = list(risk.reasons)
    zone = zone_at(submission.latitude, submission.longitude, report.reporter, timezone.now())
    if zone:
        reasons.append("zone")
    is_new = not set(reasons) <= set(report.risk_reasons)
    score = HOLD_AT if zone and is_new else risk.score if is_new else 0
    return Screening(score, tuple(reasons), zone.public_reason if zone else "")


def _is_established(sender: Sender) -> bool:
    if sender.person is None and sender.application is None:
        return False
    if role_of(sender.person) in STAFF | {Role.TRUSTED}:
        return True
    reports = Report.objects.of_sender("", sender.person, sender.application)
    return reports.approved().count() >= ESTABLISHED_AFTER


def _risk(
    submission: Submission, sender: Sender, recent: ReportQuerySet, now: datetime, *, is_established: bool
) -> Risk:
    """`recent`: reports of the same sender in the preceding day."""
    latest = recent.select_related("camera").order_by("-submitted_at")[:MAX_HISTORY]
    earlier = [_scored(report) for report in latest][::-1]
    scored = _scored_submission(submission, now)
    history = SenderHistory(
        earlier=earlier,
        removals_by_all=0 if is_established else _removals_by_all(scored, now),
        is_established=is_established,
        is_application=sender.application is not None,
        filled_honeypot=sender.filled_honeypot,
        form_seconds=sender.form_seconds,
        country=settings.COUNTRY,
    )
    return assess(scored, history)


def _scored(report: Report) -> ScoredReport:
    return ScoredReport(
        at=report.submitted_at,
        kind=report.kind,
        latitude=report.latitude,
        longitude=report.longitude,
        operator=report.value_of("operator"),
        note=report.note,
    )


def _scored_submission(submission: Submission, now: datetime) -> ScoredReport:
    texts = {name: str(value) for name, value in submission.proposed.items() if isinstance(value, str)}
    current_operator = submission.base_revision.state["operator"] if submission.base_revision else ""
    return ScoredReport(
        at=now,
        kind=str(submission.kind),
        latitude=submission.latitude,
        longitude=submission.longitude,
        operator=texts.get("operator", current_operator),
        note=submission.note,
        public_text=f"{texts.get('operator', '')} {texts.get('mount', '')}".strip(),
        observed_on=submission.observed_on,
    )


def _removals_by_all(scored: ScoredReport, now: datetime) -> int:
    """Number of open reports that would remove cameras of the same operator. Decided ones were reviewed
    already."""
    if scored.kind not in REMOVAL_KINDS or not scored.operator:
        return 0
    waiting = Report.objects.open().sent_since(now - DAY)
    return waiting.filter(kind__in=REMOVAL_KINDS, camera__operator=scored.operator).count()


def _is_crowded(submission: Submission, now: datetime) -> bool:
    """Whether this tile received more than REPORTS_BURST reports within an hour, from any network. They are
    held and not refused: otherwise a flood would lock out the residents."""
    x, y = tile_of(BURST_ZOOM, submission.latitude, submission.longitude)
    limit = Limit("near", NO_LIMIT, HOUR)
    count = increment(limit, f"{BURST_ZOOM}/{x}/{y}", now=now, quota=NO_LIMIT)
    return (count or 0) > settings.REPORTS_BURST


def zone_at(lat: float, lon: float, person: User | None, now: datetime) -> SubmissionZone | None:
    """The active zone that contains a point (WGS 84 degrees) and applies to the person."""
    if role_of(person) in STAFF | {Role.TRUSTED}:
        return None
    zones = SubmissionZone.objects.active(now).order_by("pk")
    return next((zone for zone in _applicable(zones, person) if _contains(zone, lat, lon)), None)


def _applicable(zones: Iterable[SubmissionZone], person: User | None) -> list[SubmissionZone]:
    return [zone for zone in zones if person is None or zone.policy == SubmissionZone.Policy.HOLD_ALL]


def _contains(zone: SubmissionZone, lat: float, lon: float) -> bool:
    return bool(shapely.intersects_xy(shape(zone.polygon), lon, lat))
