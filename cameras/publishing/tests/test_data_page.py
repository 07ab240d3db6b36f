import json
import re
import subprocess
import sys

import pytest
from django.test import TestCase

from cameras.publishing.snapshots.publish import publish
from cameras.publishing.snapshots.tests.test_snapshots import SnapshotTestCase
from cameras.publishing.snippets import SNIPPETS
from cameras.tests.builders import camera, dataset


class DataPageTests(SnapshotTestCase):
    def setUp(self):
        super().setUp()
        camera(dataset=dataset(attribution='© "Ville" </script><b>'))
        self.snapshot = publish()
        self.page = self.client.get("/data").content.decode()

    def test_the_attribution_names_every_source(self):
        camera(dataset=dataset("other", attribution="© Other"))
        page = self.client.get("/data").content.decode()
        line = re.search(r'<code id="attribution">(.*?)</code>', page)[1]
        self.assertIn("© Other", line)
        self.assertIn("Ville", line)

    def test_its_json_ld_is_escaped(self):
        block = re.search(r'<script type="application/ld\+json">(.*?)</script>', self.page, re.DOTALL)[1]
        about = json.loads(block)
        self.assertEqual((about["@type"], about["version"]), ("Dataset", self.snapshot.name))
        self.assertEqual(about["creditText"], '© "Ville" </script><b>')
        self.assertEqual(len(about["distribution"]), len(self.snapshot.manifest["resources"]))

    def test_every_file_is_linked_on_the_page_of_the_snapshot_with_its_checksum(self):
        page = self.client.get(f"/data/snapshots/{self.snapshot.name}").content.decode()
        for one in self.snapshot.manifest["resources"]:
            self.assertIn(f"/data/snapshots/{self.snapshot.name}/{one['path']}", page)
            self.assertIn(one["hash"], page)

    def test_the_files_of_published_cameras_are_linked_on_the_data_page(self):
        for name in ("cameras.geojson", "cameras.csv", "cameras.parquet"):
            self.assertIn(f"/data/snapshots/{self.snapshot.name}/{name}", self.page)

    def test_the_number_of_queries_does_not_grow(self):
        for number in range(5):
            camera(dataset=dataset(f"town-{number}"))
        with self.assertNumQueries(3):
            self.client.get("/data")

    def test_the_catalogue_has_a_licence_on_each_distribution(self):
        catalog = self.client.get("/catalog.jsonld").json()
        (about,) = catalog["dcat:dataset"]
        self.assertEqual(len(about["dcat:distribution"]), len(self.snapshot.manifest["resources"]) + 1)
        for one in about["dcat:distribution"]:
            self.assertEqual(one["dct:license"], [{"@id": "https://spdx.org/licenses/ODbL-1.0.html"}])
            self.assertTrue(one["dcat:accessURL"]["@id"].startswith("http"))


class WithoutSnapshotTests(TestCase):
    def test_the_catalogue_names_the_api(self):
        (about,) = self.client.get("/catalog.jsonld").json()["dcat:dataset"]
        self.assertEqual(about["dcat:distribution"][-1]["dct:title"], "OGC API - Features")


COMMANDS = {
    "curl": ["bash", "-euc"],
    "python": [sys.executable, "-c"],
    "javascript": ["node", "--input-type=module", "-e"],
}


@pytest.mark.parametrize("slug", COMMANDS)
def test_the_examples_of_the_page_run(slug, live_server, transactional_db, settings, tmp_path):
    settings.SNAPSHOTS_ROOT = tmp_path
    settings.PUBLIC_URL = live_server.url
    camera(ownership="public")
    publish()
    (snippet,) = [one for one in SNIPPETS if one.slug == slug]
    done = subprocess.run(
        [*COMMANDS[slug], snippet.code], capture_output=True, text=True, timeout=120, cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    assert "public" in done.stdout
