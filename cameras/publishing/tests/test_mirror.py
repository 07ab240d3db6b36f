"""Snapshot or walk, then changes: the copy equals a full export at the end, always."""

import json
import random
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread

import pytest
from django.conf import settings
from django.db import connection
from django.test import LiveServerTestCase, TestCase, override_settings
from django.utils import timezone

from cameras.models import Camera, Change
from cameras.publishing.export import stream
from cameras.publishing.formats import LINES
from cameras.publishing.snapshots.publish import publish
from cameras.registry.revisions import StaleCamera, change, registry
from cameras.tests.builders import IMPORT, camera

CHANGES = "/api/v1/changes"
MIRROR = Path(settings.BASE_DIR) / "script" / "mirror"


def alter(made, **values):
    with registry() as clock:
        change(clock, made, values, author=IMPORT)


class FeedTests(TestCase):
    def ask(self, query, status=200):
        response = self.client.get(f"{CHANGES}{query}")
        self.assertEqual(response.status_code, status, response.content)
        return response.json()

    def lines(self, since):
        return [(one["seq"], one["id"], one["op"]) for one in self.ask(f"?since={since}")["changes"]]

    def test_a_camera_that_came_and_went(self):
        made = camera(operator="Ville")
        self.assertEqual(self.lines(0), [(1, made.pk, "upsert")])
        (line,) = self.ask("?since=0")["changes"]
        item = self.client.get(f"/api/v1/collections/cameras/items/{made.pk}").json()
        self.assertEqual(line["feature"]["properties"], item["properties"])
        alter(made, status="removed")
        self.assertEqual(self.lines(1), [(2, made.pk, "delete")])

    def test_a_deletion_has_no_other_data(self):
        survivor, copy, home = camera(), camera(operator="canary"), camera(operator="canary")
        alter(copy, status="merged", merged_into_id=survivor.pk)
        alter(home, status="hidden")
        body = self.client.get(f"{CHANGES}?since=0")
        self.assertNotContains(body, "canary")
        lines = {one["id"]: one for one in body.json()["changes"]}
        self.assertEqual((lines[copy.pk]["reason"], lines[copy.pk]["replaced_by"]), ("merged", survivor.pk))
        self.assertEqual(lines[home.pk].keys(), {"seq", "id", "at", "op", "feature", "reason"})

    def test_a_hidden_camera_is_a_deletion_in_older_entries_too(self):
        home = camera(operator="canary")
        alter(home, operator="canary-2")
        alter(home, status="hidden")
        self.assertNotContains(self.client.get(f"{CHANGES}?since=0&limit=1"), "canary")

    def test_several_changes_of_a_camera_in_a_page_are_one_line(self):
        made = camera()
        for name in ("a", "b", "c"):
            alter(made, operator=name)
        (line,) = self.ask("?since=0")["changes"]
        self.assertEqual((line["seq"], line["feature"]["properties"]["operator"]), (4, "c"))

    def test_next_links_lead_to_the_end(self):
        for _ in range(5):
            camera()
        url, seen = f"{CHANGES}?since=0&limit=2", []
        while url:
            body = self.client.get(url).json()
            seen += [one["seq"] for one in body["changes"]]
            url = next((one["href"] for one in body["links"] if one["rel"] == "next"), None)
        self.assertEqual((seen, body["until"]), ([1, 2, 3, 4, 5], 5))
        self.assertEqual(self.ask("?since=5")["changes"], [])

    def test_without_since_it_returns_the_current_end(self):
        camera()
        self.assertEqual(self.ask("")["until"], 1)
        self.assertEqual(self.ask("")["changes"], [])

    def test_an_expired_cursor_or_one_of_another_feed_is_gone(self):
        camera()
        self.assertEqual(self.ask("?since=2", 410)["snapshot"], None)
        year_ago = timezone.now() + timedelta(days=settings.CHANGES_KEPT_DAYS + 1)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("cameras.api.changes.timezone.now", lambda: year_ago)
            self.assertIn("/items", self.ask("?since=0", 410)["items"])
            self.ask("?since=1")  # nothing was missed
            with override_settings(CHANGES_KEPT_DAYS=0):
                self.ask("?since=0")

    def test_an_invalid_cursor_is_refused(self):
        for text in ("", "-1", "x", "1.5", "9" * 30):
            self.assertEqual(self.ask(f"?since={text}", 400)["parameter"], "since")


