"""Decisions that do not change the registry: reject, ask, hold, release, flag, reopen."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.roles import Action
from reports.history.conflicts import AlreadyDecided
from reports.history.events import advance
from reports.jurisdiction import require_permission
from reports.models import Report
from reports.models.transitions import Event


def reject(report: Report, *, by: User, version: int, reason: str, public_reason: str = "") -> None:
    """Reject the report, with a reason that the reporter reads. Raises AlreadyDecided, ValueError."""
    code = Report.Reason(reason)
    decision = {"decided_by": by, "decided_at": timezone.now()}
    texts = {"reason": code.value, "public_reason": public_reason}
    _apply(report, Event.REJECT, by=by, version=version, data=texts, **texts, **decision)


def ask(report: Report, *, by: User, version: int, question: str) -> None:
    """Ask the reporter a question; the report waits for the answer. Raises AlreadyDecided, ValueError."""
    _apply(report, Event.ASK, by=by, version=version, data={"question": _required(question)})


def hold(report: Report, *, by: User, version: int, reason: str) -> None:
    """Set the report aside for a closer look. Raises AlreadyDecided, ValueError."""
    _apply(report, Event.HOLD, by=by, version=version, data={"reason": _required(reason)})


def release(report: Report, *, by: User, version: int) -> None:
    """Put a held report back into the queue. Raises AlreadyDecided."""
    _apply(report, Event.RELEASE, by=by, version=version)


def flag(report: Report, *, by: User, version: int, second_opinion: bool, note: str = "") -> None:
    """Request a second opinion, or withdraw the request. Raises AlreadyDecided."""
    _apply(
        report,
        Event.FLAG,
        by=by,
        version=version,
        data={"second_opinion": second_opinion, "note": note},
        second_opinion=second_opinion,
    )


def reopen(report: Report, *, by: User, version: int, reason: str) -> None:
    """Put a rejected, merged or expired report back into the queue. Raises AlreadyDecided, also when the
    reporter deleted its content; ValueError."""
    if report.erased_at:
        raise AlreadyDecided(report)
    cleared = {"decided_by": None, "decided_at": None, "merged_into": None, "merged_into_camera": None}
    data = {"reason": _required(reason), "was": report.status, "was_reason": report.reason}
    _apply(report, Event.REOPEN, by=by, version=version, data=data, reason="", public_reason="", **cleared)


def _apply(report: Report, event: Event, *, by: User, version: int, **values: Any) -> None:
    with transaction.atomic():
        require_permission(report, Action.REVIEW, by=by)
        advance(report, event, version=version, by=by, **values)


def _required(text: str) -> str:
    if not text.strip():
        raise ValueError("a sentence is missing")
    return text.strip()
