"""Files as people have them: the real ones in fixtures/, and everything that can be wrong with a file."""

import gzip
import json
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import TestCase

import orjson
import osmium
import pytest
from osmium.io import File
from osmium.osm.mutable import Node

from cameras.importing.detect import UnreadableFile, open_reader
from cameras.osm import is_personal
from cameras.record import CameraRecord, Refused

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
EUROPE = FIXTURES / "europe-mix.overpass.json"
DEARBORN = FIXTURES / "dearborn-overpass-turbo.geojson"
HELSINKI = FIXTURES / "helsinki-centre.osm.pbf"

CAMERA = {"man_made": "surveillance", "camera:type": "dome"}
NODE = {"type": "node", "id": 1, "lat": 43.7, "lon": 7.4, "tags": CAMERA}
XML = """<?xml version='1.0' encoding='UTF-8'?>
<!-- by hand -->
<osm version="0.6">
  <node id="1" lat="43.7" lon="7.4" version="1" user="mapper" uid="9" changeset="8">
    <tag k="man_made" v="surveillance"/></node>
  <node id="2" lat="43.0" lon="7.0" version="1"/>
  <node id="3" lat="44.0" lon="8.0" version="1"/>
  <node id="4" lat="43.1" lon="7.1" version="1"><tag k="man_made" v="mast"/></node>
  <way id="5" version="1"><nd ref="2"/><nd ref="3"/><nd ref="99"/>
    <tag k="man_made" v="mast;surveillance"/></way>
  <way id="6" version="1"><nd ref="2"/><nd ref="3"/><tag k="man_made" v="pier"/></way>
  <relation id="7" version="1"><member type="way" ref="5" role=""/>
    <tag k="man_made" v="surveillance"/></relation>
</osm>"""


def records(path):
    """The cameras of a file by their reference."""
    return {row.external_ref: row for _, row in open_reader(path) if isinstance(row, CameraRecord)}


def refusals(rows):
    return [row.reason for _, row in rows if isinstance(row, Refused)]


class FileCase(TestCase):
    def setUp(self):
        folder = TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def file(self, content, name="cameras.json"):
        path = self.folder / name
        if not isinstance(content, bytes | str):
            content = json.dumps(content)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def rows(self, content):
        return list(open_reader(self.file(content)))

    def complaint(self, content, name="cameras.json"):
        with pytest.raises(UnreadableFile) as caught:
            open_reader(self.file(content, name))
        return str(caught.value)


class RealFileTests(TestCase):
    def test_europe_has_569_cameras_and_a_guard(self):
        rows = list(open_reader(EUROPE))
        assert len(rows) == 570
        assert refusals(rows) == ["guard"]
        assert len(records(EUROPE)) == 569

    def test_dearborn_has_77_plate_readers_and_two_ranges(self):
        cameras = records(DEARBORN)
        assert len(cameras) == 77
        assert {camera.device for camera in cameras.values()} == {"plate_reader"}
        ranges = sorted(camera.direction for camera in cameras.values() if "-" in camera.direction)
        assert ranges == ["118-163", "341-26"]

    def test_helsinki_reads_the_same_from_the_extract_and_from_overpass(self):
        cameras, europe = records(HELSINKI), records(EUROPE)
        assert len(cameras) == 221
        for ref, camera in cameras.items():
            assert camera == europe[ref]

    def test_no_file_leaves_a_trace_of_a_person(self):
        for path in (EUROPE, DEARBORN, HELSINKI):
            for camera in records(path).values():
                assert not [key for key in camera.tags if is_personal(key) or key.startswith("@")]


