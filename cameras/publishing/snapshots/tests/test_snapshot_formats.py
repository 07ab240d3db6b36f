"""What other programs read out of the files of a snapshot."""

import csv
import gzip
import io
import json
import subprocess
import sys
from datetime import date
from unittest import mock

import mapbox_vector_tile
import pyogrio
from pmtiles.reader import MmapSource, Reader
from pyarrow import parquet

from cameras.geo import tile_of
from cameras.models import Camera
from cameras.publishing.geojson import COLUMNS, feature
from cameras.publishing.snapshots.columnar import FlatGeobufWriter
from cameras.publishing.snapshots.publish import optional_writers, publish
from cameras.publishing.snapshots.tests.test_snapshots import SnapshotTestCase
from cameras.tests.builders import camera, dataset

PLACES = ((43.7384, 7.4246), (-33.0, -71.0), (64.1, -21.9), (43.73841, 7.42461))


class FormatTests(SnapshotTestCase):
    def setUp(self):
        super().setUp()
        known = dataset(url="https://example.org/cameras")
        for number, (lat, lon) in enumerate(PLACES):
            camera(
                lat, lon, dataset=known, operator=f"Ville {number}", direction="90;270", angle=60,
                ownership="public" if number else "private", height=3.5, capabilities=["infrared"],
                tags={"a": "é"},
                installed_on=date(2019, 5, 1), external_ref=f"town:{number}",
            )  # fmt: skip
        self.snapshot = publish()
        rows = Camera.objects.order_by("pk").values_list(*COLUMNS)
        self.features = json.loads(json.dumps([feature(row) for row in rows]))

    def path(self, name):
        return str(self.snapshot.folder / name)

    def validate(self):
        """As a reader would, in a process of its own; returns its exit code and what it says."""
        command = [sys.executable, "-m", "frictionless", "validate", self.path("datapackage.json"), "--json"]
        done = subprocess.run(command, capture_output=True, text=True)
        return done.returncode, done.stdout

    def test_the_whole_package_validates(self):
        self.assertEqual(self.validate()[0], 0, self.validate()[1])

    def test_a_changed_cell_does_not_validate(self):
        path = self.snapshot.folder / "cameras.csv"
        path.write_text(path.read_text().replace("private", "nobody"))
        code, said = self.validate()
        self.assertEqual(code, 1)
        for kind in ("hash-count", "byte-count"):
            self.assertIn(kind, said)

    def test_gdal_reads_geojson_lines_and_flatgeobuf(self):
        for name in ("cameras.geojson", "cameras.geojsonl", "cameras.fgb"):
            meta, _fids, geometry, columns = pyogrio.raw.read(self.path(name))
            values = dict(zip(meta["fields"], columns, strict=True))
            self.assertEqual(len(geometry), len(PLACES), name)
            self.assertEqual(sorted(values["operator"]), [f"Ville {n}" for n in range(4)], name)

    def test_one_town_is_read_out_of_the_flatgeobuf(self):
        *_rest, geometry, _columns = pyogrio.raw.read(self.path("cameras.fgb"), bbox=(7, 43, 8, 44))
        self.assertEqual(len(geometry), 2)

    def test_parquet_has_typed_columns_and_says_where_the_points_are(self):
        table = parquet.read_table(self.path("cameras.parquet"))
        about = json.loads(table.schema.metadata[b"geo"])
        self.assertEqual((about["version"], about["primary_column"]), ("1.1.0", "geometry"))
        self.assertEqual(about["columns"]["geometry"]["bbox"], [-71.0, -33.0, 7.42461, 64.1])
        first = table.to_pylist()[0]
        self.assertEqual(first["installed_on"].isoformat(), "2019-05-01")
        self.assertEqual((first["angle"], first["height"], first["tags"]), (60, 3.5, '{"a":"é"}'))

    def test_csv_has_the_columns_that_the_manifest_promises(self):
        (resource,) = [one for one in self.snapshot.manifest["resources"] if one["path"] == "cameras.csv"]
        with open(self.path("cameras.csv"), newline="") as handle:
            head = next(csv.reader(handle))
        self.assertEqual(head, [field["name"] for field in resource["schema"]["fields"]])

    def test_every_camera_is_in_the_tiles_of_every_zoom(self):
        with open(self.path("cameras.pmtiles"), "rb") as handle:
            reader = Reader(MmapSource(handle))
            self.assertEqual(reader.header()["max_zoom"], 14)
            for z in range(15):
                self.assertEqual(self.in_tiles(reader, z), len(PLACES), z)

    def in_tiles(self, reader, z):
        tiles = {tile_of(z, *place) for place in PLACES}
        found = [mapbox_vector_tile.decode(gzip.decompress(reader.get(z, *tile))) for tile in tiles]
        return sum(one["properties"].get("n", 1) for tile in found for one in tile["cameras"]["features"])

    def test_without_the_extras_the_plain_formats_are_written(self):
        absent = {
            "cameras.publishing.snapshots.columnar": None,
            "cameras.publishing.snapshots.vector_tiles": None,
        }
        with mock.patch.dict(sys.modules, absent):
            self.assertEqual(optional_writers(self.snapshot.folder), [])

    def test_a_failing_format_fails_the_whole_snapshot(self):
        writer = FlatGeobufWriter(self.snapshot.folder / "no folder" / "cameras.fgb")
        with self.assertRaises(Exception):  # noqa: B017  whatever GDAL says of it
            writer.add(self.features)
            writer.close()

    def test_the_lines_are_the_features_of_the_api(self):
        with gzip.open(self.path("cameras.geojsonl.gz")) as lines:
            self.assertEqual([json.loads(line) for line in io.TextIOWrapper(lines)], self.features)
