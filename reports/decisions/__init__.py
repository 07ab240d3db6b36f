"""Decisions of moderators: the transactions that change both reports and cameras.

Each function takes the report, the moderator (`by`) and the `version` they saw. It checks the permission
(OwnReport, OutOfArea, PermissionDenied), applies the transition or raises a Conflict, and writes one event.
"""

from reports.decisions.approve import approve, contributions
from reports.decisions.bulk import MAX_BULK, Outcome, in_bulk
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
    "MAX_BULK",
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
