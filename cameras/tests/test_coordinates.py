"""The reader of coordinates, with the table that static/js/lib/coordinates/ is tried with too."""

import json
from pathlib import Path
from unittest import TestCase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cameras.coordinates import (
    CODES,
    LONGEST,
    Position,
    Refusal,
    looks_swapped,
    read_coordinates,
    read_degrees,
)
from cameras.coordinates.grids import recognise
from cameras.coordinates.links import read_link
from cameras.coordinates.structured import read_structured
from cameras.coordinates.typed import read_typed
from cameras.coordinates.url import find_url

TABLE = json.loads((Path(__file__).parents[2] / "tests" / "data" / "coordinates.json").read_text())
ROWS = [row for row in TABLE["positions"] if "text" in row]
ANSWERS = ("is", "zoom", "accuracy", "refused", "looks_like", "choices")

latitudes = st.integers(-900_000_000, 900_000_000).map(lambda steps: steps / 1e7)
longitudes = st.integers(-1_800_000_000, 1_800_000_000).map(lambda steps: steps / 1e7)


def answer(result):
    """A result as the table writes it: what is empty is left out."""
    if isinstance(result, Refusal):
        choices = [[one.lat, one.lon] for one in result.choices]
        facts = {"refused": result.code, "looks_like": result.looks_like, "choices": choices}
        return {name: value for name, value in facts.items() if value}
    facts = {"is": [result.lat, result.lon], "zoom": result.zoom, "accuracy": result.accuracy}
    return {name: value for name, value in facts.items() if value is not None}


def expected(row):
    return {name: row[name] for name in ANSWERS if name in row}


def read(row):
    near = tuple(row["near"]) if "near" in row else None
    return read_coordinates(row["text"], language=row.get("language", ""), near=near)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"][:50])
def test_a_text_is_read_as_the_table_says(row):
    assert answer(read(row)) == expected(row)


@pytest.mark.parametrize("row", TABLE["degrees"], ids=lambda row: f"{row['axis']} {row['text']}")
def test_one_field_is_read_as_the_table_says(row):
    degrees = read_degrees(row["text"], row["axis"], row.get("language", ""))
    assert (degrees.code if isinstance(degrees, Refusal) else degrees) == row.get("is", row.get("refused"))


@pytest.mark.parametrize("row", TABLE["swapped"], ids=str)
def test_a_turned_pair_is_noticed_as_the_table_says(row):
    turned = looks_swapped(Position(*row["position"]), tuple(row["near"]))
    assert (turned and [turned.lat, turned.lon]) == row["is"]


class TableTests(TestCase):
    def test_every_refusal_has_a_row_and_every_row_a_known_refusal(self):
        codes = {row["refused"] for row in ROWS if "refused" in row}
        assert codes | {"too_long"} == set(CODES)

    def test_a_text_that_no_app_shares_is_too_long_to_read(self):
        assert read_coordinates("43.7384, 7.4246" + " " * LONGEST) == Refusal("too_long")

    def test_a_turned_pair_keeps_zoom_and_accuracy(self):
        turned = looks_swapped(Position(7.4, 43.7, 17.0, 35.0), (43.73, 7.42))
        assert turned == Position(43.7, 7.4, 17.0, 35.0)


class EveryPositionTests(TestCase):
    """What people copy comes back as it was, wherever on earth."""

    @given(latitudes, longitudes)
    def test_decimals(self, lat, lon):
        here = Position(lat + 0.0, lon + 0.0)
        for text in (
            f"{lat:.7f}, {lon:.7f}",
            f"{lat:.7f} {lon:.7f}".replace(".", ","),
            f"lon: {lon:.7f} lat: {lat:.7f}",
            f"POINT({lon:.7f} {lat:.7f})",
            f"geo:{lat:.7f},{lon:.7f}",
            f"https://maps.google.com/?q={lat:.7f}%2C{lon:.7f}",
            f"https://mapy.com/?x={lon:.7f}&y={lat:.7f}",
        ):
            assert read_coordinates(text) == here, text

    @given(latitudes, longitudes)
    def test_letters(self, lat, lon):
        north, east = "S" if lat < 0 else "N", "W" if lon < 0 else "E"
        here = Position(lat + 0.0, lon + 0.0)
        for text in (
            f"{abs(lat):.7f}° {north}, {abs(lon):.7f}° {east}",
            f"{north}{abs(lat):.7f} {east}{abs(lon):.7f}",
            f"{east} {abs(lon):.7f} {north} {abs(lat):.7f}",
        ):
            assert read_coordinates(text) == here, text

    @given(st.text(max_size=200))
    def test_any_text_has_an_answer(self, text):
        result = read_coordinates(text, near=(43.7, 7.4))
        assert isinstance(result, Position) or result.code in CODES
        assert isinstance(read_degrees(text, "lat"), float | Refusal)

    @given(st.text("0123456789.,;:-+°'\"NSEWOlatonxyz/?&=#@!~_ %[](){}\n", max_size=80))
    def test_any_text_of_usual_signs_has_an_answer(self, text):
        for start in ("", "https://www.google.com/maps/", "geo:", "https://osm.org/#map="):
            result = read_coordinates(start + text, language="fr")
            assert isinstance(result, Position) or result.code in CODES


PIECES = (
    "4", "4.", "4,", ",4", "4 ", "4°", "4'", "N", "N4 ", "-", "- ", "(", "lat ", "a.", "a/", "%", "%2C",
    "&q=1", "!3d4.1", "@4,4", "1,1,", "http://", "geo:", "A+", "2+", "///", "\u200b", "°", "1e", " 1 000",
    "1-2-",
)  # fmt: skip
HOSTILE = [piece * (10_000 // len(piece)) for piece in PIECES]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:8]))
@pytest.mark.parametrize("tail", ["", "!", ".5x"])
def test_ten_thousand_letters_are_refused_at_once(text, tail):
    """Whatever the limit of read_coordinates: a reader that tries every split would not come back."""
    text += tail
    assert isinstance(read_typed(text), Refusal)
    assert read_structured(text) is None
    assert find_url(text)
    assert recognise(text) is None or recognise(text).code
    for start in ("https://www.google.com/maps/place/", "https://osm.org/#map=", "geo:", "https://x.org/?q="):
        result = read_link(start + text)
        assert isinstance(result, Position) or result.code in CODES
