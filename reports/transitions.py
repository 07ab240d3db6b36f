"""The states of a report and what leads from one to the other, once.

docs/moderation.md shows the same table, a test compares them; another walks every status x event.
"""

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"


class Event(StrEnum):
    SUBMIT = "submit"
    APPROVE = "approve"
    REJECT = "reject"


@dataclass(frozen=True)
class Transition:
    """`event` leads from any of `sources` (none: the report is made) to `target`."""

    event: Event
    sources: frozenset[Status]
    target: Status
    by: str


TABLE = {
    transition.event: transition
    for transition in (
        Transition(Event.SUBMIT, frozenset(), Status.PENDING, by="anyone"),
        Transition(Event.APPROVE, frozenset({Status.PENDING}), Status.APPROVED, by="moderator"),
        Transition(Event.REJECT, frozenset({Status.PENDING}), Status.REJECTED, by="moderator"),
    )
}
