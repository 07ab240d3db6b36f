"""Typed directions, with the table that static/js/report/typed_direction.js is tried with too."""

import json
from pathlib import Path
from unittest import TestCase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cameras.osm.direction import parse_heading, view_arcs
from cameras.typed_direction import TypedDirection, read_typed_direction

TABLE = json.loads((Path(__file__).parents[2] / "tests" / "data" / "directions.json").read_text())
TYPED = [row for row in TABLE["typed"] if "text" in row]


def is_heading(text):
    heading = parse_heading(text)
    return bool(heading.arcs) and not heading.refused


@pytest.mark.parametrize("row", TYPED, ids=lambda row: f"{row['text'][:40]} {row.get('language', '')}")
def test_what_people_type_is_read_as_the_table_says(row):
    direction = read_typed_direction(row["text"], row.get("language", ""))
    expected = TypedDirection(row.get("is", ""), tuple(row.get("refused", ())), tuple(row.get("choices", ())))
    assert direction == expected
    assert all(is_heading(text) for text in (direction.text, *direction.choices) if text)


@pytest.mark.parametrize("row", TABLE["osm"], ids=lambda row: row["text"])
def test_what_data_says_is_drawn_as_the_table_says(row):
    assert [list(arc) for arc in view_arcs(row["text"], None, "fixed")] == row["arcs"]
    assert [token for token, _ in parse_heading(row["text"]).refused] == row["refused"]


class AnyTextTests(TestCase):
    @given(st.text(max_size=80), st.sampled_from(["", "en", "fr", "de"]))
    def test_what_is_read_can_be_stored(self, text, language):
        direction = read_typed_direction(text, language)
        assert all(is_heading(one) for one in (direction.text, *direction.choices) if one)
        assert not direction.choices or (len(direction.choices) > 1 and not direction.text)

    @given(st.text("0123456789,.;-°nsewo àetouest", max_size=40))
    def test_so_is_what_is_nearly_a_direction(self, text):
        direction = read_typed_direction(text, "fr")
        assert all(is_heading(one) for one in (direction.text, *direction.choices) if one)

    @given(st.floats(0, 359.99))
    def test_every_bearing_with_a_decimal_comma_is_itself(self, degrees):
        text = f"{degrees:.1f}"
        assert parse_heading(read_typed_direction(text.replace(".", ",")).text) == parse_heading(
            f"{float(text) % 360:g}"
        )

    def test_ten_thousand_letters_are_refused_at_once(self):
        for piece in ("4", "4,", "n", "nor", "osten", "-", "a ", "et ", "4-", "(", "l'"):
            assert read_typed_direction(piece * (10_000 // len(piece))).text == ""
