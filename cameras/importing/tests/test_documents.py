"""JSON of any size, an element at a time: whole documents, sequences, lists, and what is wrong with them."""

import json
import tracemalloc

import pytest

from cameras.importing import Reading, UnreadableFile, documents, finite, overpass
from cameras.importing.detect import open_reader
from cameras.importing.source import prepared
from cameras.osm.record import CameraRecord
from cameras.tests.files import CAMERA, CASES, NODE, FileCase, read, refusals

FEATURE = {
    "type": "Feature",
    "id": "node/1",
    "properties": CAMERA,
    "geometry": {"type": "Point", "coordinates": [7.4, 43.7]},
}


class OutlineTests(FileCase):
    def outline(self, content):
        return documents.outline(self.file(content), "cameras.json")

    def test_it_tells_the_lists_and_the_small_members(self):
        about = self.outline(
            {
                "remark": "x",
                "elements": [1, {"a": [2]}, [3]],
                "crs": {"a": [1, {"b": 2}]},
                "z": {"elements": [1]},
            }
        )
        assert about.lists == {"elements": 3}
        assert about.members == {"remark": "x", "crs": {"a": [1, {"b": 2}]}}
        assert (about.names, about.values) == (["remark", "elements", "crs", "z"], 1)

    def test_a_list_and_a_sequence(self):
        assert self.outline([1, [2], {"elements": [3, 4]}]).lists == {"": 3}
        assert self.outline("[]").lists == {"": 0}
        assert self.outline('{"a": 1}\n{"b": [2]}').values == 2
        assert self.outline("5").values == 1

    def test_damaged_and_endless_nesting_is_told(self):
        for content in ("{", '{"elements": [1, 2', "[1] x", "[" * 100_000):
            with (
                self.subTest(content=content[:20]),
                pytest.raises(UnreadableFile, match="damaged or cut off"),
            ):
                self.outline(content)


class MemoryTests(FileCase):
    def peak(self, n):
        """The most memory that is taken while a document of n elements is read one by one."""
        path = self.file(json.dumps({"elements": [{**NODE, "id": number} for number in range(1, n + 1)]}))
        tracemalloc.start()
        try:
            with prepared(path) as source:
                assert sum(1 for _ in open_reader(source, Reading())) == n
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    def test_it_does_not_grow_with_the_document(self):
        self.peak(100)
        assert self.peak(40_000) < 1.5 * self.peak(5_000)


class NumberTests(FileCase):
    def test_ids_beyond_64_bits_keep_their_digits(self):
        big = 2**64 + 1
        feature = {**FEATURE, "id": big, "properties": {"n": big}}
        for content in ({"type": "FeatureCollection", "features": [feature]}, json.dumps(feature)):
            [(_, camera)] = read(self.file(content), dataset="town", id_column="id")
            assert camera.external_ref == f"town:{big}"
            assert float(camera.tags["n"]) == float(big)

    def test_positions_and_geometries_are_numbers(self):
        line = {"type": "LineString", "coordinates": [[7.0, 43.0], [7.2, 43.0]]}
        rows = self.rows({"type": "FeatureCollection", "features": [FEATURE, {**FEATURE, "geometry": line}]})
        assert [(row.latitude, type(row.latitude)) for _, row in rows] == [(43.7, float), (43.0, float)]


class NanTests(FileCase):
    def test_one_nan_does_not_end_the_file(self):
        [(_, camera)] = read(CASES / "nan.geojson", dataset="town", id_column="id")
        assert (camera.latitude, "h" in camera.tags) == (43.73, False)
        nowhere = {**NODE, "lat": float("nan"), "lon": -float("inf")}
        rows = self.rows({"elements": [NODE, nowhere]})
        assert isinstance(rows[0][1], CameraRecord)
        assert refusals(rows) == ["no_position"]
        lines = json.dumps(NODE) + "\n" + json.dumps({**NODE, "lat": float("nan")})
        assert refusals(self.rows(lines)) == ["no_position"]

    def test_within_a_text_it_is_a_word(self):
        words = 'NaN, "NaN": Infinity \\'
        document = json.dumps(
            {
                "elements": [{**NODE, "tags": {**CAMERA, "note": words, "operator": "Nano NaN"}}],
                "x": float("nan"),
            }
        )
        for piece in (1, 2, 3, 7, 1 << 20):
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(finite, "_CHUNK", piece)
                with self.subTest(piece=piece):
                    copy = finite.without_nan(self.file(document), self.folder)
                    assert copy.name == "finite"
                    kept = json.loads(copy.read_text())
                    assert kept["elements"][0]["tags"]["note"] == words
                    assert kept["x"] is None

    def test_files_without_it_are_read_where_they_are(self):
        for content in (json.dumps([NODE]), "lat,lon\nNaN,1\n"):
            path = self.file(content)
            assert finite.without_nan(path, self.folder) == path


