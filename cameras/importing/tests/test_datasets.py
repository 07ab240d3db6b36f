"""The licence, the attribution and the rank of a source: readers hear of each change of them."""

from io import StringIO

from django.contrib.admin.sites import site
from django.core.management import call_command
from django.utils import timezone

from cameras.importing import datasets
from cameras.importing.tests.test_imports import ImportCase, node
from cameras.models import Camera, CameraRevision, Change, Dataset, RegistryClock
from cameras.publishing.snapshots.manifest import describe
from cameras.publishing.tests.test_mirror import MirrorTestCase
from cameras.tests.builders import camera, dataset

ITEMS = "/api/v1/collections/cameras/items"


class TermsTests(ImportCase):
    def setUp(self):
        super().setUp()
        self.load(node(1), node(2, end_date="2020"))
        self.load(node(3), dataset="other")

    def ask(self, address, etag=""):
        return self.client.get(address, headers={"if-none-match": etag} if etag else {})

    def change_terms(self, **values):
        return self.load(node(1), node(2, end_date="2020"), **values)

    def test_an_etag_of_before_is_good_no_more(self):
        for address in (
            ITEMS,
            f"{ITEMS}?status=removed",
            f"{ITEMS}/1",
            "/api/v1/changes?since=0",
            "/api/v1/datasets",
        ):
            etag = self.ask(address)["ETag"]
            assert self.ask(address, etag).status_code == 304
            self.change_terms(attribution=f"© {address}")
            with self.subTest(address=address):
                answer = self.ask(address, etag)
                assert answer.status_code == 200
                assert f"© {address}" in answer.content.decode()

    def test_the_feed_tells_it_of_each_camera_of_the_dataset(self):
        before = RegistryClock.now()
        self.change_terms(licence="CC-BY-4.0")
        lines = self.ask(f"/api/v1/changes?since={before}").json()["changes"]
        assert [(line["id"], line["op"]) for line in lines] == [(1, "upsert"), (2, "delete")]
        assert lines[0]["feature"]["properties"]["licence"] == "CC-BY-4.0"

    def test_no_camera_gets_a_version_and_the_audit_is_content(self):
        revisions = CameraRevision.objects.count()
        self.change_terms(attribution="© new")
        assert CameraRevision.objects.count() == revisions
        out = StringIO()
        call_command("audit_registry", stdout=out)
        assert "Nothing differs" in out.getvalue()

    def test_those_who_ask_for_what_changed_since_get_them(self):
        Camera.objects.update(changed_at="2020-01-01T00:00Z")
        self.change_terms(attribution="© new")
        assert [one["id"] for one in self.ask(f"{ITEMS}?since=2021-01-01").json()["features"]] == [1]

    def test_the_same_terms_change_nothing(self):
        before = RegistryClock.now()
        self.change_terms(title="Another title", url="https://example.org")
        assert RegistryClock.now() == before
        assert Dataset.objects.get(slug="osm").title == "Another title"

    def test_a_rehearsal_changes_none(self):
        before = RegistryClock.now()
        self.change_terms(attribution="© new", dry_run=True)
        assert (RegistryClock.now(), Dataset.objects.get(slug="osm").attribution) == (before, "© the town")

    def test_what_an_administrator_changes_is_told_too(self):
        before = RegistryClock.now()
        one = Dataset.objects.get(slug="osm")
        one.attribution = "© new"
        site.get_model_admin(Dataset).save_model(None, one, None, change=True)
        assert RegistryClock.now() == before + 2


class RankTests(ImportCase):
    def test_another_rank_is_followed_at_once(self):
        for name in "ab":
            self.load(node(operator=name), dataset=name)
        assert Camera.objects.get().operator == "a"
        second = Dataset.objects.get(slug="b")
        second.rank = 1
        datasets.save(second)
        one = Camera.objects.get()
        assert (one.operator, one.dataset, one.sources) == ("b", second, ["b", "a"])
        before = RegistryClock.now()
        datasets.save(second)
        assert RegistryClock.now() == before


class MirrorTests(MirrorTestCase):
    def test_a_copy_has_the_new_terms_and_all_sources(self):
        camera(dataset=dataset("town"), external_ref="osm:node/1")
        self.mirror()
        one = dataset("town")
        one.licence, one.attribution = "CC-BY-4.0", "© new"
        datasets.save(one)
        Camera.objects.update(sources=["town", "other"])
        self.mirror()
        self.assert_equal()
        assert "© new" in self.file.read_text()


class PublishedTests(ImportCase):
    """All sources are listed, also those that are not followed."""

    def setUp(self):
        super().setUp()
        self.load(node(1), node(2), dataset="a", attribution="© A")
        self.load(node(1), dataset="b", attribution="© B")

    def properties(self, camera_id):
        return self.client.get(f"{ITEMS}/{camera_id}").json()["properties"]

    def test_a_camera_names_them(self):
        assert (self.properties(1)["dataset"], self.properties(1)["sources"]) == ("a", ["a", "b"])
        assert self.properties(2)["sources"] == ["a"]
        page = self.client.get("/cameras/1").content.decode()
        assert "© A" in page
        assert "© B" in page
        assert "© B" not in self.client.get("/cameras/2").content.decode()

    def test_files_pages_and_manifests_name_them(self):
        for address in ("/data/export?format=geojson", "/data", "/api/v1/datasets"):
            answer = self.client.get(address)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            with self.subTest(address=address):
                assert "© B" in body.decode()
        manifest = describe("2026-11-26-1", 1, 2, [], timezone.now())
        assert [one["attribution"] for one in manifest["sources"]] == ["© A", "© B"]
        listed = {one["id"]: one["cameras"] for one in self.client.get("/api/v1/datasets").json()["datasets"]}
        assert listed == {"a": 2, "b": 0}

    def test_a_csv_has_them_as_json(self):
        answer = self.client.get("/data/export?format=csv")
        assert '"[""a"",""b""]"' in b"".join(answer.streaming_content).decode()
        assert Change.objects.count() == 3
