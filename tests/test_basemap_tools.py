"""The tools that make a street map: from an extract, and out of a larger map on the web."""

import gzip
import http.server
import re
import threading
from pathlib import Path

import mapbox_vector_tile
import osmium
import pytest
from osmium.osm import mutable
from pmtiles.reader import MmapSource, Reader, all_tiles
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

from tools.basemap import build, cut
from tools.basemap.schema import labels_of, line_of, surface_of

ROOT = Path(__file__).resolve().parent.parent
BOX = "1.9900,47.9900,2.0100,48.0100"
NODES = (  # id, lon, lat, tags
    (1, 1.995, 48.0, {}),
    (2, 2.005, 48.0, {}),
    (3, 2.0, 48.001, {}),
    (4, 2.001, 48.001, {}),
    (5, 2.001, 48.002, {}),
    (6, 1.985, 47.995, {}),
    (7, 2.015, 47.995, {}),
    (8, 2.0, 48.004, {"shop": "bakery", "name": "Le Fournil"}),
    (9, 2.3, 48.3, {"shop": "bakery", "name": "Far away"}),
)
WAYS = (
    (1, [1, 2], {"highway": "residential", "name": "Rue de l'Église"}),
    (2, [3, 4, 5, 3], {"building": "yes"}),
    (3, [6, 7], {"natural": "coastline"}),  # eastwards: land in the north, sea in the south
)


@pytest.fixture
def extract(tmp_path):
    path = tmp_path / "town.osm.pbf"
    writer = osmium.SimpleWriter(str(path))
    for number, lon, lat, tags in NODES:
        writer.add_node(mutable.Node(id=number, location=(lon, lat), tags=tags, version=1))
    for number, nodes, tags in WAYS:
        writer.add_way(mutable.Way(id=number, nodes=nodes, tags=tags, version=1))
    writer.close()
    return path


@pytest.fixture
def town(extract, tmp_path):
    path = tmp_path / "town.pmtiles"
    build.main([str(extract), str(path), f"--bbox={BOX}"])
    return path


def layers(path, zoom):
    """Every feature of one zoom, by layer."""
    features = {}
    with path.open("rb") as file:
        for (z, _x, _y), data in all_tiles(MmapSource(file)):
            if z == zoom:
                for name, layer in mapbox_vector_tile.decode(gzip.decompress(data)).items():
                    features.setdefault(name, []).extend(layer["features"])
    return features


def tiles(path):
    with path.open("rb") as file:
        return dict(all_tiles(MmapSource(file)))


def test_a_street_is_on_the_map_with_its_name(town):
    street = layers(town, 15)["roads"][0]
    assert street["properties"] == {
        "kind": "minor_road",
        "kind_detail": "residential",
        "name": "Rue de l'Église",
    }
    assert street["geometry"]["type"] == "LineString"


def test_buildings_land_and_sea_are_on_the_map(town):
    features = layers(town, 15)
    assert features["buildings"][0]["properties"] == {"kind": "building"}
    assert {feature["properties"]["kind"] for feature in features["water"]} == {"ocean"}
    assert "earth" in features


def test_what_lies_outside_the_box_is_left_out(town):
    names = [feature["properties"].get("name") for feature in layers(town, 15)["pois"]]
    assert set(names) == {"Le Fournil"}


def test_the_map_says_where_it_is_and_whose_data_it_shows(town):
    with town.open("rb") as file:
        reader = Reader(MmapSource(file))
        header, metadata = reader.header(), reader.metadata()
    assert (header["min_lon_e7"], header["max_lat_e7"]) == (19900000, 480100000)
    assert (header["min_zoom"], header["max_zoom"]) == (9, 15)
    assert metadata["attribution"] == "© OpenStreetMap contributors"


def test_two_builds_of_one_extract_are_equal(town, extract, tmp_path):
    again = tmp_path / "again.pmtiles"
    build.main([str(extract), str(again), f"--bbox={BOX}"])
    assert again.read_bytes() == town.read_bytes()


def test_an_extract_that_names_no_area_needs_a_box(extract, tmp_path, capsys):
    with pytest.raises(SystemExit):
        build.main([str(extract), str(tmp_path / "town.pmtiles")])
    assert "give --bbox=W,S,E,N" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["2,48", "a,b,c,d", "3,48,2,49", "2,49,3,48", "2,48,3,nan", "-200,1,2,3"])
def test_a_wrong_box_is_refused(text, extract, tmp_path, capsys):
    with pytest.raises(SystemExit):
        build.main([str(extract), str(tmp_path / "town.pmtiles"), f"--bbox={text}"])
    assert "argument --bbox" in capsys.readouterr().err


def test_a_missing_extract_is_refused(tmp_path, capsys):
    with pytest.raises(SystemExit):
        build.main([str(tmp_path / "none.osm.pbf"), str(tmp_path / "town.pmtiles"), f"--bbox={BOX}"])
    assert "no such file" in capsys.readouterr().err


def test_zooms_in_the_wrong_order_are_refused(extract, tmp_path, capsys):
    with pytest.raises(SystemExit):
        build.main(
            [str(extract), str(tmp_path / "a.pmtiles"), f"--bbox={BOX}", "--minzoom=14", "--maxzoom=9"]
        )
    assert "--minzoom first" in capsys.readouterr().err


