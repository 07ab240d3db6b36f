"""Decisions that leave the map as it is: refusing, asking, setting aside, opening again."""

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
    """Refuse the report, with a reason that the reporter reads. Raises AlreadyDecided, ValueError."""
    code = Report.Reason(reason)
    decision = {"decided_by": by, "decided_at": timezone.now()}
    said = {"reason": code.value, "public_reason": public_reason}
    _move(report, Event.REJECT, by=by, version=version, data=said, **said, **decision)


def ask(report: Report, *, by: User, version: int, question: str) -> None:
    """Ask the reporter something; the report waits for the answer. Raises AlreadyDecided, ValueError."""
    _move(report, Event.ASK, by=by, version=version, data={"question": _said(question)})


def hold(report: Report, *, by: User, version: int, reason: str) -> None:
    """Set the report aside for a closer look. Raises AlreadyDecided, ValueError."""
    _move(report, Event.HOLD, by=by, version=version, data={"reason": _said(reason)})


def release(report: Report, *, by: User, version: int) -> None:
    """Put a held report back into the queue. Raises AlreadyDecided."""
    _move(report, Event.RELEASE, by=by, version=version)


def flag(report: Report, *, by: User, version: int, wanted: bool, note: str = "") -> None:
    """Ask for a second opinion, or say that it is no longer needed. Raises AlreadyDecided."""
    _move(
        report,
        Event.FLAG,
        by=by,
        version=version,
        data={"second_opinion": wanted, "note": note},
        second_opinion=wanted,
    )


def reopen(report: Report, *, by: User, version: int, reason: str) -> None:
    """Put a refused, merged or expired report back into the queue. Raises AlreadyDecided, also when its
    reporter deleted what was in it; ValueError."""
    if report.erased_at:
        raise AlreadyDecided(report)
    nothing = {"decided_by": None, "decided_at": None, "merged_into": None, "merged_into_camera": None}
    data = {"reason": _said(reason), "was": report.status, "was_reason": report.reason}
    _move(report, Event.REOPEN, by=by, version=version, data=data, reason="", public_reason="", **nothing)


def _move(report: Report, event: Event, *, by: User, version: int, **values: Any) -> None:
    with transaction.atomic():
        require_permission(report, Action.REVIEW, by=by)
        advance(report, event, version=version, by=by, **values)


def _said(text: str) -> str:
    if not text.strip():
        raise ValueError("a sentence is missing")
    return text.strip()
