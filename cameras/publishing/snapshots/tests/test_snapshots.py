import gzip
import hashlib
import io
import json
import os
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson
import time_machine
from django.core.management import call_command
from django.test import TestCase, override_settings

from cameras.models import Camera
from cameras.publishing.snapshots import store
from cameras.publishing.snapshots.publish import publish
from cameras.publishing.snapshots.upkeep import clean_all, sweep, thin_out
from cameras.registry.revisions import change, registry
from cameras.tests.builders import IMPORT, camera

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)


class SnapshotTestCase(TestCase):
    def setUp(self):
        folder = TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        settings = override_settings(SNAPSHOTS_ROOT=Path(folder.name))
        settings.enable()
        self.addCleanup(settings.disable)
        traveller = time_machine.travel(NOON, tick=False)
        traveller.start()
        self.addCleanup(traveller.stop)

    def set(self, one, **values):
        with registry() as clock:
            change(clock, one, values, author=IMPORT)

    def lines(self, snapshot, stem="cameras"):
        return [
            orjson.loads(line) for line in (snapshot.folder / f"{stem}.geojsonl").read_bytes().splitlines()
        ]

    def hashes(self, snapshot):
        return {one["path"]: one["hash"] for one in snapshot.manifest["resources"]}


class PublishTests(SnapshotTestCase):
    def test_every_published_camera_is_in_it_and_nothing_else(self):
        here, gone, hidden = camera(), camera(), camera()
        self.set(gone, status="removed")
        self.set(hidden, status="hidden")
        snapshot = publish()
        self.assertEqual([one["id"] for one in self.lines(snapshot)], [here.pk])
        self.assertEqual([one["id"] for one in self.lines(snapshot, "removed")], [gone.pk])
        self.assertEqual(snapshot.manifest["features"], 1)

    def test_its_name_has_the_day_and_the_seq_that_it_holds(self):
        camera()
        camera()
        snapshot = publish()
        self.assertEqual((snapshot.name, snapshot.seq), ("2026-11-26-2", 2))
        self.assertEqual(snapshot.manifest["seq"], 2)

    def test_nothing_is_published_twice(self):
        camera()
        self.assertIsNotNone(publish())
        self.assertIsNone(publish())
        camera()
        self.assertEqual(publish().seq, 2)

    def test_the_same_cameras_give_the_same_bytes(self):
        for number in range(30):
            camera(43.7 + number / 100, 7.4, operator=f"Ville {number % 3}", direction="90;270", angle=60)
        first = publish()
        first.folder.rename(first.folder.with_name("2026-11-25-29"))
        again = publish()
        self.assertEqual(self.hashes(store.find("2026-11-25-29")), self.hashes(again))

    def test_each_file_has_its_size_and_checksum_in_the_manifest(self):
        camera()
        snapshot = publish()
        for one in snapshot.manifest["resources"]:
            data = (snapshot.folder / one["path"]).read_bytes()
            self.assertEqual(
                (one["bytes"], one["hash"]), (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}")
            )
        on_disk = {path.name for path in snapshot.folder.iterdir()}
        self.assertEqual(on_disk, {*self.hashes(snapshot), "datapackage.json"})

    def test_the_packed_files_hold_the_plain_ones(self):
        camera()
        folder = publish().folder
        for name in ("cameras.geojson", "cameras.geojsonl"):
            self.assertEqual(
                gzip.decompress((folder / f"{name}.gz").read_bytes()), (folder / name).read_bytes()
            )

    def test_an_empty_registry_can_be_published(self):
        snapshot = publish()
        self.assertEqual(json.loads((snapshot.folder / "cameras.geojson").read_bytes())["features"], [])

    def test_what_fails_leaves_nothing_behind(self):
        camera()
        in_the_way = store.folder() / "2026-11-26-1" / "in the way"
        in_the_way.parent.mkdir(parents=True)
        in_the_way.touch()
        with self.assertRaises(OSError):
            publish()
        self.assertEqual([path.name for path in store.folder().iterdir()], ["2026-11-26-1"])
        self.assertEqual(store.every(), [])

    def test_a_snapshot_names_sources_and_licences(self):
        camera()
        manifest = publish().manifest
        self.assertEqual(manifest["licenses"][0]["name"], "ODbL-1.0")
        self.assertEqual(manifest["sources"][0]["attribution"], "© the town")