class SequenceTests(FileCase):
    def test_pretty_features_one_after_another(self):
        marked = self.file(
            b"\x1e" + (CASES / "rs-pretty.geojsons").read_bytes().replace(b"\n}\n{", b"\n}\n\x1e{")
        )
        for path in (CASES / "rs-pretty.geojsons", marked):
            rows = read(path, dataset="town", id_column="id")
            assert [row.external_ref for _, row in rows] == ["town:1", "town:2"]

    def test_a_damaged_record_is_refused_alone(self):
        good = json.dumps(FEATURE, indent=1).encode()
        rows = self.rows(b"\x1e" + good + b"\n\x1e" + good[:-40] + b"\n\x1e" + good + b"\n")
        assert refusals(rows) == ["bad_element"]
        assert len(rows) == 3

    def test_records_longer_than_a_piece(self):
        good = json.dumps(FEATURE, indent=1).encode()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("cameras.importing.lines._PIECE", 16)
            assert len(self.rows(b"\x1e" + good + b"\n\x1e" + good)) == 2

    def test_pretty_elements_one_after_another(self):
        rows = self.rows(json.dumps(NODE, indent=1) + "\n" + json.dumps({**NODE, "id": 2}, indent=1))
        assert [row.external_ref for _, row in rows] == ["osm:node/1", "osm:node/2"]


class ListTests(FileCase):
    def test_nodes_without_a_type(self):
        [(where, camera)] = read(CASES / "deflock-tile.json")
        assert (where, camera.external_ref) == ("element 1 (node/1000001)", "osm:node/1000001")
        assert (camera.device, camera.direction) == ("plate_reader", "160")

    def test_flat_objects(self):
        objects = [
            {"id": 7, "lat": 43.7, "lon": 7.4, "exploitant": "Ville", "dome": True},
            {"id": 8, "lat": None, "lon": 1},
        ]
        for content in (objects, "\n".join(map(json.dumps, objects))):
            rows = read(
                self.file(content), dataset="town", columns={"operator": "exploitant"}, id_column="id"
            )
            camera = rows[0][1]
            assert (camera.external_ref, camera.operator, camera.latitude) == ("town:7", "Ville", 43.7)
            assert camera.tags["dome"] == "yes"
            assert refusals(rows) == ["no_position"]
            assert rows[1][1].external_ref == "town:8"

    def test_features_without_a_collection(self):
        assert len(self.rows([FEATURE, FEATURE])) == 2

    def test_a_list_of_other_things_is_told(self):
        for content in ([1, 2], [{"a": 1}], [[NODE]]):
            assert "a list of other things" in self.complaint(content)


class WayTests(FileCase):
    """`out body; >; out skel`: a way, then its nodes."""

    def test_a_way_comes_by_the_middle_of_its_nodes(self):
        [(where, camera)] = read(CASES / "way-nodes.json")
        assert (where, camera.external_ref) == ("element 1 (way/1001)", "osm:way/1001")
        assert (camera.latitude, camera.longitude) == (43.735, 7.425)

    def test_nodes_before_it_and_cameras_among_them(self):
        way = {"type": "way", "id": 9, "nodes": [1, 2, 3, 4], "tags": CAMERA}
        corners = [{"type": "node", "id": 2, "lat": 43.9, "lon": 7.4}, {"type": "node", "id": 3}]
        rows = self.rows({"elements": [NODE, *corners, way]})
        assert [where for where, _ in rows] == ["element 1 (node/1)", "element 4 (way/9)"]
        assert rows[1][1].latitude == 43.8

    def test_ways_that_bring_a_place_need_no_nodes(self):
        geometry = [{"lat": 43.0, "lon": 7.0}, None, {"lat": 44.0, "lon": 8.0}]
        way = {"type": "way", "id": 9, "nodes": [1, 2], "tags": CAMERA, "geometry": geometry}
        with pytest.MonkeyPatch.context() as patch:
            asked = []
            patch.setattr(overpass, "items", lambda *args: asked.append(args) or documents.items(*args))
            [(_, camera)] = self.rows([way])
        assert (camera.latitude, camera.longitude) == (43.5, 7.5)
        assert len(asked) == 2

    def test_other_ways_are_left_alone(self):
        way = {"type": "way", "id": 9, "nodes": [1], "tags": {"highway": "service"}}
        assert refusals(self.rows([NODE, way])) == ["not_a_camera"]
