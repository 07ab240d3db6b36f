"""Writes the table of docs/data.md from cameras/osm/fields.py: `.venv/bin/python -m tools.fields`."""

import re
from pathlib import Path

from cameras.osm.fields import PUBLISHED, Field

PAGE = Path(__file__).resolve().parent.parent / "docs" / "data.md"
HEAD = ("field", "kind", "meaning", "values", "from OpenStreetMap")
TABLE = re.compile(r"(?<=\n## Fields and where they come from\n\n)(?:\|.*\n)+")


def table() -> str:
    rows = [HEAD, ("---",) * len(HEAD), *map(_row, PUBLISHED)]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _row(field: Field) -> tuple[str, ...]:
    kind = f"{field.kind}, {field.unit}" if field.unit else str(field.kind)
    return (f"`{field.name}`", kind, field.meaning, _codes(field.values), _codes(field.osm))


def _codes(words: tuple[str, ...]) -> str:
    return ", ".join(f"`{word}`" for word in words) or "-"


if __name__ == "__main__":
    PAGE.write_text(TABLE.sub(lambda _: table(), PAGE.read_text()))
