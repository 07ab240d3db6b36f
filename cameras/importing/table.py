"""Tables: the rows of a CSV file with a header, by a map of its columns."""

from pathlib import Path

from cameras.importing import Reading, Row, Rows, UnreadableFile, attribute
from cameras.importing.csv_rows import Layout, check, numbered, rows, sniff
from cameras.importing.plain import find_position, name_of, placed_by, read_cells, require_columns
from cameras.importing.text import DoubleDecoding, decoded_once
from cameras.record import Refused


def read(path: Path, reading: Reading, name: str) -> Rows:
    """Read a table; raise UnreadableFile before the first row when the map does not fit it or a quote in it
    is never closed."""
    delimiter = sniff(path, reading.skip)
    if delimiter is None:
        raise UnreadableFile(f"{name} is no table: no comma, semicolon, tab or bar parts its lines alike.")
    layout, decoding = Layout(path, delimiter, reading.skip), DoubleDecoding()
    checked = check(layout, decoding)
    reading.decoded_twice = decoding.is_certain
    header = next(rows(layout), (0, []))[1]
    if reading.decoded_twice:
        header = numbered([decoded_once(name) for name in header])
    if not find_position(reading, header):
        columns = ", ".join(header)[:300]
        raise UnreadableFile(
            f"{name} is a table; say which columns hold the position: --map lat=COLUMN,lon=COLUMN, or --map "
            f"position=COLUMN for one with both; --skip passes titles over. Its columns are: {columns}."
        )
    require_columns(reading, header, name)
    reading.count_rows = lambda: checked.rows
    return _rows(layout, reading, header, checked.cut_line)


def _rows(layout: Layout, reading: Reading, header: list[str], cut_line: int) -> Rows:
    lines = rows(layout)
    next(lines)
    for number, row in lines:
        where = f"line {number}"
        yield _cut(where, row, reading, header) if number == cut_line else _row(where, row, reading, header)


def _cut(where: str, row: list[str], reading: Reading, header: list[str]) -> Row:
    """The last line, without its end: its last cell may be a half, and a half of a number is another one."""
    refusal = Refused(
        "bad_element", f"The last line is cut short: {len(row)} cells of {len(header)} and no line end."
    )
    return where, attribute(refusal, name_of(reading, _sound(header, row[:-1])))


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
