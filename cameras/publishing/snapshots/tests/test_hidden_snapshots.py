"""Snapshots that have a camera which was hidden since are held back until they are cleaned, no others."""

from cameras.publishing.snapshots import store
from cameras.publishing.snapshots.publish import publish
from cameras.publishing.snapshots.tests.test_snapshots import SnapshotTestCase
from cameras.publishing.snapshots.upkeep import clean_all
from cameras.tests.builders import camera


class HiddenSinceTests(SnapshotTestCase):
    def test_a_camera_that_came_after_it_takes_nothing_offline_when_it_is_hidden(self):
        camera()
        before = publish()
        mistake = camera()
        after = publish()
        self.set(mistake, status="hidden")
        self.assertIsNotNone(store.find(before.name).file("cameras.csv"))
        self.assertIsNone(store.find(after.name).file("cameras.csv"))
        self.assertEqual(store.latest().name, before.name)
        self.assertEqual([one.name for one in clean_all()], [after.name])

    def test_a_camera_hidden_twice_is_withheld_twice(self):
        home = camera()
        snapshot = publish()
        self.set(home, status="hidden")
        clean_all()
        self.set(home, status="active")
        self.set(home, status="hidden")
        self.assertIsNone(store.find(snapshot.name).file("cameras.csv"))

    def test_files_that_wait_to_be_cleaned_say_when_to_come_back(self):
        first = camera()
        older = publish()
        home = camera()
        newer = publish()
        self.set(home, status="hidden")
        self.assertIn(older.name, self.client.get("/data/latest/cameras.csv").url)
        self.waits(f"/data/snapshots/{newer.name}/cameras.csv")
        page = self.client.get(f"/data/snapshots/{newer.name}")
        self.assertContains(page, "come back in an hour")
        self.assertNotContains(page, "no longer kept")
        self.set(first, status="hidden")
        self.waits("/data/latest/cameras.csv")
        clean_all()
        self.assertIn(newer.name, self.client.get("/data/latest/cameras.csv").url)

    def waits(self, url):
        answer = self.client.get(url)
        self.assertEqual(answer.status_code, 503)
        self.assertEqual(answer.headers["Retry-After"], "3600")
        self.assertEqual(answer.headers["Content-Type"], "application/problem+json")
        self.assertEqual(answer.headers["Access-Control-Allow-Origin"], "*")