class OverpassTests(FileCase):
    def test_an_answer_a_bare_list_and_lines_read_alike(self):
        lines = "\n".join([json.dumps(NODE), "", json.dumps(NODE)])
        for content in ({"version": 0.6, "elements": [NODE, NODE]}, [NODE, NODE], lines, "\ufeff" + lines):
            with self.subTest(content=str(content)[:20]):
                rows = self.rows(content)
                assert [row.external_ref for _, row in rows] == ["osm:node/1"] * 2

    def test_every_row_says_where_it_stood(self):
        assert [where for where, _ in self.rows([NODE, 5])] == ["element 1 (node/1)", "element 2"]
        assert self.rows(json.dumps(NODE) + "\n{\n")[1][0] == "line 2"

    def test_ways_and_relations_come_by_their_centre(self):
        bounds = {"minlat": 1.0, "minlon": 2.0, "maxlat": 3.0, "maxlon": 4.0}
        rows = self.rows(
            [
                {
                    "type": "way",
                    "id": 2,
                    "center": {"lat": 1.5, "lon": 2.5},
                    "bounds": bounds,
                    "tags": CAMERA,
                },
                {"type": "relation", "id": 3, "bounds": bounds, "tags": CAMERA},
                {"type": "way", "id": 4, "nodes": [1], "tags": CAMERA},
                {"type": "way", "id": 5, "bounds": {"minlat": "x"}, "tags": CAMERA},
            ]
        )
        assert [(row.latitude, row.longitude) for _, row in rows[:2]] == [(1.5, 2.5), (2.0, 3.0)]
        assert refusals(rows) == ["no_position", "no_position"]

    def test_one_bad_element_does_not_stop_the_others(self):
        bad = [None, [], {}, {"type": ["node"]}, {**NODE, "tags": []}, {**NODE, "lat": "43,7"}]
        rows = self.rows([*bad, NODE])
        assert refusals(rows) == ["bad_element"] * 4 + ["not_a_camera", "bad_position"]
        assert isinstance(rows[-1][1], CameraRecord)

    def test_a_damaged_line_is_refused_alone(self):
        rows = self.rows("\n".join([json.dumps(NODE), '{"type": "no', json.dumps(NODE)]))
        assert refusals(rows) == ["bad_element"]

    def test_an_answer_cut_short_by_the_server_is_not_read(self):
        remark = 'runtime error: Query timed out in "query" at line 3 after 26 seconds.'
        assert "timed out" in self.complaint({"elements": [NODE], "remark": remark})


class GeoJSONTests(FileCase):
    def feature(self, properties, coordinates=(7.4, 43.7), kind="Point", **more):
        geometry = {"type": kind, "coordinates": coordinates}
        return {"type": "Feature", "properties": properties, "geometry": geometry, **more}

    def read(self, *features):
        return self.rows({"type": "FeatureCollection", "features": features})

    def test_the_id_is_found_wherever_an_exporter_puts_it(self):
        rows = self.read(
            self.feature({**CAMERA, "@id": "node/1"}),
            self.feature(CAMERA, id="way/2"),
            self.feature({**CAMERA, "id": "relation/3"}),
            self.feature({**CAMERA, "@type": "node", "@id": 4}),
            self.feature(CAMERA, id="w5"),
            self.feature({"type": "node", "id": 6, "tags": CAMERA, "meta": {"user": "mapper"}}),
        )
        assert [row.external_ref for _, row in rows] == [
            "osm:node/1", "osm:way/2", "osm:relation/3", "osm:node/4", "osm:way/5", "osm:node/6",
        ]  # fmt: skip
        assert rows[0][0] == "feature 1 (node/1)"
        assert all(row.tags == CAMERA for _, row in rows)

    def test_a_feature_without_an_osm_id_is_refused(self):
        rows = self.read(*(self.feature(CAMERA, id=name) for name in (None, 7, "paris/7")))
        assert refusals(rows) == ["no_id"] * 3

    def test_tags_are_the_flat_properties_without_metadata(self):
        metadata = {
            "@id": "node/1", "@user": "mapper", "id": "node/1", "user": "mapper", "uid": 5, "changeset": 9,
            "timestamp": "2020", "version": 2, "meta": {}, "type": "node",
        }  # fmt: skip
        properties = {**CAMERA, **metadata, "direction": 340, "lit": True, "fee": None}
        [(_, camera)] = self.read(self.feature(properties))
        assert camera.tags == {**CAMERA, "direction": "340", "lit": "yes"}

    def test_other_geometries_stand_for_a_point_inside(self):
        square = [[[7.0, 43.0], [8.0, 43.0], [8.0, 44.0], [7.0, 44.0], [7.0, 43.0]]]
        camera = self.read(self.feature(CAMERA, square, "Polygon", id="way/1"))[0][1]
        assert 7.0 < camera.longitude < 8.0
        assert 43.0 < camera.latitude < 44.0

    def test_a_broken_geometry_is_refused(self):
        geometries = [
            ("Point", []), ("Point", "ab"), ("Point", {}), ("Point", [7.4, 143.7]), ("Polygon", []),
            ("Polygon", [[1]]), ("LineString", None), ("Blob", [1, 2]), (5, [1, 2]),
        ]  # fmt: skip
        features = [self.feature(CAMERA, where, kind, id="node/1") for kind, where in geometries]
        nothing = {"type": "Feature", "id": "node/1", "properties": CAMERA, "geometry": None}
        text = {**nothing, "geometry": "POINT(7 43)"}
        assert refusals(self.read(*features, text)) == ["bad_position"] * 10
        assert refusals(self.read(nothing)) == ["no_position"]
        assert refusals(self.read(5, {"type": "Feature"})) == ["bad_element", "bad_element"]

    def test_a_single_feature_is_a_file_too(self):
        assert len(self.rows(self.feature({**CAMERA, "@id": "node/1"}))) == 1

    def test_only_wgs_84_degrees_are_read(self):
        def collection(name):
            crs = {"type": "name", "properties": {"name": name}}
            return {"type": "FeatureCollection", "crs": crs, "features": []}

        assert self.rows(collection("urn:ogc:def:crs:OGC:1.3:CRS84")) == []
        assert "reference system" in self.complaint(collection("urn:ogc:def:crs:EPSG::2154"))


