"""Actions of the reporter on a report: amend, answer, withdraw, erase.

The reporter is whoever has the secret link or the account that sent the report; the views check that.
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

# Attributes that the reporter may change; not the camera that the report is about.
AMENDABLE = ("latitude", "longitude", "proposed", "basis", "source_url", "observed_on", "note")


def amend(report: Report, submission: Submission, *, version: int) -> None:
    """Change the report. Raises AlreadyDecided when it was decided or has changed since `version`.

    The new content is screened like a new report and may be held."""
    values = {name: getattr(submission, name) for name in AMENDABLE}
    values["tile"] = tile_key(submission.latitude, submission.longitude)
    previous = report.content()
    with transaction.atomic():
        screening = screen_amendment(report, submission)
        reasons = list(dict.fromkeys([*report.risk_reasons, *screening.reasons]))
        values |= {"risk_score": max(report.risk_score, screening.score), "risk_reasons": reasons}
        advance(report, Event.AMEND, version=version, data={"before": previous}, **values)
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
    """Withdraw the report before a decision. Raises AlreadyDecided."""
    with transaction.atomic():
        advance(report, Event.WITHDRAW, version=version)


def erase(report: Report, *, version: int) -> None:
    """Delete the reporter's data. An open report is withdrawn first; a published camera stays, under its
    licence and without any data about the reporter. Raises AlreadyDecided.

    The location of a report that was never approved is deleted too.
    """
    with transaction.atomic():
        if report.status in OPEN:
            advance(report, Event.WITHDRAW, version=version)
            version += 1
        cleared: dict[str, Any] = {
            "submitted": {}, "payload_hash": "", "note": "", "source_url": "", "observed_on": None,
            "reporter": None, "batch": "", "risk_reasons": [], "erased_at": timezone.now(),
        }  # fmt: skip
        if report.revision_id is None:
            cleared |= {"proposed": {}, "acknowledged": [], "latitude": 0.0, "longitude": 0.0, "tile": 0}
            report.areas.clear()
        advance(report, Event.ERASE, version=version, **cleared)
        texts = ReportEvent.objects.filter(report=report, event__in=[Event.AMEND, Event.ANSWER])
        texts.update(data={})
        contacts.delete_contact(report)
