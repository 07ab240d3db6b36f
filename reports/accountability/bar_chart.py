"""A chart of stacked bars, as rectangles of whole numbers: drawn by the server, read without a script."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.accountability.transparency import Month

WIDTH, HEIGHT, BASE = 720, 220, 184  # of the drawing; where the bars stand
TOP = 16
PARTS = ("approved", "merged", "refused", "reverted")  # from the bottom up


@dataclass(frozen=True)
class Part:
    name: str
    y: int
    height: int


@dataclass(frozen=True)
class Bar:
    month: Month
    x: int
    middle: int
    width: int
    total: int
    top: int
    parts: tuple[Part, ...]


def bars(months: Sequence[Month]) -> list[Bar]:
    """Heights add up to the rounded height of the whole, so that no bar loses a pixel to rounding."""
    most = max((_total(month) for month in months), default=0) or 1
    step = WIDTH // max(1, len(months))
    return [_bar(month, n * step, step, most) for n, month in enumerate(months)]


def _total(month: Month) -> int:
    return sum(getattr(month, name) for name in PARTS)


def _bar(month: Month, left: int, step: int, most: int) -> Bar:
    parts, below, room = [], 0, BASE - TOP
    for name in PARTS:
        low = round(below * room / most)
        below += getattr(month, name)
        high = round(below * room / most)
        if high > low:
            parts.append(Part(name, BASE - high, high - low))
    width = step * 2 // 3
    top = BASE - round(below * room / most) - 5
    return Bar(month, left + (step - width) // 2, left + step // 2, width, below, top, tuple(parts))
