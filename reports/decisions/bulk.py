"""Many decisions at once: each its own transaction, each with its own result."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied

from cameras.registry.neighbours import PossibleDuplicates
from reports.history.conflicts import Conflict
from reports.models import Report

MOST = 200


@dataclass(frozen=True)
class Outcome:
    """What became of one report; `problem` is None when the decision was taken."""

    report: Report
    problem: Conflict | PossibleDuplicates | PermissionDenied | None = None


def in_bulk(items: Sequence[tuple[Report, int]], act: Callable[[Report, int], object]) -> list[Outcome]:
    """Call `act(report, version)` for each. A conflict of one does not undo the others; the same bulk sent
    twice finds every report decided. Raises ValueError for more than MOST."""
    if len(items) > MOST:
        raise ValueError(f"{MOST} reports at most can be decided at once")
    return [_one(report, version, act) for report, version in items]


def _one(report: Report, version: int, act: Callable[[Report, int], object]) -> Outcome:
    try:
        act(report, version)
    except (Conflict, PossibleDuplicates, PermissionDenied) as problem:
        return Outcome(report, problem)
    return Outcome(report)
