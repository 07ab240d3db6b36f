"""Conflicts between a decision and the current state. A raised conflict means that nothing has changed."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reports.models import Report


class Conflict(Exception):
    """The decision conflicts with the current state. Nothing has changed."""


class AlreadyDecided(Conflict):
    """The report has changed since the person loaded it: decided, amended or otherwise. `report` is its
    current state."""

    def __init__(self, report: "Report") -> None:
        super().__init__(f"{report.reference} is {report.status}, version {report.version}")
        self.report = report


class NothingToChange(Conflict):
    """The camera already has every value that the report proposes."""


class CameraGone(Conflict):
    """The camera is no longer on the map."""


@dataclass(frozen=True)
class FieldConflict:
    """One field: the value that the reporter saw, the current one, and the proposed one."""

    name: str
    base: Any
    current: Any
    proposed: Any


class FieldConflicts(Conflict):
    """Fields that the report would change were changed since the reporter saw them."""

    def __init__(self, fields: list[FieldConflict]) -> None:
        super().__init__(", ".join(field.name for field in fields))
        self.fields = fields

    @property
    def names(self) -> list[str]:
        return [field.name for field in self.fields]


class ChangedSince(Conflict):
    """The camera was changed after the decision that is to be reverted. `fields`: those that differ now;
    `base` is the value after that decision, `proposed` the one that would be restored."""

    def __init__(self, fields: list[FieldConflict]) -> None:
        super().__init__(", ".join(field.name for field in fields))
        self.fields = fields


class BadTarget(Conflict):
    """Invalid merge target: the report itself, a closed report, or a camera that is not on the map."""


class NotRemoved(Conflict):
    """The camera cannot be revived here: it was not removed, or stood elsewhere."""
