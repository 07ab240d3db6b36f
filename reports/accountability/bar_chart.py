"""Stacked bar chart as rectangles with integer coordinates, rendered as SVG by the server without a
script."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.accountability.transparency import MonthlyDecisions

WIDTH, HEIGHT, BASELINE = 720, 220, 184  # SVG units; the bars stand on BASELINE
TOP = 16
SEGMENTS = ("approved", "merged", "refused", "reverted")  # from the bottom up


@dataclass(frozen=True)
class Segment:
    name: str
    y: int
    height: int


@dataclass(frozen=True)
class Bar:
    month: MonthlyDecisions
    x: int
    middle: int
    width: int
    total: int
    top: int
    segments: tuple[Segment, ...]


def bars(months: Sequence[MonthlyDecisions]) -> list[Bar]:
    """The bars of some months. Segment edges are rounded, not heights, so that the heights of the segments
    add up to the height of the bar."""
    highest = max((_total(month) for month in months), default=0) or 1
    step = WIDTH // max(1, len(months))
    return [_bar(month, n * step, step, highest) for n, month in enumerate(months)]


def _total(month: MonthlyDecisions) -> int:
    return sum(getattr(month, name) for name in SEGMENTS)


def _bar(month: MonthlyDecisions, left: int, step: int, highest: int) -> Bar:
    segments, below, scale = [], 0, BASELINE - TOP
    for name in SEGMENTS:
        bottom = round(below * scale / highest)
        below += getattr(month, name)
        top_edge = round(below * scale / highest)
        if top_edge > bottom:
            segments.append(Segment(name, BASELINE - top_edge, top_edge - bottom))
    width = step * 2 // 3
    top = BASELINE - round(below * scale / highest) - 5
    return Bar(month, left + (step - width) // 2, left + step // 2, width, below, top, tuple(segments))
