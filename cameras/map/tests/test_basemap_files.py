import os
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from django.test import TestCase, override_settings

from cameras.map.basemap import BOUNDS, NotPMTiles, bounds
from config.env import Basemap

URL = "/basemap/town.pmtiles"


class RangedFileTests(TestCase):
    def setUp(self):
        folder = TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name) / "town.pmtiles"
        self.path.write_bytes(bytes(range(100)))
        settings = override_settings(
            BASEMAP=Basemap(files=("town.pmtiles",)), BASEMAP_DIRS=[Path(folder.name)]
        )
        settings.enable()
        self.addCleanup(settings.disable)

    def get(self, **headers):
        response = self.client.get(URL, headers=headers)
        self.addCleanup(response.close)
        return response

    def part(self, byte_range):
        response = self.get(range=f"bytes={byte_range}")
        return response.status_code, response.headers.get("Content-Range"), response.getvalue()

    def test_the_whole_file(self):
        response = self.get()
        self.assertEqual((response.status_code, response.getvalue()), (200, bytes(range(100))))
        self.assertEqual(response.headers["Accept-Ranges"], "bytes")
        self.assertEqual(response.headers["Content-Length"], "100")

    def test_a_part(self):
        self.assertEqual(self.part("10-19"), (206, "bytes 10-19/100", bytes(range(10, 20))))

    def test_to_the_end_and_the_last_bytes(self):
        self.assertEqual(self.part("95-"), (206, "bytes 95-99/100", bytes(range(95, 100))))
        self.assertEqual(self.part("-5"), (206, "bytes 95-99/100", bytes(range(95, 100))))
        self.assertEqual(self.part("90-500"), (206, "bytes 90-99/100", bytes(range(90, 100))))

    def test_beyond_the_end(self):
        self.assertEqual(self.part("100-"), (416, "bytes */100", b""))

    def test_other_than_a_single_range_gets_the_whole_file(self):
        for byte_range in ("-", "1-2,5-6", "x", "5-2x", "5-3"):
            self.assertEqual(self.part(byte_range)[0], 200, byte_range)

    def test_an_unchanged_file_is_not_sent_again(self):
        response = self.get(**{"if-none-match": self.get().headers["ETag"]})
        self.assertEqual((response.status_code, response.content), (304, b""))

    def test_nor_with_its_last_modified_date(self):
        day = self.get().headers["Last-Modified"]
        self.assertEqual(self.get(**{"if-modified-since": day}).status_code, 304)
        part = self.get(range="bytes=0-3", **{"if-range": day})
        self.assertEqual((part.status_code, part.getvalue()), (206, bytes(range(4))))
        os.utime(self.path, (2_000_000_000, 2_000_000_000))
        self.assertEqual(self.get(**{"if-modified-since": day}).status_code, 200)
        self.assertEqual(self.get(range="bytes=0-3", **{"if-range": day}).status_code, 200)

    def test_a_range_of_an_older_version_gets_the_whole_new_file(self):
        old = self.get().headers["ETag"]
        self.path.write_bytes(b"new" * 50)
        os.utime(self.path, ns=(1, 1))
        response = self.get(range="bytes=0-9", **{"if-range": old})
        self.assertEqual((response.status_code, len(response.getvalue())), (200, 150))

    def test_only_named_files_are_served(self):
        for name in ("other.pmtiles", "..%2Fsettings.py", "town.pmtiles%00"):
            self.assertEqual(self.client.get(f"/basemap/{name}").status_code, 404)

    def test_head_sends_no_body(self):
        response = self.client.head(URL, headers={"range": "bytes=0-9"})  # a range is for GET alone
        response.close()
        self.assertEqual((response.status_code, response.headers["Content-Length"]), (200, "100"))

    def test_a_file_that_is_not_pmtiles_is_left_out(self):
        with self.assertRaises(NotPMTiles):
            bounds(self.path)
        self.assertEqual(self.client.get("/").context["map_config"]["basemap"]["pmtiles"], [])

    def test_a_header_is_read_once_for_each_version_of_the_file(self):
        def write(west):
            header = b"PMTiles\x03".ljust(102, b"\0") + BOUNDS.pack(west, 0, 20_000_000, 10_000_000)
            self.path.write_bytes(header.ljust(127, b"\0"))
            return self.client.get("/").context["map_config"]["basemap"]["pmtiles"]

        self.assertEqual(write(10_000_000)[0]["bounds"], [1.0, 0.0, 2.0, 1.0])
        with patch.object(Path, "open", side_effect=AssertionError("read again")):
            self.assertEqual(bounds(self.path), [1.0, 0.0, 2.0, 1.0])
        os.utime(self.path, ns=(1, 1))
        self.assertEqual(write(15_000_000)[0]["bounds"], [1.5, 0.0, 2.0, 1.0])
