"""Why a decision cannot be taken as things stand. After each of them nothing has changed."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reports.models import Report


class Conflict(Exception):
    """A decision that cannot be taken as things stand. Nothing has changed."""


class AlreadyDecided(Conflict):
    """The report is no longer what the person looked at: decided, amended, or moved on otherwise. `report`
    is what it is now."""

    def __init__(self, report: "Report") -> None:
        super().__init__(f"{report.reference} is {report.status}, version {report.version}")
        self.report = report


class NothingToChange(Conflict):
    """The map says already what the report says."""


class CameraGone(Conflict):
    """The camera is no longer on the map."""


@dataclass(frozen=True)
class FieldConflict:
    """One field: what the reporter saw, what the map says now, what the report wants."""

    name: str
    base: Any
    current: Any
    proposed: Any


class FieldConflicts(Conflict):
    """Fields that the report wants to change were changed since the reporter looked."""

    def __init__(self, fields: list[FieldConflict]) -> None:
        super().__init__(", ".join(field.name for field in fields))
        self.fields = fields

    @property
    def names(self) -> list[str]:
        return [field.name for field in self.fields]


class ChangedSince(Conflict):
    """The camera was changed after the decision that is to be taken back. `fields`: what differs now, with
    what the decision left as `base` and what would be restored as `proposed`."""

    def __init__(self, fields: list[FieldConflict]) -> None:
        super().__init__(", ".join(field.name for field in fields))
        self.fields = fields


class BadTarget(Conflict):
    """The report cannot be merged into that: it is itself, closed, or not on the map."""


class NotRemoved(Conflict):
    """The camera cannot stand again there: it was not taken down, or stood elsewhere."""
