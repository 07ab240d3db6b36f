"""Whole files with damaged rows: a camera is not removed because its row cannot be read."""

import json

from django.core.management import CommandError

from cameras.importing.tests.test_imports import ImportCase
from cameras.models import Camera
from cameras.tests.files import CAMERA

PLACE = {"lat": "lat", "lon": "lon"}


class TableTests(ImportCase):
    def table(self, *rows, **options):
        content = b"\n".join(
            row if isinstance(row, bytes) else row.encode() for row in ("n,lat,lon,x", *rows)
        )
        options = {"map": PLACE, "id": "n", "dataset": "town", **options}
        return self.load(path=self.file(content, "town.csv"), complete=True, allow_share=1.0, **options)

    def setUp(self):
        super().setUp()
        self.table(*(f"{n},43.7,7.{n},é" for n in range(1, 8)))

    def test_a_damaged_row_keeps_its_camera(self):
        damaged = ["2,n/a,7.2,é", "3,43.7,7.3,é,?", b"4,43.7,7.4,\xe9", "5", "6,43.7,7.6,Régie"]
        told = self.table("1,43.7,7.1,é", *damaged, ",,,")
        assert told["refused_by_reason"].keys() == {
            "not_a_number", "bad_element", "bad_text", "no_position", "empty"
        }  # fmt: skip
        assert told["removed"] == 1
        assert Camera.objects.published().count() == 6

    def test_a_row_that_does_not_say_whose_it_is_keeps_all(self):
        for damaged in (",43.7,7.2,é", b"\xe9,43.7,7.3,\xc3\xa9"):
            with self.subTest(row=damaged), self.assertRaisesMessage(CommandError, "(the first is line 3)"):
                self.table("1,43.7,7.1,é", damaged)
        with self.assertRaisesMessage(CommandError, "do not say whose they are"):
            self.table("1,43.7,7.1,é", "2,n/a,7.2,é", id="")
        assert Camera.objects.filter(external_ref__regex="town:[1-7]$").published().count() == 7


class GeoJSONTests(ImportCase):
    def collection(self, *features):
        return self.file({"type": "FeatureCollection", "features": list(features)})

    def feature(self, n, coordinates=(7.4, 43.7)):
        geometry = {"type": "Point", "coordinates": coordinates}
        return {"type": "Feature", "id": f"node/{n}", "properties": {**CAMERA, "n": n}, "geometry": geometry}

    def test_a_geometry_that_cannot_be_read_keeps_its_camera(self):
        damaged = [self.feature(1), self.feature(2, [])]
        for options in ({}, {"id": "n", "dataset": "town"}):
            self.load(path=self.collection(*map(self.feature, (1, 2, 3))), **options)
            told = self.load(path=self.collection(*damaged), complete=True, allow_share=1.0, **options)
            assert (told["refused_by_reason"], told["removed"]) == ({"bad_position": 1}, 1)

    def test_a_line_that_is_cut_off_keeps_all(self):
        whole = [json.dumps(self.feature(n)) for n in (1, 2, 3)]
        self.load(path=self.file("\n".join(whole)))
        with self.assertRaisesMessage(CommandError, "(the first is line 3)"):
            self.load(path=self.file("\n".join(whole)[:-20]), complete=True, allow_share=1.0)
        assert Camera.objects.published().count() == 3
