"""Personal data in free text, by a table that static/js/lib/personal_text.js is tried with too."""

import json
from pathlib import Path
from unittest import TestCase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cameras.personal_text import KINDS, LONGEST, find_personal_text
from cameras.personal_text.spans import Span, masked, without_overlaps

ROWS = json.loads((Path(__file__).parents[2] / "tests" / "data" / "personal_texts.json").read_text())
PIECES = (
    "1", "0 ", "06 12 34 56 78 ", "a", "a.", "a@", "@", "A-1", "M. A", "Mme X ", "12 rue A ", "rue ", "12 ",
    "+1", "(5", "()", "1-", "AB-123-CD ", "voleur ", "1 a b c ", "\n", " ", "http://", "www.", "x.fr ", "1.",
    "1,", "straße 1 ",
)  # fmt: skip


@pytest.mark.parametrize(
    "row", [row for row in ROWS if "text" in row], ids=lambda row: f"{row['country']} {row['text'][:50]}"
)
def test_a_text_holds_what_the_table_says(row):
    spans = find_personal_text(row["text"], row["country"])
    assert [[span.kind, row["text"][span.start : span.end]] for span in spans] == row["finds"]


class AnyTextTests(TestCase):
    @given(st.text(max_size=200), st.sampled_from(["", "FR", "MC", "DE", "GB", "XX"]))
    def test_spans_are_in_order_and_do_not_overlap(self, text, country):
        end = 0
        for span in find_personal_text(text, country):
            assert end <= span.start < span.end <= len(text)
            assert span.kind in KINDS
            end = span.end

    @given(st.text("0123456789 +-./()ABCDabcd@:M", max_size=120))
    def test_neither_are_those_of_texts_that_are_nearly_one(self, text):
        spans = find_personal_text(text, "FR")
        assert spans == sorted(spans, key=lambda span: span.start)

    def test_ten_thousand_letters_are_answered_at_once(self):
        for piece in PIECES:
            assert len(find_personal_text(piece * (10_000 // len(piece)), "FR")) <= 10_000, piece

    def test_what_lies_behind_the_limit_is_not_looked_at(self):
        assert find_personal_text("x" * LONGEST + " AB-123-CD", "FR") == []


class SpanTests(TestCase):
    def test_of_two_that_overlap_the_one_that_tells_more_counts(self):
        link, phone = Span(0, 10, "link"), Span(4, 8, "phone")
        assert without_overlaps([phone, link]) == [link]
        assert without_overlaps([Span(8, 12, "phone"), link, Span(12, 14, "name")]) == [
            link,
            Span(12, 14, "name"),
        ]

    def test_of_two_of_one_kind_the_longer_one(self):
        assert without_overlaps([Span(0, 3, "phone"), Span(0, 8, "phone")]) == [Span(0, 8, "phone")]

    def test_a_masked_text_keeps_its_length(self):
        assert masked("ring 93 15 00 00 now", [Span(5, 16, "phone")]) == "ring             now"
