import csv
import io
import json

from django.test import TestCase

from cameras.models import Camera
from cameras.osm.fields import PUBLISHED
from cameras.publishing.export import sources, stream
from cameras.publishing.formats import COLUMNS, CSV, GEOJSON, LINES
from cameras.tests.builders import camera


class FormatTests(TestCase):
    def written(self, form):
        return b"".join(stream(Camera.objects.published(), form))

    def rows(self):
        return list(csv.DictReader(io.StringIO(self.written(CSV).decode(), newline="")))

    def test_geojson_is_one_collection_that_names_its_sources(self):
        ids = [camera().pk, camera().pk]
        body = json.loads(self.written(GEOJSON))
        self.assertEqual([one["id"] for one in body["features"]], ids)
        self.assertEqual(body["sources"], sources())
        self.assertEqual(body["sources"][0].keys(), {"dataset", "licence", "attribution"})

    def test_geojson_that_was_cut_does_not_parse(self):
        camera()
        whole = self.written(GEOJSON)
        for length in range(len(whole.rstrip()) - 1, 0, -37):
            with self.assertRaises(json.JSONDecodeError):
                json.loads(whole[:length])

    def test_an_empty_registry_gives_a_valid_file_of_each_format(self):
        self.assertEqual(json.loads(self.written(GEOJSON))["features"], [])
        self.assertEqual(self.written(LINES), b"")
        self.assertEqual(self.written(CSV).decode(), ",".join(COLUMNS) + "\r\n")

    def test_each_line_is_a_feature(self):
        camera(operator="Ville\nde Monaco")
        camera()
        lines = self.written(LINES).decode().splitlines()
        self.assertEqual([json.loads(line)["type"] for line in lines], ["Feature", "Feature"])

    def test_csv_has_a_column_for_each_field(self):
        made = camera(operator='Ville; "Monaco"', tags={"a": "b"}, capabilities=["infrared"])
        (row,) = self.rows()
        self.assertEqual(list(row), ["id", "longitude", "latitude", *(field.name for field in PUBLISHED)])
        self.assertEqual((row["id"], row["operator"]), (str(made.pk), 'Ville; "Monaco"'))
        self.assertEqual((row["tags"], row["capabilities"]), ('{"a":"b"}', '["infrared"]'))
        self.assertEqual((float(row["longitude"]), float(row["latitude"])), (made.longitude, made.latitude))

    def test_no_cell_is_interpreted_as_a_formula(self):
        for text in ("=1+1", "+cmd|' /C calc'!A0", "-2+3+cmd", "@SUM(A1)", "\t=1", "\r=1"):
            camera(operator=text)
        self.assertEqual({row["operator"][0] for row in self.rows()}, {"'"})

    def test_a_number_is_no_formula(self):
        camera(40, -73.9, direction="-30")
        (row,) = self.rows()
        self.assertEqual((row["longitude"], row["direction"]), ("-73.9", "-30"))
