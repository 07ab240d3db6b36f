"""What is gone, what is not there yet, and what never was a camera: the same answer from every format."""

import json
from datetime import date
from unittest import TestCase
from xml.sax.saxutils import quoteattr

import osmium
import pytest
from osmium.osm.mutable import Node

from cameras.importing import Reading
from cameras.importing.detect import open_reader
from cameras.importing.source import prepared
from cameras.importing.tests.test_imports import ImportCase
from cameras.models import Camera
from cameras.osm.lifecycle import is_gone, last_day, why_no_camera
from cameras.osm.record import CameraRecord
from cameras.tests.files import CASES, FileCase, read, refusals

CAMERA = {"man_made": "surveillance"}
# Everything that stood there once, or is said to have.
GONE = (
    {"disused": "yes"}, {"abandoned": "yes"}, {"demolished": "yes"}, {"removed": "yes"}, {"removed": "2019"},
    {"razed": "yes"}, {"destroyed": "true"}, {"dismantled": "yes"}, {"operational_status": "decommissioned"},
    {"status": "removed"}, {"end_date": "after 2019"},
)  # fmt: skip
STANDING = (
    {}, {"disused": "no"}, {"removed": "no"}, {"historic": "yes"}, {"status": "ok"}, {"ruins": "yes"},
    {"operational_status": "out_of_order"}, {"fake": "no"}, {"disused:surveillance": "public"},
)  # fmt: skip
NO_CAMERA = (
    *({f"{prefix}:man_made": "surveillance", "surveillance": "public"} for prefix in (
        "disused", "abandoned", "removed", "demolished", "razed", "destroyed", "was", "proposed", "planned",
        "construction", "no", "not", "deleted", "historic", "dismantled", "ruins", "any_other",
    )),
    {"man_made": "removed:surveillance", "surveillance": "public"},
    {"man_made": "disused_surveillance", "surveillance": "public"},
    {"man_made": "proposed", "surveillance": "public"},
    {"man_made": "no", "surveillance": "public"},
    {"removed:surveillance:type": "ALPR", "surveillance:zone": "town"},
    {"amenity": "bicycle_parking", "surveillance": "no"},
    {"amenity": "bicycle_parking", "surveillance": "outdoor"},
    {"highway": "service", "surveillance": "yes"},
    {"surveillance": "none", "surveillance:type": "no"},
    {**CAMERA, "fake": "yes"}, {**CAMERA, "surveillance:type": "dummy"},
    {**CAMERA, "camera:type": "dome;fake"},
    {**CAMERA, "surveillance": "fake"}, {**CAMERA, "proposed": "yes"}, {**CAMERA, "status": "planned"},
    {**CAMERA, "construction": "yes"},
)  # fmt: skip


class DayTests(TestCase):
    def test_an_end_date_ends_on_the_last_day_that_it_may_mean(self):
        for text, day in {
            "2019-05-07": date(2019, 5, 7), "2019": date(2019, 12, 31), "2019-06": date(2019, 6, 30),
            "2019-02": date(2019, 2, 28), "2019/12/31": date(2019, 12, 31), "31.12.2019": date(2019, 12, 31),
            "20191231": date(2019, 12, 31), "before 2019": date(2018, 12, 31), "<2019-06": date(2019, 5, 31),
            "before 2019-06-15": date(2019, 6, 14), "~2019": date(2019, 12, 31), "2010s": date(2019, 12, 31),
            "C20": date(2000, 12, 31), "2018..2019-06": date(2019, 6, 30), "June 2019": date(2019, 6, 30),
            "2019 Q1": date(2019, 3, 31), "early 2019": date(2019, 12, 31), "2019-13-01": date(2019, 12, 31),
            "2019-02-30": date(2019, 2, 28), "2019-06-30T10:00:00Z": date(2019, 6, 30),
        }.items():  # fmt: skip
            with self.subTest(text=text):
                assert last_day(text) == day

    def test_without_a_year_or_an_end_there_is_no_day(self):
        for text in ("", "yes", "unknown", "after 2019", ">2019", "2019..", "2019/..", "9999", "12345678"):
            with self.subTest(text=text):
                assert last_day(text) is None


class TagTests(TestCase):
    def test_gone_and_standing_objects(self):
        for tags in GONE:
            with self.subTest(tags=tags):
                assert not why_no_camera({**CAMERA, **tags})
                assert is_gone({**CAMERA, **tags})
        for tags in STANDING:
            with self.subTest(tags=tags):
                assert not why_no_camera({**CAMERA, **tags})
                assert not is_gone({**CAMERA, **tags})

    def test_a_camera_on_something_else_is_one(self):
        for tags in (
            {"highway": "street_lamp", "surveillance:type": "camera", "camera:type": "dome"},
            {"surveillance": "yes"}, {"surveillance:type": "ALPR", "man_made": "mast"},
        ):  # fmt: skip
            with self.subTest(tags=tags):
                assert not why_no_camera(tags)


