"""Days as people and programs write them."""

import json
from datetime import date
from pathlib import Path
from unittest import TestCase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cameras.typed_day import NoDay, read_day

ROWS = json.loads((Path(__file__).parents[2] / "tests" / "data" / "days.json").read_text())


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['text']} {row.get('language', '')}")
def test_a_day_is_read_as_the_table_says(row):
    day = read_day(row["text"], row.get("language", ""))
    if "is" in row:
        assert day == date.fromisoformat(row["is"])
    else:
        assert day == NoDay(row["refused"], tuple(map(date.fromisoformat, row.get("choices", ()))))


class EveryDayTests(TestCase):
    @given(st.dates(date(1900, 1, 1)))
    def test_what_is_written_is_read_back(self, day):
        for text, language in (
            (day.isoformat(), ""),
            (f"{day:%d/%m/%Y}", "fr"),
            (f"{day:%d.%m.%Y}", "en"),
            (f"{day.day} {day:%B} {day.year}", "en"),
        ):
            assert read_day(text, language) == day

    @given(st.text(max_size=40))
    def test_any_text_has_an_answer(self, text):
        assert isinstance(read_day(text), date | NoDay)