class UpkeepTests(SnapshotTestCase):
    def test_a_camera_hidden_later_is_taken_out_and_the_files_are_withheld_until_then(self):
        home, other = camera(), camera()
        snapshot = publish()
        self.set(home, status="hidden")
        self.assertIsNone(store.find(snapshot.name).file("cameras.csv"))
        self.assertIsNone(store.latest())
        self.assertEqual([one.name for one in clean_all()], [snapshot.name])
        cleaned = store.find(snapshot.name)
        self.assertEqual([one["id"] for one in self.lines(cleaned)], [other.pk])
        self.assertEqual((cleaned.manifest["features"], cleaned.manifest["seq"]), (1, 2))
        self.assertEqual(store.latest(), cleaned)
        for path in cleaned.folder.iterdir():
            self.assertNotIn(f'"id":{home.pk},'.encode(), path.read_bytes(), path.name)
        self.assertEqual(clean_all(), [])

    def test_a_removed_camera_stays_in_the_older_snapshot(self):
        made = camera()
        snapshot = publish()
        self.set(made, status="removed")
        self.assertEqual(clean_all(), [])
        self.assertIsNotNone(store.find(snapshot.name).file("cameras.csv"))

    def test_old_files_go_the_manifest_stays(self):
        camera()
        old = publish()
        camera()
        new = publish()
        self.assertEqual([one.name for one in thin_out(1)], [old.name])
        self.assertEqual([path.name for path in old.folder.iterdir()], ["datapackage.json"])
        self.assertTrue(store.find(new.name).is_kept)
        self.assertEqual(thin_out(1), [])

    def test_what_an_interrupted_run_left_is_swept_after_a_day(self):
        for name, age in ((".new-old", 2), (".new-running", 0)):
            path = store.folder() / name
            path.mkdir(parents=True)
            os.utime(path, (NOON.timestamp() - age * 86_400,) * 2)
        sweep()
        self.assertEqual([path.name for path in store.folder().iterdir()], [".new-running"])

    def test_the_command_does_all_of_it(self):
        camera()
        call_command("publish_snapshot", stdout=io.StringIO())
        self.assertEqual(len(store.every()), 1)
        camera()
        call_command("publish_snapshot", "--if-older-than", "7", stdout=io.StringIO())
        self.assertEqual(len(store.every()), 1)
        with time_machine.travel(datetime(2026, 12, 4, tzinfo=UTC)):
            call_command("publish_snapshot", "--if-older-than", "7", stdout=io.StringIO())
        self.assertEqual(len(store.every()), 2)


class AddressTests(SnapshotTestCase):
    def setUp(self):
        super().setUp()
        camera(operator="Ville")
        self.snapshot = publish()
        self.url = f"/data/snapshots/{self.snapshot.name}"

    def get(self, url, status=200, **headers):
        response = self.client.get(url, headers=headers)
        self.assertEqual(response.status_code, status, url)
        response.body = response.getvalue()  # read to the end, the client closes the file
        return response

    def test_every_file_of_the_manifest_can_be_fetched_with_its_type(self):
        for one in self.snapshot.manifest["resources"]:
            response = self.get(f"{self.url}/{one['path']}")
            self.assertEqual(response.headers["Content-Type"], one["mediatype"])
            self.assertEqual(len(response.body), one["bytes"])
            self.assertEqual(response.headers["Access-Control-Allow-Origin"], "*")
            self.assertIn("ETag", response.headers)
            self.assertIn("Last-Modified", response.headers)

    def test_a_part_of_a_file(self):
        response = self.get(f"{self.url}/cameras.csv", 206, range="bytes=0-1")
        self.assertEqual(response.body, b"id")

    def test_the_latest_address_leads_to_the_newest_snapshot(self):
        self.assertTrue(self.get("/data/latest/cameras.csv", 302).url.endswith(f"{self.url}/cameras.csv"))
        camera()
        newer = publish()
        self.assertIn(newer.name, self.get("/data/latest/datapackage.json", 302).url)

    def test_the_citation_is_the_same_in_every_language_but_for_its_words(self):
        for prefix in ("", "/fr"):
            self.assertContains(self.get(prefix + self.url), f"127.0.0.1:8000{self.url}<")

    def test_the_address_to_cite_outlives_the_files(self):
        self.assertContains(self.get(self.url), self.snapshot.name)
        camera()
        publish()
        thin_out(1)
        self.assertContains(self.get(self.url), "no longer kept")
        gone = self.get(f"{self.url}/cameras.csv", 410)
        self.assertEqual(gone.headers["Content-Type"], "application/problem+json")
        self.assertIn("2026-11-26-2", gone.json()["snapshot"])
        self.get(f"{self.url}/datapackage.json")

    def test_what_was_never_published_is_not_found(self):
        for url in (
            "/data/snapshots/2020-01-01-1",
            "/data/snapshots/x",
            f"{self.url}/secret.txt",
            f"{self.url}/..%2F..%2Fcontrechamp.sqlite3",
            "/data/snapshots/..%2F2026-11-26-1",
            "/data/latest/nothing.csv",
        ):
            self.get(url, 404)

    def test_a_program_is_told_that_there_is_no_such_file(self):
        for url in (f"{self.url}/nope", "/data/snapshots/x/cameras.csv", "/data/latest/nothing.csv"):
            answer = self.get(url, 404)
            self.assertEqual(answer.headers["Content-Type"], "application/problem+json")
            self.assertEqual(answer.headers["Access-Control-Allow-Origin"], "*")
            self.assertEqual(json.loads(answer.body)["status"], 404)

    def test_without_a_snapshot_the_page_offers_the_stream(self):
        self.assertContains(self.get("/data"), "cameras.parquet")
        with override_settings(SNAPSHOTS_ROOT=Path(self.snapshot.folder) / "empty"):
            self.assertContains(self.get("/data"), "/data/cameras.geojson")
            self.get("/data/latest/cameras.csv", 404)


def test_the_state_is_frozen_while_others_write(transactional_db, settings, tmp_path):
    """A snapshot that takes minutes holds one seq; on SQLite it does not block the writers either."""
    from threading import Thread

    from django.db import connection

    from cameras.publishing.snapshots.frozen import frozen_registry

    settings.SNAPSHOTS_ROOT = tmp_path
    camera()

    def write():
        camera()
        connection.close()

    with frozen_registry() as seq:
        writer = Thread(target=write)
        writer.start()
        writer.join(timeout=60)
        assert not writer.is_alive()
        assert Camera.objects.count() == 1
        assert seq == 1
    assert Camera.objects.count() == 2