class ExtractTests(FileCase):
    def test_xml_gives_nodes_ways_by_centre_and_refuses_relations(self):
        rows = list(open_reader(self.file(XML, "map.osm")))
        assert [where for where, _ in rows] == [
            "element 1 (node/1)", "element 2 (way/5)", "element 3 (relation/7)",
        ]  # fmt: skip
        assert (rows[1][1].latitude, rows[1][1].longitude) == (43.5, 7.5)
        assert refusals(rows) == ["no_position"]
        assert rows[0][1].tags == {"man_made": "surveillance"}

    def test_a_node_without_a_position_is_refused(self):
        rows = list(open_reader(self.file(XML.replace(' lat="43.7" lon="7.4"', ""), "map.osm")))
        assert refusals(rows) == ["no_position", "no_position"]

    def test_the_content_decides_and_not_the_name(self):
        assert len(list(open_reader(self.file(HELSINKI.read_bytes(), "cameras.json")))) == 221
        assert len(list(open_reader(self.file(XML, "cameras.pbf")))) == 3

    def test_a_truncated_extract_gives_no_row_at_all(self):
        whole = HELSINKI.read_bytes()
        for length in (40, 1000, 100_000, len(whole) - 1):
            with self.subTest(length=length):
                assert "damaged or cut off" in self.complaint(whole[:length], "map.osm.pbf")
        assert "damaged or cut off" in self.complaint(XML[:500], "map.osm")

    def test_the_history_of_objects_is_not_an_extract(self):
        path = self.folder / "map.osm.pbf"
        with osmium.SimpleWriter(File(path, "osh.pbf")) as writer:
            writer.add_node(Node(id=1, version=1, location=(7.4, 43.7), tags=CAMERA))
        with pytest.raises(UnreadableFile, match="the history of its objects"):
            open_reader(path)


class UnreadableTests(FileCase):
    def test_a_missing_file_and_a_folder_are_named(self):
        with pytest.raises(UnreadableFile, match=r"There is no file .*nowhere\.json"):
            open_reader(self.folder / "nowhere.json")
        with pytest.raises(UnreadableFile, match="is a folder"):
            open_reader(self.folder)
        with pytest.raises(UnreadableFile, match="is not a regular file"):
            open_reader("/dev/null")
        with pytest.raises(UnreadableFile, match="cannot be opened"):
            open_reader("nul\0byte")

    def test_it_says_what_was_found_and_what_is_accepted(self):
        for content, found in (
            (b"", "is empty"), (b" \n\n", "is empty"), (b"\xef\xbb\xbf", "is empty"),
            (bytes(range(256)), "binary data"), (gzip.compress(b"{}"), "a gzip archive"),
            (b"PK\x03\x04..", "a zip archive"), ("[]".encode("utf-16"), "UTF-16"),
            (b"<!DOCTYPE html><p>429", "a web page"), (b"<gpx>", "XML other than"),
            (b"<?xml version='1.0'", "XML other than"), (b"version https://git-lfs", "Git LFS"),
            (b"id;lat;lon\n1;2;3", "\u201cid;lat;lon\u201d"), (b'{"cameras": []}', "its keys are cameras"),
            (b"{}", "its keys are none"), (b"[1, 2]", "a list of other things"),
        ):  # fmt: skip
            with self.subTest(content=content[:20]):
                complaint = self.complaint(content)
                assert found in complaint
                assert "Accepted are Overpass JSON" in complaint

    def test_damaged_or_hollow_json_is_not_read(self):
        whole = orjson.dumps({"elements": [NODE]})
        assert "damaged or cut off" in self.complaint(whole[:-5])
        assert "damaged or cut off" in self.complaint(b'{"elements": NaN}')
        assert "no list of elements" in self.complaint({"elements": {}})
        assert "no list of features" in self.complaint({"type": "FeatureCollection"})

    def test_an_empty_list_is_a_file_without_cameras(self):
        assert self.rows([]) == []
        assert self.rows({"elements": []}) == []
