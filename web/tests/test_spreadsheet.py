"""No cell is run as a formula, whichever character a spreadsheet splits lines at."""

import csv
import io
import unicodedata

import pytest

from web.spreadsheet import safe_cell

FORMULAS = [
    "=1+1", "+cmd|' /C calc'!A0", "-2+3+cmd", "@SUM(A1)", "\t=1", "\r=1", " =1", '"=1', "\u00a0=1",
    "a;=1+1", "a; =1", 'a;"=1+1', "a\tb\t@x", "a\n=1", "a\r\n+1+cmd", "a;;-1-x", "a;-30;=1",
    "\uff1d1", "\uff0bA1", "\uff0dA1", "\uff20x", "a;\uff1d1", "-30\uff1d1",
]  # fmt: skip
HARMLESS = [
    "Ville",
    "-30",
    "+1,5",
    "90;-30;45",
    "a=b",
    "a - b",
    "bob@example.org",
    "a;b",
    "",
    "2026-01-02",
    "x; y",
]


def cells_of(text, delimiter):
    """What a reader of another delimiter takes for cells: line breaks end a row, quotes within are text."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(["1", text, "end"])
    for row in line.getvalue().splitlines():
        yield from next(csv.reader([row], delimiter=delimiter), [])


def is_formula(cell):
    plain = unicodedata.normalize("NFKC", cell).strip().lstrip('"').strip()
    try:
        float(plain.rstrip('",end').replace(",", "."))
    except ValueError:
        return plain[:1] in {"=", "+", "-", "@"}
    return False


@pytest.mark.parametrize("text", FORMULAS)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_formula_is_made_text(text, delimiter):
    assert not any(map(is_formula, cells_of(safe_cell(text), delimiter)))
    assert any(is_formula(cell) for other in ",;\t" for cell in cells_of(text, other))


@pytest.mark.parametrize("text", HARMLESS)
def test_other_text_and_numbers_stay(text):
    assert safe_cell(text) == text


@pytest.mark.parametrize("text", FORMULAS)
def test_only_apostrophes_are_added(text):
    made = safe_cell(text)
    assert made.replace("'", "") == text.replace("'", "")
    assert len(made) > len(text)
