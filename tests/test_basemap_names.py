"""The names beside a street map: what "Find a place" searches."""

import gzip
import json
from pathlib import Path

import pytest
from django.test import Client

from tests.test_basemap_tools import BOX, extract, town  # noqa: F401  fixtures
from tools.basemap import build, names

ROOT = Path(__file__).resolve().parent.parent


def read(archive):
    return json.loads(gzip.decompress(names.names_path(archive).read_bytes()))["names"]


def test_a_street_map_is_built_with_its_names(town):  # noqa: F811
    [street] = read(town)
    assert street[:2] == ["Rue de l'Église", "street"]
    assert street[2:] == pytest.approx([48.0, 2.0], abs=3e-3)  # the longer piece, of the two tiles it lies in


def test_two_builds_write_equal_names(town, extract, tmp_path):  # noqa: F811
    again = tmp_path / "again.pmtiles"
    build.main([str(extract), str(again), f"--bbox={BOX}"])
    assert names.names_path(again).read_bytes() == names.names_path(town).read_bytes()


def test_one_name_in_two_places_is_found_twice():
    def piece(lat, weight):
        return names.Named("Grand-Rue", "street", lat, 7.0, weight)

    rows = names.index_names(iter([piece(43.0, 1), piece(43.001, 9), piece(44.0, 1)]))
    assert [row[2] for row in rows] == [43.001, 44.0]


def test_rails_and_shops_have_no_name_to_look_for():
    assert names.kind_of("roads", {"kind": "rail"}) is None
    assert names.kind_of("pois", {"kind": "bakery"}) is None
    assert names.kind_of("pois", {"kind": "station"}) == "poi"


def test_a_missing_map_is_an_error(tmp_path, capsys):
    with pytest.raises(SystemExit):
        names.main([str(tmp_path / "none.pmtiles")])
    assert "no such file" in capsys.readouterr().err


@pytest.mark.parametrize(("name", "street"), [("monaco", "Rue Grimaldi"), ("helsinki", "Aleksanterinkatu")])
def test_the_shipped_maps_bring_theirs(name, street):
    answer = Client().get(f"/basemap/{name}.pmtiles/names.json")
    assert answer.headers["Content-Encoding"] == "gzip"
    rows = json.loads(gzip.decompress(answer.getvalue()))["names"]
    assert street in [row[0] for row in rows]


def test_names_of_a_map_that_is_not_served_are_not_found():
    assert Client().get("/basemap/other.pmtiles/names.json").status_code == 404
