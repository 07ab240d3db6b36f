"""The state machine of a report: statuses, events and the transition table. No Django, no database.

docs/moderation.md shows the same table (a test compares them); other tests walk every status x event x role.
"""

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    PENDING = "pending"
    HELD = "held"
    NEEDS_INFO = "needs_info"
    APPROVED = "approved"
    REJECTED = "rejected"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    REVERTED = "reverted"


class Event(StrEnum):
    SUBMIT = "submit"
    HOLD = "hold"
    RELEASE = "release"
    AMEND = "amend"
    ASK = "ask"
    ANSWER = "answer"
    FLAG = "flag"
    APPROVE = "approve"
    REJECT = "reject"
    MERGE = "merge"
    WITHDRAW = "withdraw"
    EXPIRE = "expire"
    REOPEN = "reopen"
    REVERT = "revert"
    ERASE = "erase"


class Actor(StrEnum):
    """Who may trigger an event; accounts/roles.py has the permissions of each role."""

    ANYONE = "anyone"
    REPORTER = "reporter"
    MODERATOR = "moderator"
    SYSTEM = "system"


OPEN = frozenset({Status.PENDING, Status.HELD, Status.NEEDS_INFO})
ALL_STATUSES = frozenset(Status)


@dataclass(frozen=True)
class Transition:
    """`event` leads from any of `sources` (none: it creates the report) to `target` (None: status
    unchanged)."""

    event: Event
    sources: frozenset[Status]
    target: Status | None
    by: frozenset[Actor]

    def leads_to(self, status: Status) -> Status:
        return self.target or status


def _row(
    event: Event, sources: frozenset[Status] | set[Status], target: Status | None, *by: Actor
) -> Transition:
    return Transition(event, frozenset(sources), target, frozenset(by))


TABLE = {
    row.event: row
    for row in (
        _row(Event.SUBMIT, set(), Status.PENDING, Actor.ANYONE),
        _row(Event.HOLD, {Status.PENDING}, Status.HELD, Actor.MODERATOR, Actor.SYSTEM),
        _row(Event.RELEASE, {Status.HELD}, Status.PENDING, Actor.MODERATOR),
        _row(Event.AMEND, {Status.PENDING, Status.NEEDS_INFO}, None, Actor.REPORTER),
        _row(Event.ASK, {Status.PENDING}, Status.NEEDS_INFO, Actor.MODERATOR),
        _row(Event.ANSWER, {Status.NEEDS_INFO}, Status.PENDING, Actor.REPORTER),
        _row(Event.FLAG, OPEN, None, Actor.MODERATOR),
        _row(Event.APPROVE, {Status.PENDING}, Status.APPROVED, Actor.MODERATOR),
        _row(Event.REJECT, OPEN, Status.REJECTED, Actor.MODERATOR),
        _row(Event.MERGE, {Status.PENDING, Status.NEEDS_INFO}, Status.MERGED, Actor.MODERATOR),
        _row(Event.WITHDRAW, OPEN, Status.WITHDRAWN, Actor.REPORTER),
        _row(Event.EXPIRE, {Status.HELD, Status.NEEDS_INFO}, Status.EXPIRED, Actor.SYSTEM),
        _row(Event.REOPEN, {Status.REJECTED, Status.MERGED, Status.EXPIRED}, Status.PENDING, Actor.MODERATOR),
        _row(Event.REVERT, {Status.APPROVED}, Status.REVERTED, Actor.MODERATOR),
        _row(Event.ERASE, ALL_STATUSES, None, Actor.REPORTER),
    )
}


def replay(events: list[str]) -> Status | None:
    """The status after these events. Raises ValueError for an event that its predecessor does not allow."""
    status: Status | None = None
    for name in events:
        row = TABLE[Event(name)]
        if (status not in row.sources) if status else bool(row.sources):
            raise ValueError(f"{name} cannot follow on {status}")
        status = row.target if status is None else row.leads_to(status)
    return status
