"""Files as people have them: the real ones in fixtures/, and everything that can be wrong with a file."""

import gzip
import json
from unittest import TestCase

import orjson
import osmium
import pytest
from osmium.io import File
from osmium.osm.mutable import Node

from cameras.importing import Reading, UnreadableFile
from cameras.importing.detect import open_reader
from cameras.importing.source import prepared
from cameras.osm.personal_data import is_personal
from cameras.osm.record import CameraRecord
from cameras.tests.files import CAMERA, FIXTURES, NODE, FileCase, read, records, refusals

EUROPE = FIXTURES / "europe-mix.overpass.json"
DEARBORN = FIXTURES / "dearborn-overpass-turbo.geojson"
HELSINKI = FIXTURES / "helsinki-centre.osm.pbf"

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


class RealFileTests(TestCase):
    def test_europe_has_569_cameras_and_a_guard(self):
        rows = read(EUROPE)
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
    def test_lines_may_end_in_any_way(self):
        for end in ("\n", "\r\n", "\r"):
            lines = end.join(json.dumps({**NODE, "id": n}) for n in (1, 2, 3)) + end
            assert [row.external_ref for _, row in self.rows(lines)] == [
                "osm:node/1",
                "osm:node/2",
                "osm:node/3",
            ]

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
        bad = [None, [], {}, {"type": ["node"]}, {**NODE, "tags": []}, {**NODE, "lat": "43,7 N"}]
        rows = self.rows([*bad, NODE])
        assert refusals(rows) == ["bad_element"] * 4 + ["not_a_camera", "not_a_number"]
        assert isinstance(rows[-1][1], CameraRecord)

    def test_a_decimal_comma_in_a_position_is_put_right_and_counted(self):
        reading = Reading()
        with prepared(self.file([{**NODE, "lat": "43,7", "lon": "7.4"}, NODE])) as source:
            rows = list(open_reader(source, reading))
        assert rows[0][1] == rows[1][1]
        assert reading.repaired["decimal_comma"] == 1

    def test_a_damaged_line_is_refused_alone(self):
        rows = self.rows("\n".join([json.dumps(NODE), '{"type": "no', json.dumps(NODE)]))
        assert refusals(rows) == ["bad_element"]

    def test_an_answer_cut_short_by_the_server_is_not_read(self):
        remark = 'runtime error: Query timed out in "query" at line 3 after 26 seconds.'
        assert "timed out" in self.complaint({"elements": [NODE], "remark": remark})


class ExtractTests(FileCase):
    def test_xml_gives_nodes_ways_by_centre_and_refuses_relations(self):
        rows = read(self.file(XML, "map.osm"))
        assert [where for where, _ in rows] == [
            "element 1 (node/1)", "element 2 (way/5)", "element 3 (relation/7)",
        ]  # fmt: skip
        assert (rows[1][1].latitude, rows[1][1].longitude) == (43.5, 7.5)
        assert refusals(rows) == ["no_position"]
        assert rows[0][1].tags == {"man_made": "surveillance"}

    def test_a_node_without_a_position_is_refused(self):
        rows = read(self.file(XML.replace(' lat="43.7" lon="7.4"', ""), "map.osm"))
        assert refusals(rows) == ["no_position", "no_position"]

    def test_the_content_decides_and_not_the_name(self):
        assert len(read(self.file(HELSINKI.read_bytes(), "cameras.json"))) == 221
        assert len(read(self.file(XML, "cameras.pbf"))) == 3

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
            read(path)


class UnreadableTests(FileCase):
    def test_a_missing_file_and_a_folder_are_named(self):
        with pytest.raises(UnreadableFile, match=r"There is no file .*nowhere\.json"):
            read(self.folder / "nowhere.json")
        with pytest.raises(UnreadableFile, match="is a folder"):
            read(self.folder)
        with pytest.raises(UnreadableFile, match="is not a regular file"):
            read("/dev/null")
        with pytest.raises(UnreadableFile, match="cannot be opened"):
            read("nul\0byte")

    def test_it_says_what_was_found_and_what_is_accepted(self):
        for content, found in (
            (b"", "is empty"), (b" \n\n", "is empty"), (b"\xef\xbb\xbf", "is empty"),
            (bytes(range(256)), "binary data"), (gzip.compress(b"PK\x03\x04"), "a zip archive"),
            (b"PK\x03\x04..", "a zip archive"), (b"var cameras = [1, 2]", "JavaScript"),
            (b"<!DOCTYPE html><p>429", "a web page"), (b"<gpx>", "XML other than"),
            (b"<?xml version='1.0'", "XML other than"), (b"version https://git-lfs", "Git LFS"),
            (b"dear all\n", "\u201cdear all\u201d"), (b'{"cameras": []}', "its keys are cameras"),
            (b"{}", "its keys are none"), (b"[1, 2]", "a list of other things"),
        ):  # fmt: skip
            with self.subTest(content=content[:20]):
                complaint = self.complaint(content)
                assert found in complaint
                assert "Accepted are Overpass JSON" in complaint

    def test_every_format_may_be_packed_and_a_packing_cut_short_gives_no_row(self):
        for path in (EUROPE, DEARBORN, HELSINKI):
            whole = gzip.compress(path.read_bytes())
            assert [row for _, row in read(self.file(whole))][-1] == read(path)[-1][1]
            assert "damaged or cut off" in self.complaint(whole[:-9])

    def test_a_stated_format_is_taken_at_its_word(self):
        assert len(read(self.file(json.dumps(NODE)), format="lines")) == 1
        with pytest.raises(UnreadableFile, match="damaged or cut off"):
            read(self.file(json.dumps(NODE)), format="pbf")

    def test_damaged_or_hollow_json_is_not_read(self):
        whole = orjson.dumps({"elements": [NODE]})
        assert "damaged or cut off" in self.complaint(whole[:-5])
        assert "damaged or cut off" in self.complaint(b'{"elements": NaN}')
        assert "no list of elements" in self.complaint({"elements": {}})
        assert "no list of features" in self.complaint({"type": "FeatureCollection"})

    def test_an_empty_list_is_a_file_without_cameras(self):
        assert self.rows([]) == []
        assert self.rows({"elements": []}) == []
