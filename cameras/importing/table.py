"""CSV and its kin: any usual delimiter, any line end, quoted cells, a header row."""

import csv
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TextIO

from cameras.importing import Reading, Row, Rows, UnreadableFile, attribute
from cameras.importing.plain import find_position, name_of, placed_by, read_cells, require_columns
from cameras.importing.text import DoubleDecoding, decoded_once
from cameras.record import Refused

DELIMITERS = (",", ";", "\t", "|")
_SNIFFED = 50  # rows that tell the delimiter
_SEP = re.compile(r"sep=([,;\t|])", re.IGNORECASE)
# Behind the last line: inside a quote that is still open it does not make a row of its own.
_END = "\x1e"


def read(path: Path, reading: Reading, name: str) -> Rows:
    """Read a table; raise UnreadableFile before the first row when the map does not fit it or a quote in it
    is never closed."""
    delimiter = sniff(path)
    if delimiter is None:
        raise UnreadableFile(f"{name} is no table: no comma, semicolon, tab or bar parts its lines alike.")
    decoding = DoubleDecoding()
    count = _check(path, delimiter, decoding) - (2 if _stated(path) else 1)
    reading.decoded_twice = decoding.is_certain
    header = next(_lines(path, delimiter), (0, []))[1]
    if reading.decoded_twice:
        header = _numbered([decoded_once(name) for name in header])
    if not find_position(reading, header):
        columns = ", ".join(header)[:300]
        raise UnreadableFile(
            f"{name} is a table; say which columns hold the position: --map lat=COLUMN,lon=COLUMN, or --map "
            f"position=COLUMN for one with both. "
            f"Its columns are: {columns}."
        )
    require_columns(reading, header, name)
    reading.count_rows = lambda: count
    return _rows(path, delimiter, reading, header)


def sniff(path: Path) -> str | None:
    """The delimiter that parts the first lines into the same number of cells, the most if several do."""
    if stated := _stated(path):
        return stated
    best: tuple[int, str | None] = (1, None)
    for delimiter in DELIMITERS:
        widths = [len(row) for _, row in zip(range(_SNIFFED), _cells(path, delimiter), strict=False) if row]
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


def _cells(path: Path, delimiter: str) -> Iterator[list[str]]:
    return (row for _, row in _lines(path, delimiter))


def _lines(path: Path, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The rows with the number of the line each ends on; the header comes clean."""
    stated = _stated(path)
    with _opened(path) as file:
        reader = csv.reader(file, delimiter=delimiter)
        first = True
        try:
            for row in reader:
                if stated and reader.line_num == 1:
                    continue
                if first and row:
                    row, first = _numbered([" ".join(cell.split()) for cell in row]), False
                if row:
                    yield reader.line_num, row
        except csv.Error as error:
            raise UnreadableFile(
                f"Line {reader.line_num} of the table cannot be read ({error}); is a quote not closed?"
            ) from error


def _numbered(names: list[str]) -> list[str]:
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


def _check(path: Path, delimiter: str, decoding: DoubleDecoding) -> int:
    """Count the rows, those above the first camera too, and look at their texts; raise UnreadableFile at a
    quote that is not closed.

    It would make one cell of all lines up to the next quote or the end, so the whole table is seen before a
    row of it is used."""
    lines: list[str] = []
    count = begin = 0
    with _opened(path) as file:
        reader = csv.reader(_noted(chain(file, [_END]), lines), delimiter=delimiter)
        try:
            for row in reader:
                if len(lines) > 1:
                    _require_closed(lines, delimiter)
                if not all(map(str.isascii, row)):
                    decoding.add(row)
                count += bool(row)
                begin += len(lines)
                lines.clear()
        except csv.Error as error:
            raise UnreadableFile(
                f"The row that begins on line {begin + 1} of the table cannot be read: a quote is not closed "
                f"or stands inside a cell ({error})."
            ) from error
    return count - 1


def _noted(lines: Iterable[str], into: list[str]) -> Iterator[str]:
    for line in lines:
        into.append(line)
        yield line


def _require_closed(lines: list[str], delimiter: str) -> None:
    """Raise csv.Error when one row of several lines ends with its quote open, or closes it inside a text: of
    two stray quotes the second closes the first, with all the rows between them in the cell."""
    for _row in csv.reader(lines, delimiter=delimiter, strict=True):
        pass


def _rows(path: Path, delimiter: str, reading: Reading, header: list[str]) -> Rows:
    lines = _lines(path, delimiter)
    next(lines)
    for number, row in lines:
        yield _row(f"line {number}", row, reading, header)


def _row(where: str, row: list[str], reading: Reading, header: list[str]) -> Row:
    if not any(cell.strip() for cell in row):
        return where, Refused("empty", "The row is empty.")
    if len(row) > len(header):
        refusal = Refused("bad_element", f"The row has {len(row)} cells, the table {len(header)} columns.")
        # A comma too many moves all cells behind it: only the first is surely where it belongs.
        return where, attribute(refusal, name_of(reading, _sound(header[:1], row)))
    if not _is_text("".join(row)):
        refusal = Refused("bad_text", "The row holds bytes that are no text in UTF-8.")
        return where, attribute(refusal, name_of(reading, _sound(header, row)))
    cells: dict[str, object] = dict(zip(header, row, strict=False))
    return read_cells(reading, where, cells, placed_by(reading, cells))


def _is_text(text: str) -> bool:
    """Say whether there were no damaged bytes, which are surrogates here."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _sound(header: list[str], row: list[str]) -> dict[str, str]:
    """The cells of a refused row that are text."""
    return {column: cell for column, cell in zip(header, row, strict=False) if _is_text(cell)}
