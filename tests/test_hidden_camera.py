"""I15: a hidden camera leaves API, map, tiles, lists, exports, feeds and published files at once."""

import json

from django.test import TestCase

from cameras.geo import tile_of
from cameras.publishing.snapshots import store
from cameras.publishing.snapshots.publish import publish
from cameras.tests.builders import camera
from reports.decisions import hide
from reports.tests.people import alice

PLACE = (43.7384, 7.4246)
NAME = "Canary operator 7f3k"


class I15AHiddenCameraLeavesEverything(TestCase):
    def setUp(self):
        self.camera = camera(*PLACE, operator=NAME)
        self.snapshot = publish()
        x, y = tile_of(16, *PLACE)
        self.tile = f"/tiles/16/{x}/{y}.json"
        self.items = "/api/v1/collections/cameras/items"
        self.lists = [
            "/cameras", self.items, "/feeds/cameras.atom", "/feeds/cameras.json",
            *(f"/data/export?format={form}" for form in ("geojson", "geojsonl", "csv", "gpx", "kml")),
        ]  # fmt: skip

    def body(self, url):
        return self.client.get(url).getvalue().decode()

    def test_it_was_everywhere_and_is_nowhere(self):
        etag = self.client.get(self.tile).headers["ETag"]
        before = {url: self.body(url) for url in self.lists}
        self.assertEqual([url for url, text in before.items() if NAME not in text], [])
        hide(self.camera, by=alice(), reason="a private home")
        self.assertEqual([url for url in self.lists if NAME in self.body(url)], [])
        self.assertEqual(self.client.get(f"/cameras/{self.camera.pk}").status_code, 410)
        self.assertEqual(self.client.get(f"{self.items}/{self.camera.pk}").status_code, 410)
        self.assertEqual(self.client.get("/cameras/count.json").json()["total"], 0)
        again = self.client.get(self.tile, headers={"if-none-match": etag})
        self.assertEqual((again.status_code, json.loads(again.content)["p"]), (200, []))

    def test_a_published_file_that_holds_it_is_not_given_away_any_more(self):
        address = f"/data/snapshots/{self.snapshot.name}/cameras.csv"
        self.assertIn(NAME, self.body(address))
        hide(self.camera, by=alice(), reason="a private home")
        self.assertEqual(self.client.get(address).status_code, 503)
        self.assertIsNone(store.latest())

    def test_the_feed_says_that_it_is_gone_and_nothing_of_it(self):
        hide(self.camera, by=alice(), reason="a private home")
        last = self.client.get("/api/v1/changes?since=0").json()["changes"][-1]
        self.assertEqual((last["id"], last["op"], last["feature"]), (self.camera.pk, "delete", None))
        self.assertNotIn(NAME, self.body("/api/v1/changes?since=0"))
