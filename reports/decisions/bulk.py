"""Bulk decisions: each report in its own transaction, with its own result."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied

from cameras.registry.neighbours import PossibleDuplicates
from reports.history.conflicts import Conflict
from reports.models import Report

MAX_BULK = 200


@dataclass(frozen=True)
class Outcome:
    """Result for one report; `problem` is None when the decision was applied."""

    report: Report
    problem: Conflict | PossibleDuplicates | PermissionDenied | None = None


def in_bulk(items: Sequence[tuple[Report, int]], decide: Callable[[Report, int], object]) -> list[Outcome]:
    """Call `decide(report, version)` for each. A conflict of one does not affect the others; sending the same
    request twice decides nothing twice. Raises ValueError for more than MAX_BULK."""
    if len(items) > MAX_BULK:
        raise ValueError(f"{MAX_BULK} reports at most can be decided at once")
    return [_decide_one(report, version, decide) for report, version in items]


def _decide_one(report: Report, version: int, decide: Callable[[Report, int], object]) -> Outcome:
    try:
        decide(report, version)
    except (Conflict, PossibleDuplicates, PermissionDenied) as error:
        return Outcome(report, error)
    return Outcome(report)
