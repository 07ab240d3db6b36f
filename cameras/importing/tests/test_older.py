"""Versions of objects in their source: what is older puts nothing back."""

from datetime import UTC, datetime

from django.test import TestCase

from cameras.importing.statements import Edition
from cameras.importing.tests.test_imports import node
from cameras.importing.tests.test_sources import SourceCase
from cameras.models import Camera, ImportRun
from cameras.tests.files import CASES, NODE


class EditionTests(TestCase):
    def test_the_version_goes_before_the_time(self):
        old, new = datetime(2021, 1, 1, tzinfo=UTC), datetime(2024, 1, 1, tzinfo=UTC)
        for one, other, older in (
            (Edition(5, new), Edition(6, old), True), (Edition(6, old), Edition(5, new), False),
            (Edition(5, None), Edition(5, None), False), (Edition(None, old), Edition(6, new), True),
            (Edition(5, None), Edition(None, new), False), (Edition(None, None), Edition(6, new), False),
        ):  # fmt: skip
            with self.subTest(one=one, other=other):
                assert one.is_older_than(other) == older
        assert Edition(None, new).after(Edition(6, old)) == Edition(6, new)


class OlderTests(SourceCase):
    """An extract of last year after one of today puts nothing back."""

    def test_what_is_older_is_skipped_and_counted(self):
        for dataset in ("osm", "other"):
            self.load(path=CASES / "newer-v6.json")
            told = self.load(path=CASES / "older-v5.json", dataset=dataset)
            assert [told[name] for name in ("read", "older", "changed", "unchanged")] == [1, 1, 0, 0]
            camera = self.only()
            assert (camera.operator, camera.observed_on.isoformat()) == ("New", "2024-04-22")
            assert (camera.source_version, camera.source_timestamp.year) == (6, 2024)
            run = ImportRun.objects.latest("pk")
            assert (run.read, run.older) == (1, 1)

    def test_what_is_newer_is_taken(self):
        self.load(path=CASES / "older-v5.json")
        told = self.load(path=CASES / "newer-v6.json", dataset="other")
        assert (told["changed"], told["older"]) == (1, 0)
        self.says("New", "other", "osm")

    def test_a_rehearsal_counts_the_same(self):
        self.load(path=CASES / "newer-v6.json")
        assert self.load(path=CASES / "older-v5.json", dry_run=True)["older"] == 1

    def test_every_format_tells_the_version(self):
        tag = '<tag k="man_made" v="surveillance"/>'
        known = 'version="4" timestamp="2020-01-01T00:00:00Z"'
        xml = f'<osm version="0.6"><node id="1" lat="1" lon="1" {known}>{tag}</node></osm>'
        point = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [1, 1]}}
        tags = {"man_made": "surveillance", "@id": "node/1"}
        time = "2020-01-01T00:00:00Z"
        files = [
            [{**NODE, "version": 4, "timestamp": time}],
            {**NODE, "version": 4, "timestamp": time},
            xml,
            {**point, "properties": {**tags, "@version": 4, "@timestamp": 1577836800}},
            {**point, "properties": {**tags, "@version": "4", "@timestamp": time}},
            {**point, "properties": {**tags, "meta": {"version": 4, "timestamp": time}}},
            {**point, "properties": {**tags, "version": 4, "timestamp": "2020-01-01"}},
        ]
        for content in files:
            Camera.objects.update(source_version=None, source_timestamp=None, source_digest="")
            self.load(path=self.file(content))
            camera = self.only()
            with self.subTest(content=str(content)[:60]):
                assert camera.source_version == 4
                assert camera.source_timestamp == datetime(2020, 1, 1, tzinfo=UTC)

    def test_what_is_no_version_is_none(self):
        for version, time in (("x", "y"), (0, ""), (-1, None), (2**40, 10**30), (True, False), ([], {})):
            self.load({**NODE, "version": version, "timestamp": time})
        assert (self.only().source_version, self.only().source_timestamp) == (None, None)

    def test_a_file_without_versions_forgets_none(self):
        self.load(path=CASES / "newer-v6.json")
        same = {"id": 999990001, "operator": "Newest"}
        self.load({**node(same["id"], operator="Newest"), "version": None})
        assert (self.only().operator, self.only().source_version) == ("Newest", 6)
        assert self.load(path=CASES / "older-v5.json")["older"] == 1

    def test_of_two_versions_in_one_file_the_newer_counts(self):
        old, new = ({**node(operator=name), "version": n} for n, name in ((1, "Old"), (2, "New")))
        for elements in ([old, new], [new, old]):
            told = self.load(*elements, dataset=f"osm{len(elements)}")
            assert told["older"] == 1
            assert self.only().operator == "New"

    def test_an_object_that_is_no_camera_any_more_is_removed_by_a_newer_version_alone(self):
        self.load({**node(), "version": 2})
        gone = {**node(), "tags": {"disused:man_made": "surveillance"}}
        told = self.load({**gone, "version": 1}, {**node(2), "version": 1})
        assert (told["removed"], self.status(1)) == (0, "active")
        told = self.load({**gone, "version": 3}, {**node(2), "version": 1})
        assert (told["removed"], told["refused_by_reason"], self.status(1)) == (
            1,
            {"not_a_camera": 1},
            "removed",
        )
        assert self.load({**gone, "version": 3}, {**node(2), "version": 1})["removed"] == 0
        assert self.load({**node(), "version": 4})["changed"] == 1
        assert self.status(1) == "active"

    def test_a_deletion_after_a_version_in_one_file_leaves_no_camera(self):
        deleted = {"type": "node", "id": 1, "version": 3, "visible": False}
        told = self.load({**node(), "version": 2}, deleted, node(2))
        assert (told["created"], told["older"], len(told["refused"])) == (1, 1, 1)
        assert self.only().external_ref == "osm:node/2"

    def status(self, n):
        return Camera.objects.get(external_ref=f"osm:node/{n}").status
