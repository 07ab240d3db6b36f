"""Text that people send, brought into one form."""

import json
import unicodedata
from pathlib import Path
from unittest import TestCase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cameras.text import matching_key, normalise, normalise_lines

TABLE = json.loads((Path(__file__).parents[2] / "tests" / "data" / "texts.json").read_text())
ROWS = [row for row in TABLE["texts"] if "text" in row]

# Among letters, the characters that this is about are rare.
texts = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "ab eé\n\r\u0301\u200b\u200c\u200d\u202e\ufe0f\u00a0\u0645\u06cc\u0915\u094d\U0001f468\x07"
        ),
    ),
    max_size=60,
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: ascii(row["text"])[:50])
def test_a_text_becomes_what_the_table_says(row):
    assert normalise(row["text"]) == row["line"]
    assert normalise_lines(row["text"]) == row.get("lines", normalise_lines(row["text"]))


@pytest.mark.parametrize("row", TABLE["keys"], ids=lambda row: ascii(row)[:50])
def test_names_match_as_the_table_says(row):
    names = row.get("same") or row["other"]
    assert len({matching_key(name) for name in names}) == (1 if "same" in row else len(names))


class AnyTextTests(TestCase):
    @given(texts)
    def test_once_is_enough(self, text):
        assert normalise(normalise(text)) == normalise(text)
        assert normalise_lines(normalise_lines(text)) == normalise_lines(text)
        assert matching_key(matching_key(text)) == matching_key(text)

    @given(texts)
    def test_nothing_that_hides_is_left(self, text):
        for character in normalise(text):
            assert unicodedata.category(character) not in ("Cc", "Cs", "Zl", "Zp")
            assert unicodedata.bidirectional(character) not in (
                "LRE",
                "RLE",
                "LRO",
                "RLO",
                "PDF",
                "LRI",
                "RLI",
                "FSI",
                "PDI",
            )
        assert "\n" not in normalise(text)
        assert set(normalise_lines(text)) & set("\r\v\f\u2028\u2029\t") == set()

    @given(texts)
    def test_what_is_left_is_composed_and_can_be_stored(self, text):
        line = normalise(text)
        assert unicodedata.is_normalized("NFC", line)
        assert line == line.strip()
        line.encode()

    @given(texts)
    def test_both_forms_have_the_same_words(self, text):
        assert normalise(normalise_lines(text)) == normalise(text)

    @given(st.text(st.characters(categories=["L", "N", "P"]), max_size=40))
    def test_letters_digits_and_signs_stay(self, text):
        visible = "".join(one for one in text if one not in "\u115f\u1160\u3164\uffa0")
        assert normalise(visible) == unicodedata.normalize("NFC", visible)
