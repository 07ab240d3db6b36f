"""Addresses of the map, with the table that static/js/lib/coordinates/map_link.js is tried with too."""

import json
from pathlib import Path
from unittest import TestCase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cameras.coordinates import Refusal
from cameras.coordinates.map_link import MapView, read_map_link

ROWS = json.loads((Path(__file__).parents[2] / "tests" / "data" / "map_links.json").read_text())


def answer(view):
    if view is None:
        return {"is": None}
    if isinstance(view, Refusal):
        return {"refused": view.code}
    facts = {"is": [view.lat, view.lon], "zoom": view.zoom, "box": view.box and list(view.box)}
    return {name: value for name, value in facts.items() if value is not None}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["query"] + row.get("hash", ""))
def test_an_address_is_read_as_the_table_says(row):
    expected = {name: row[name] for name in ("is", "zoom", "box", "refused") if name in row}
    assert answer(read_map_link(row["query"], row.get("hash", ""))) == expected


class AnyAddressTests(TestCase):
    @given(st.text(max_size=100), st.text(max_size=100))
    def test_any_address_has_an_answer(self, query, fragment):
        assert isinstance(read_map_link(f"?lat=x{query}&{query}", f"#map={fragment}"), MapView | Refusal)

    @given(st.floats(-85, 85), st.floats(-180, 180), st.integers(2, 20))
    def test_what_the_map_writes_is_read_back(self, lat, lon, zoom):
        lat, lon = round(lat, 5), round(lon, 5)
        expected = MapView(lat + 0.0, lon + 0.0, zoom)
        for address in (
            f"?lat={lat:.5f}&lon={lon:.5f}&zoom={zoom}",
            f"?lat={lat:.5f}&lng={lon:.5f}&z={zoom}",
        ):
            assert read_map_link(address) == expected
        assert read_map_link("", f"#map={zoom}/{lat:.5f}/{lon:.5f}") == expected

    def test_ten_thousand_letters_are_answered_at_once(self):
        for piece in ("4", "4/", "4,", "/", "&lat=1", "%", "@4,"):
            text = piece * (10_000 // len(piece))
            assert read_map_link(f"?lat=x{text}") == Refusal("link")
            assert read_map_link(f"?bbox=x{text}", f"#x{text}") == Refusal("link")
