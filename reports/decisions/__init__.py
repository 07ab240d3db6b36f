"""What moderators decide: the transactions that cross reports and cameras.

Each verb takes the report, who decides (`by`) and the `version` that they looked at. It asks whether they may
(OwnReport, OutOfArea, PermissionDenied), moves the report or raises a Conflict, and writes one event.
"""

from reports.decisions.approve import approve, contributions
from reports.decisions.bulk import MOST, Outcome, in_bulk
from reports.decisions.hide import hide, unhide
from reports.decisions.merge import merge
from reports.decisions.other_decisions import ask, flag, hold, reject, release, reopen
from reports.decisions.revert import UNDO_WITHIN, may_revert, revert
from reports.history.conflicts import (
    AlreadyDecided,
    BadTarget,
    CameraGone,
    ChangedSince,
    Conflict,
    FieldConflict,
    FieldConflicts,
    NothingToChange,
)

__all__ = [
    "MOST",
    "UNDO_WITHIN",
    "AlreadyDecided",
    "BadTarget",
    "CameraGone",
    "ChangedSince",
    "Conflict",
    "FieldConflict",
    "FieldConflicts",
    "NothingToChange",
    "Outcome",
    "approve",
    "ask",
    "contributions",
    "flag",
    "hide",
    "hold",
    "in_bulk",
    "may_revert",
    "merge",
    "reject",
    "release",
    "reopen",
    "revert",
    "unhide",
]
