"""What the reporter may still do with a report: change it, answer, withdraw it, delete what is theirs.

Who holds the secret link, or the account it was sent from, is the reporter; the views look that up.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone

from cameras.geo import tile_key
from reports.history.events import advance
from reports.intake.receive import hold_for_review
from reports.intake.screening import screen_amendment
from reports.intake.submission import Submission
from reports.jurisdiction import assign_areas
from reports.mail import contacts
from reports.models import Report, ReportEvent
from reports.models.transitions import OPEN, Event, Status

# What of a report its reporter may change; the camera that it is about stays.
AMENDABLE = ("latitude", "longitude", "proposed", "basis", "source_url", "observed_on", "note")


def amend(report: Report, submission: Submission, *, version: int) -> None:
    """Say it better. Raises AlreadyDecided once somebody decided, or when it changed since it was read.

    It is looked at as a new report is: what it says now may hold it."""
    said = {name: getattr(submission, name) for name in AMENDABLE}
    said["tile"] = tile_key(submission.latitude, submission.longitude)
    before = report.content()
    with transaction.atomic():
        screening = screen_amendment(report, submission)
        reasons = list(dict.fromkeys([*report.risk_reasons, *screening.reasons]))
        said |= {"risk_score": max(report.risk_score, screening.score), "risk_reasons": reasons}
        advance(report, Event.AMEND, version=version, data={"before": before}, **said)
        assign_areas(report)
        if screening.holds and report.status == Status.PENDING:
            hold_for_review(report, screening)


def answer(report: Report, *, version: int, text: str) -> None:
    """Answer the moderator's question; the report goes back into the queue. Raises AlreadyDecided,
    ValueError."""
    if not text.strip():
        raise ValueError("an answer is missing")
    with transaction.atomic():
        advance(report, Event.ANSWER, version=version, data={"answer": text.strip()})


def withdraw(report: Report, *, version: int) -> None:
    """Take it back before anybody decides. Raises AlreadyDecided."""
    with transaction.atomic():
        advance(report, Event.WITHDRAW, version=version)


def erase(report: Report, *, version: int) -> None:
    """Delete what the reporter wrote. An open report is withdrawn first; a camera on the map stays there: it
    is published under its licence and says nothing of who reported it. Raises AlreadyDecided.

    Of a report that never reached the map not even the place is kept.
    """
    with transaction.atomic():
        if report.status in OPEN:
            advance(report, Event.WITHDRAW, version=version)
            version += 1
        gone: dict[str, Any] = {
            "submitted": {}, "payload_hash": "", "note": "", "source_url": "", "observed_on": None,
            "reporter": None, "batch": "", "risk_reasons": [], "erased_at": timezone.now(),
        }  # fmt: skip
        if report.revision_id is None:
            gone |= {"proposed": {}, "acknowledged": [], "latitude": 0.0, "longitude": 0.0, "tile": 0}
            report.areas.clear()
        advance(report, Event.ERASE, version=version, **gone)
        texts = ReportEvent.objects.filter(report=report, event__in=[Event.AMEND, Event.ANSWER])
        texts.update(data={})
        contacts.delete_contact(report)
