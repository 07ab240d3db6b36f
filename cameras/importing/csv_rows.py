"""The rows of CSV and its kin: any usual delimiter, any line end, quoted cells."""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TextIO

from cameras.importing.text import DoubleDecoding
from cameras.importing.unreadable import UnreadableFile

DELIMITERS = (",", ";", "\t", "|")
_SNIFFED = 50  # rows that tell the delimiter
_SEP = re.compile(r"sep=([,;\t|])", re.IGNORECASE)
# Behind the last line: inside a quote that is still open it does not make a row of its own.
_END = "\x1e"
# Python stops at 131,072 signs, and outlines of areas in a cell are longer.
csv.field_size_limit(1 << 27)


@dataclass(frozen=True)
class Layout:
    """How a table is laid out: its delimiter, and how many rows stand above its header."""

    path: Path
    delimiter: str
    skip: int = 0


@dataclass(frozen=True)
class Checked:
    """What was seen of a whole table: its rows below the header, and the line of one that is cut short."""

    rows: int
    cut_line: int


def sniff(path: Path, skip: int = 0) -> str | None:
    """The delimiter that parts the first lines into the same number of cells, the most if several do."""
    if stated := _stated(path):
        return stated
    best: tuple[int, str | None] = (1, None)
    for delimiter in DELIMITERS:
        found = zip(range(_SNIFFED), rows(Layout(path, delimiter, skip)), strict=False)
        widths = [len(row) for _, (_, row) in found if row]
        # A cell with the delimiter in it, or a short last line, must not outvote the header.
        if widths and widths[0] > best[0] and widths.count(widths[0]) * 2 > len(widths):
            best = (widths[0], delimiter)
    return best[1]


def _stated(path: Path) -> str:
    """The delimiter that a spreadsheet has written down as its first line, `sep=;`."""
    with _opened(path) as file:
        match = _SEP.fullmatch(file.readline(10).rstrip("\r\n"))
    return match[1] if match else ""


def _opened(path: Path) -> TextIO:
    # Damaged bytes become surrogates here, so that the row alone is refused.
    return path.open(encoding="utf-8-sig", errors="surrogateescape", newline="")


def rows(layout: Layout) -> Iterator[tuple[int, list[str]]]:
    """The filled rows with the number of the line each ends on; the first one is the header, cleaned."""
    above = layout.skip + bool(_stated(layout.path))
    with _opened(layout.path) as file:
        reader = csv.reader(file, delimiter=layout.delimiter)
        first = True
        try:
            for number, row in enumerate(reader):
                if number < above or not row:
                    continue
                if first:
                    row, first = numbered([" ".join(cell.split()) for cell in row]), False
                yield reader.line_num, row
        except csv.Error as error:
            raise UnreadableFile(
                f"Line {reader.line_num} of the table cannot be read ({error}); is a quote not closed?"
            ) from error


def numbered(names: list[str]) -> list[str]:
    """Columns of the same name become `note`, `note_2`, so that no cell hides another. No name stays none:
    the tags have no place for it."""
    taken = set(names)
    told: list[str] = []
    for name in names:
        number = 2
        again = name and name in told
        while again and f"{name}_{number}" in taken:
            number += 1
        told.append(f"{name}_{number}" if again else name)
        taken.add(told[-1])
    return told


def check(layout: Layout, decoding: DoubleDecoding) -> Checked:
    """Look at the texts of all rows; raise UnreadableFile at a quote that is not closed.

    It would make one cell of all lines up to the next quote or the end, so the whole table is seen before a
    row of it is used."""
    above = layout.skip + bool(_stated(layout.path))
    lines: list[str] = []
    begin = count = width = cut_line = 0
    with _opened(layout.path) as file:
        reader = csv.reader(_noted(chain(file, [_END]), lines), delimiter=layout.delimiter)
        try:
            for number, row in enumerate(reader):
                if len(lines) > 1:
                    _require_closed(lines, layout.delimiter)
                if number >= above and row and row != [_END]:
                    count += 1
                    width = width or len(row)
                    cut_line = 0 if len(row) >= width or lines[-1][-1:] in "\r\n" else reader.line_num
                    if not all(map(str.isascii, row)):
                        decoding.add(row)
                begin += len(lines)
                lines.clear()
        except csv.Error as error:
            raise UnreadableFile(
                f"The row that begins on line {begin + 1} of the table cannot be read: a quote is not closed "
                f"or stands inside a cell ({error}); is a quote not closed above it?"
            ) from error
    return Checked(max(0, count - 1), cut_line)


def _noted(lines: Iterable[str], into: list[str]) -> Iterator[str]:
    for line in lines:
        into.append(line)
        yield line


def _require_closed(lines: list[str], delimiter: str) -> None:
    """Raise csv.Error when one row of several lines ends with its quote open, or closes it inside a text: of
    two stray quotes the second closes the first, with all the rows between them in the cell."""
    for _row in csv.reader(lines, delimiter=delimiter, strict=True):
        pass
