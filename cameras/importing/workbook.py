"""Workbooks of Excel and LibreOffice as tables, by python-calamine (optional)."""

import csv
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from cameras.importing.unreadable import UnreadableFile

_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, and other files of that time


def is_old_workbook(start: bytes) -> bool:
    return start.startswith(_OLD)


def as_csv(path: Path, name: str, out: Path, layer: str = "") -> None:
    """Write the only sheet that is filled, or the one that is named, as a table."""
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ImportError as error:
        raise UnreadableFile(
            f"{name} is a workbook: pip install -r requirements-readers.txt, or save it as CSV: "
            f"soffice --headless --convert-to csv {name}"
        ) from error
    try:
        book = CalamineWorkbook.from_path(str(path))
        sheets = {title: book.get_sheet_by_name(title) for title in book.sheet_names}
        filled = [title for title, sheet in sheets.items() if sheet.height > 0]
        chosen = [layer] if layer in sheets else [] if layer else filled
        if len(chosen) != 1:
            listed = ", ".join(filled) or "none that is filled"
            raise UnreadableFile(f"{name} is a workbook with the sheets {listed}; say which: --layer NAME.")
        with out.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            for row in sheets[chosen[0]].iter_rows():
                writer.writerow(_texts(row))
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableFile(f"{name} is a workbook that is damaged ({error}).") from error


def _texts(row: Sequence[Any]) -> list[str]:
    return [_text(cell) for cell in row]


def _text(cell: Any) -> str:
    """A cell as a person would type it: days as ISO, whole numbers without a point."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    return str(cell)