def test_a_closed_footway_is_a_surface_only_when_it_says_so():
    assert surface_of({"highway": "footway"}) is None
    assert surface_of({"highway": "footway", "area": "yes"}).props == {"kind": "pedestrian"}


def test_a_tunnelled_river_is_not_drawn_and_a_street_tunnel_is_marked():
    assert line_of({"waterway": "river", "tunnel": "culvert"}) is None
    assert line_of({"highway": "primary", "tunnel": "yes"}).props["is_tunnel"] is True


def test_benches_have_no_label_and_museums_come_early():
    assert list(labels_of({"amenity": "bench", "name": "Bench"}, is_area=False)) == []
    (museum,) = labels_of({"tourism": "museum", "name": "Museum"}, is_area=False)
    assert museum.first_zoom == 14


class RangeHandler(http.server.SimpleHTTPRequestHandler):
    """Answers the one Range of a request, or the whole file where `whole` is in the name."""

    def do_GET(self):
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            return self.send_error(404)
        data = path.read_bytes()
        first, last = map(int, re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers["Range"]).groups())
        part = data if "whole" in self.path else data[first : last + 1]
        self.send_response(200 if "whole" in self.path else 206)
        self.send_header("Content-Length", str(len(part)))
        self.end_headers()
        return self.wfile.write(part)

    def log_message(self, *args):
        pass


@pytest.fixture
def web(tmp_path):
    """The address under which the files of tmp_path are served."""

    def handler(*args):
        return RangeHandler(*args, directory=tmp_path)

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_cut_has_the_very_tiles_of_the_larger_map(town, web, tmp_path):
    cut.main([f"{web}/town.pmtiles", str(tmp_path / "part.pmtiles"), "--bbox=1.9900,47.9900,1.9950,47.9950"])
    whole, part = tiles(town), tiles(tmp_path / "part.pmtiles")
    assert 0 < len(part) < len(whole)
    assert all(whole[place] == data for place, data in part.items())
    with (tmp_path / "part.pmtiles").open("rb") as file:
        assert Reader(MmapSource(file)).header()["max_lon_e7"] == 19950000


def test_a_cut_of_a_map_of_the_world_reads_few_bytes(web, tmp_path, capsys):
    world = tmp_path / "world.pmtiles"
    with world.open("wb") as file:
        writer = Writer(file)
        for number in range(zxy_to_tileid(8, 0, 0), zxy_to_tileid(9, 0, 0)):
            writer.write_tile(number, str(number * 7919).encode() * (1 + number % 97))
        about = {"tile_type": TileType.UNKNOWN, "tile_compression": Compression.NONE}
        writer.finalize(about, {"name": "world"})
    cut.main([f"{web}/world.pmtiles", str(tmp_path / "part.pmtiles"), "--bbox=2,48,3,49"])
    received = int(re.search(r"(\d+) bytes", capsys.readouterr().out)[1])
    whole, part = tiles(world), tiles(tmp_path / "part.pmtiles")
    assert set(part) == {(8, 129, 88), (8, 130, 88), (8, 129, 87), (8, 130, 87)} & set(whole)
    assert all(whole[place] == data for place, data in part.items())
    assert received < world.stat().st_size / 50


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("none.pmtiles", "HTTP Error 404"),
        ("whole.pmtiles", "does not answer Range requests"),
        ("text.pmtiles", "is not a PMTiles file"),
    ],
)
def test_a_cut_says_what_is_wrong(name, message, town, web, tmp_path, capsys):
    (tmp_path / "whole.pmtiles").write_bytes(town.read_bytes())
    (tmp_path / "text.pmtiles").write_text("nothing of the kind" * 20)
    with pytest.raises(SystemExit):
        cut.main([f"{web}/{name}", str(tmp_path / "part.pmtiles"), f"--bbox={BOX}"])
    assert message in capsys.readouterr().err


def test_a_cut_outside_the_map_is_refused(town, web, tmp_path, capsys):
    with pytest.raises(SystemExit):
        cut.main([f"{web}/town.pmtiles", str(tmp_path / "part.pmtiles"), "--bbox=100,10,101,11"])
    assert "no tile in this box" in capsys.readouterr().err


def test_a_cut_reads_the_web_only(tmp_path, capsys):
    with pytest.raises(SystemExit):
        cut.main(["file:///etc/hostname", str(tmp_path / "part.pmtiles"), f"--bbox={BOX}"])
    assert "is not a web address" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["monaco", "helsinki"])
def test_the_demonstration_map_holds_streets(name):
    assert len(layers(ROOT / "fixtures" / "basemap" / f"{name}.pmtiles", 15)["roads"]) > 100


def test_the_tools_use_the_versions_of_the_site():
    def pins(name):
        return dict(re.findall(r"^([\w.-]+)==(\S+)", (ROOT / name).read_text(), re.MULTILINE))

    site, tools = pins("requirements.txt"), pins("requirements-basemap.txt")
    assert {name: tools[name] for name in tools if name in site} == {
        name: site[name] for name in site if name in tools
    }
