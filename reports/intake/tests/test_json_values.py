"""The types of the fields of a report in JSON."""

import json
from pathlib import Path
from unittest import TestCase

import pytest

from reports.intake.forms import ReportForm
from reports.intake.json_values import KINDS, FieldError, read_values
from reports.senders.sender import HONEYPOT, SHOWN_AT

ROWS = json.loads((Path(__file__).parents[3] / "tests" / "data" / "json_values.json").read_text())


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['field']} {json.dumps(row['value'])[:40]}")
def test_a_value_is_read_as_the_table_says(row):
    texts, errors = read_values({row["field"]: row["value"]})
    if "is" in row:
        assert (texts, errors) == ({row["field"]: row["is"]}, {})
    else:
        error = FieldError(row["error"], row.get("suggestion", ""))
        assert (texts, errors) == ({}, {row["field"]: error})


class FieldTests(TestCase):
    def test_every_field_of_the_form_has_a_type(self):
        others = {"acknowledged", "language", SHOWN_AT, HONEYPOT}
        assert set(KINDS) == set(ReportForm.base_fields) - {"photo"} | others

    def test_null_is_a_field_that_was_not_sent(self):
        assert read_values({"operator": None, "direction": None, "terms": None}) == ({}, {})

    def test_all_errors_are_told_at_once(self):
        _, errors = read_values({"operater": "x", "operator": {}, "note": "fine"})
        assert set(errors) == {"operater", "operator"}

    def test_a_long_name_is_cut(self):
        assert set(read_values({"x" * 5000: 1})[1]) == {"x" * 40}