def as_json(tags):
    return json.dumps([{"type": "node", "id": 1, "lat": 43.7, "lon": 7.4, "tags": tags}])


def as_line(tags):
    return as_json(tags)[1:-1] + "\n"


def as_geojson(tags):
    geometry = {"type": "Point", "coordinates": [7.4, 43.7]}
    return json.dumps({"type": "Feature", "id": "node/1", "properties": tags, "geometry": geometry})


def as_xml(tags):
    inside = "".join(f"<tag k={quoteattr(key)} v={quoteattr(value)}/>" for key, value in tags.items())
    return f'<osm version="0.6"><node id="1" lat="43.7" lon="7.4">{inside}</node></osm>'


class EveryFormatTests(FileCase):
    def pbf(self, tags):
        path = self.folder / "map.osm.pbf"
        path.unlink(missing_ok=True)
        with osmium.SimpleWriter(str(path)) as writer:
            writer.add_node(Node(id=1, version=1, location=(7.4, 43.7), tags=tags))
        return path

    def answers(self, tags):
        """What each format makes of the object, None where an extract passes it over."""
        files = [
            self.file(write(tags), f"{write.__name__}.x") for write in (as_json, as_line, as_geojson, as_xml)
        ]
        for path in (*files, self.pbf(tags)):
            rows = read(path)
            yield rows[0][1] if rows else None

    def test_what_is_gone_comes_as_gone(self):
        for tags in GONE:
            with self.subTest(tags=tags):
                assert all(one.gone for one in self.answers({**CAMERA, **tags}))

    def test_what_stands_there_stands(self):
        for tags in STANDING:
            with self.subTest(tags=tags):
                assert not any(one.gone for one in self.answers({**CAMERA, **tags}))

    def test_what_is_no_camera_is_none(self):
        for tags in NO_CAMERA:
            with self.subTest(tags=tags):
                answers = [one for one in self.answers(tags) if one is not None]
                assert {one.reason for one in answers} == {"not_a_camera"}
                assert len(answers) >= 3

    def test_a_table_says_it_in_its_own_words(self):
        columns = {"lat": "lat", "lon": "lon", "removed_on": "end"}
        table = "lat,lon,end\n1,1,2019\n1,2,31/12/19\n1,3,before 2019\n1,4,\n"
        with prepared(self.file(table, "town.csv")) as source:
            days = [row.removed_on for _, row in open_reader(source, Reading("town", columns=columns))]
        assert days == [date(2019, 12, 31), date(2019, 12, 31), date(2018, 12, 31), None]


class HistoryTests(FileCase):
    """Files that hold more than one version of an object."""

    def history(self, *last):
        tag = '<tag k="man_made" v="surveillance"/>'
        old = f'<node id="1" version="1" visible="true" lat="43.7" lon="7.4">{tag}</node>'
        return read(self.file(f'<osm version="0.6">{old}{"".join(last)}</osm>', "map.osm"))

    def test_the_last_version_counts(self):
        tag = '<tag k="man_made" v="surveillance"/><tag k="operator" v="Ville"/>'
        [(_, camera)] = self.history(f'<node id="1" version="3" visible="true" lat="1" lon="1">{tag}</node>')
        assert camera.operator == "Ville"

    def test_what_was_deleted_or_became_something_else_is_not_there(self):
        for last in (
            '<node id="1" version="2" visible="false"/>',
            '<node id="1" version="2" visible="true" lat="1" lon="1"><tag k="amenity" v="bench"/></node>',
        ):
            with self.subTest(last=last):
                assert self.history(last) == []

    def test_a_deleted_object_of_json_is_no_camera(self):
        for how in ({"visible": False}, {"action": "delete"}):
            node = {"type": "node", "id": 1, "lat": 1, "lon": 1, "tags": CAMERA, **how}
            assert refusals(self.rows([node])) == ["not_a_camera"]
        feature = json.loads(as_geojson({**CAMERA, "@visible": "false"}))
        assert refusals(self.rows(feature)) == ["not_a_camera"]


class CaseTests(ImportCase):
    def test_nothing_that_is_gone_is_published_as_standing(self):
        told = self.load(path=CASES / "lifecycle.json")
        assert (told["read"], told["created"], told["refused_by_reason"]) == (10, 5, {"not_a_camera": 5})
        assert not Camera.objects.published().exists()
        days = dict(Camera.objects.removed().values_list("external_ref", "removed_on"))
        assert days["osm:node/103"] == date(2019, 12, 31)
        assert days["osm:node/104"] == date(2019, 6, 30)
        assert days["osm:node/100"] is None

    def test_what_never_was_a_camera_is_refused(self):
        assert refusals(read(CASES / "not-a-camera.json")) == ["not_a_camera", "not_a_camera"]


@pytest.mark.parametrize("tags", NO_CAMERA, ids=str)
def test_the_reason_is_a_sentence(tags):
    why = why_no_camera(tags)
    assert not why or why.endswith(".")


def test_a_record_is_gone_only_when_something_says_so():
    assert not CameraRecord("osm:node/1", 0, 0).gone