class MirrorTestCase(LiveServerTestCase):
    """A reader who runs script/mirror against a live server."""

    def setUp(self):
        folder = TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.file = Path(folder.name) / "copy.geojson"
        changed = override_settings(PUBLIC_URL=self.live_server_url, SNAPSHOTS_ROOT=Path(folder.name))
        changed.enable()
        self.addCleanup(changed.disable)

    def mirror(self):
        command = [sys.executable, str(MIRROR), self.live_server_url, str(self.file)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=240)
        self.assertEqual(done.returncode, 0, done.stderr)

    def assert_equal(self):
        export = b"".join(stream(Camera.objects.published(), LINES)).decode().splitlines()
        copy = json.loads(self.file.read_text())
        self.assertEqual(copy["features"], [json.loads(line) for line in export])
        self.assertEqual(copy["until"], Change.objects.count())


class MirrorTests(MirrorTestCase):
    def test_a_walk_and_then_the_changes(self):
        made = [camera(43, 7 + n / 100, operator="É") for n in range(5)]
        self.mirror()
        self.assert_equal()
        alter(made[0], status="removed")
        alter(made[2], operator="x")
        camera()
        self.mirror()
        self.assert_equal()

    def test_a_snapshot_and_then_the_changes(self):
        made = [camera() for _ in range(5)]
        publish()
        alter(made[4], status="hidden")
        alter(made[0], operator="x")
        with override_settings(CHANGES_KEPT_DAYS=0):
            self.mirror()
        self.assert_equal()

    def test_a_copy_of_another_registry_begins_again(self):
        camera()
        self.file.write_text('{"type":"FeatureCollection","until":99,"features":[\n]}\n')
        self.mirror()
        self.assert_equal()

    def test_a_copy_from_before_a_field_existed_gets_it(self):
        made = [camera(operator="É", mount="wall") for _ in range(3)]
        self.mirror()
        Camera.objects.update(mount="")  # as a field that was just added
        old = self.file.read_text()
        self.file.write_text(old.replace('"mount":"wall",', "").replace('"angle":null,', ""))
        self.assertNotIn("mount", self.file.read_text())
        alter(made[1], operator="x")
        self.mirror()
        self.assert_equal()

    def test_many_writers_while_the_mirror_polls(self):
        """On PostgreSQL the writers really write at once; SQLite lets one in at a time."""
        for n in range(20):
            camera(43, 7 + n / 100)
        stop = Event()
        writers = [Thread(target=self.write, args=(seed, stop)) for seed in range(4)]
        for writer in writers:
            writer.start()
        try:
            for _ in range(3):
                self.mirror()
        finally:
            stop.set()
            for writer in writers:
                writer.join(60)
        self.mirror()
        self.assert_equal()
        seqs = list(Change.objects.order_by("seq").values_list("seq", flat=True))
        self.assertEqual(seqs, list(range(1, len(seqs) + 1)))
        self.assertGreater(len(seqs), 40)

    def write(self, seed, stop):
        rng = random.Random(seed)
        try:
            while not stop.wait(0.01):
                act(rng)
        finally:
            connection.close()


def act(rng):
    """One random thing that moderators do: approve, edit, remove, hide, merge, and take any of these back."""
    one, other = rng.sample(list(Camera.objects.all()), 2)
    kind = rng.choice(("new", "edit", "move", "removed", "hidden", "active", "merged"))
    try:
        if kind == "new":
            camera(rng.uniform(43, 44), rng.uniform(7, 8))
        elif kind == "edit":
            alter(one, operator=str(rng.random()))
        elif kind == "move":
            alter(one, latitude=rng.uniform(43, 44))
        elif kind == "merged":
            alter(one, status="merged", merged_into_id=other.pk)
        else:
            alter(one, status=kind, merged_into_id=None)
    except StaleCamera:
        pass  # somebody else was quicker
