"""The states of a report and what leads from one to the other, once. No Django, no database.

docs/moderation.md shows the same table, a test compares them; others walk every status x event x role.
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


class By(StrEnum):
    """Who makes an event happen; accounts/roles.py says which roles moderate what."""

    ANYONE = "anyone"
    REPORTER = "reporter"
    MODERATOR = "moderator"
    SYSTEM = "system"


OPEN = frozenset({Status.PENDING, Status.HELD, Status.NEEDS_INFO})
EVERY = frozenset(Status)


@dataclass(frozen=True)
class Transition:
    """`event` leads from any of `sources` (none: the report is made) to `target`; None: it stays as it is."""

    event: Event
    sources: frozenset[Status]
    target: Status | None
    by: frozenset[By]

    def leads_to(self, status: Status) -> Status:
        return self.target or status


def _row(
    event: Event, sources: frozenset[Status] | set[Status], target: Status | None, *by: By
) -> Transition:
    return Transition(event, frozenset(sources), target, frozenset(by))


TABLE = {
    row.event: row
    for row in (
        _row(Event.SUBMIT, set(), Status.PENDING, By.ANYONE),
        _row(Event.HOLD, {Status.PENDING}, Status.HELD, By.MODERATOR, By.SYSTEM),
        _row(Event.RELEASE, {Status.HELD}, Status.PENDING, By.MODERATOR),
        _row(Event.AMEND, {Status.PENDING, Status.NEEDS_INFO}, None, By.REPORTER),
        _row(Event.ASK, {Status.PENDING}, Status.NEEDS_INFO, By.MODERATOR),
        _row(Event.ANSWER, {Status.NEEDS_INFO}, Status.PENDING, By.REPORTER),
        _row(Event.FLAG, OPEN, None, By.MODERATOR),
        _row(Event.APPROVE, {Status.PENDING}, Status.APPROVED, By.MODERATOR),
        _row(Event.REJECT, OPEN, Status.REJECTED, By.MODERATOR),
        _row(Event.MERGE, {Status.PENDING, Status.NEEDS_INFO}, Status.MERGED, By.MODERATOR),
        _row(Event.WITHDRAW, OPEN, Status.WITHDRAWN, By.REPORTER),
        _row(Event.EXPIRE, {Status.HELD, Status.NEEDS_INFO}, Status.EXPIRED, By.SYSTEM),
        _row(Event.REOPEN, {Status.REJECTED, Status.MERGED, Status.EXPIRED}, Status.PENDING, By.MODERATOR),
        _row(Event.REVERT, {Status.APPROVED}, Status.REVERTED, By.MODERATOR),
        _row(Event.ERASE, EVERY, None, By.REPORTER),
    )
}


def replay(events: list[str]) -> Status | None:
    """The status that events lead to, in their order. Raises ValueError when one of them cannot follow."""
    status: Status | None = None
    for name in events:
        row = TABLE[Event(name)]
        if (status not in row.sources) if status else bool(row.sources):
            raise ValueError(f"{name} cannot follow on {status}")
        status = row.target if status is None else row.leads_to(status)
    return status
