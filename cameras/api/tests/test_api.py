import json
from datetime import date

from django.test import TestCase
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as PropertyTestCase

from cameras.publishing.geojson import PROPERTIES
from cameras.tests.builders import MONACO, camera, dataset

ITEMS = "/api/v1/collections/cameras/items"


class ItemsTests(TestCase):
    def get(self, query="", status=200):
        response = self.client.get(f"{ITEMS}{query}")
        self.assertEqual(response.status_code, status, response.content)
        return response.json()

    def ids(self, query=""):
        return [one["id"] for one in self.get(query)["features"]]

    def test_it_is_a_feature_collection_of_points_longitude_first(self):
        made = camera(operator="Ville", observed_on=date(2026, 3, 1))
        response = self.client.get(ITEMS)
        self.assertEqual(response.headers["Content-Type"], "application/geo+json")
        self.assertEqual(response.headers["Access-Control-Allow-Origin"], "*")
        (feature,) = response.json()["features"]
        self.assertEqual((feature["type"], feature["id"]), ("Feature", made.pk))
        self.assertEqual(feature["geometry"], {"type": "Point", "coordinates": [MONACO[1], MONACO[0]]})
        self.assertEqual(feature["properties"]["observed_on"], "2026-03-01")

    def test_every_property_is_always_there(self):
        camera()
        (feature,) = self.get()["features"]
        self.assertEqual(list(feature["properties"]), list(PROPERTIES))

    def test_it_counts_matched_and_returned_features(self):
        for _ in range(5):
            camera()
        body = self.get("?limit=2")
        self.assertEqual((body["numberMatched"], body["numberReturned"]), (5, 2))

    def test_next_links_walk_over_all_of_them_once(self):
        made = [camera().pk for _ in range(7)]
        seen, url = [], f"{ITEMS}?limit=3"
        while url:
            body = self.client.get(url).json()
            seen += [one["id"] for one in body["features"]]
            self.assertEqual(body["numberMatched"], 7)
            url = next((link["href"] for link in body["links"] if link["rel"] == "next"), None)
        self.assertEqual(seen, made)

    def test_the_last_page_has_no_next_link(self):
        camera()
        rels = [link["rel"] for link in self.get("?limit=1")["links"]]
        self.assertEqual(rels, ["self", "alternate", "collection"])

    def test_links_are_absolute(self):
        self.assertTrue(all(link["href"].startswith("http") for link in self.get()["links"]))

    def test_bbox(self):
        inside, _outside = camera(43.7, 7.4), camera(43.7, 8.4)
        self.assertEqual(self.ids("?bbox=7,43,8,44"), [inside.pk])
        self.assertEqual(self.ids("?bbox=7,43,-10,8,44,10"), [inside.pk])
        self.assertEqual(self.ids("?bbox=7.4,43.7,7.4,43.7"), [inside.pk])
        self.assertEqual(len(self.ids("?bbox=-180,-90,180,90")), 2)

    def test_bbox_across_the_antimeridian(self):
        east, west = camera(-17, 179.5), camera(-17, -179.5)
        camera(-17, 0)
        self.assertEqual(self.ids("?bbox=179,-18,-179,-16"), [east.pk, west.pk])

    def test_dataset_and_ownership(self):
        mine = camera(dataset=dataset("mine"), ownership="private")
        camera(dataset=dataset("theirs"))
        self.assertEqual(self.ids("?dataset=mine"), [mine.pk])
        self.assertEqual(self.ids("?dataset=nothing"), [])
        self.assertEqual(self.ids("?ownership=private"), [mine.pk])

    def test_removed_and_hidden_cameras_are_not_there(self):
        camera(status="removed")
        camera(status="hidden")
        self.assertEqual(self.ids(), [])

    def test_a_limit_over_the_maximum_is_clamped(self):
        self.get("?limit=999999")

    def test_three_queries_a_page(self):
        for _ in range(20):
            camera()
        with self.assertNumQueries(3):  # the version, the count, the page
            self.get("?limit=5")


class RefusedParametersTests(TestCase):
    def refused(self, query, parameter):
        response = self.client.get(f"{ITEMS}?{query}")
        self.assertEqual(response.status_code, 400, query)
        self.assertEqual(response.headers["Content-Type"], "application/problem+json")
        self.assertEqual(response.json()["parameter"], parameter)
        self.assertGreater(len(response.json()["detail"]), 20)

    def test_limits(self):
        for text in ("0", "-1", "1.5", "", "ten", "１", "1" * 30):
            self.refused(f"limit={text}", "limit")

    def test_boxes(self):
        for text in (
            "",
            "1,2,3",
            "1,2,3,4,5",
            "a,b,c,d",
            "nan,0,1,1",
            "0,50,1,40",
            "-181,0,1,1",
            "0,0,0,inf",
        ):
            self.refused(f"bbox={text}", "bbox")

    def test_datasets_ownerships_cursors_and_unknown_names(self):
        self.refused("dataset=a%20b", "dataset")
        self.refused("ownership=mine", "ownership")
        self.refused("cursor=!!!", "cursor")
        self.refused("cursor=%C3%A9", "cursor")
        self.refused("page=2", "page")

    def test_a_cursor_of_other_filters(self):
        for _ in range(3):
            camera()
        body = self.client.get(f"{ITEMS}?limit=1").json()
        cursor = next(link["href"] for link in body["links"] if link["rel"] == "next").split("cursor=")[1]
        self.refused(f"cursor={cursor}&ownership=private", "cursor")


class FuzzTests(PropertyTestCase):
    @given(
        st.dictionaries(
            st.sampled_from(["limit", "bbox", "dataset", "ownership", "cursor", "x"]),
            st.text(max_size=40),
            max_size=4,
        )
    )
    def test_no_query_causes_a_server_error(self, query):
        self.assertIn(self.client.get(ITEMS, query).status_code, (200, 400))


class OtherAddressesTests(TestCase):
    def test_one_camera(self):
        made = camera()
        feature = self.client.get(f"{ITEMS}/{made.pk}").json()
        self.assertEqual(feature["id"], made.pk)
        self.assertEqual(
            [link["rel"] for link in feature["links"]], ["self", "alternate", "collection", "related"]
        )

    def test_no_such_camera(self):
        for number in ("9", "9" * 30):
            response = self.client.get(f"{ITEMS}/{number}")
            self.assertEqual((response.status_code, response.json()["status"]), (404, 404))

    def test_no_such_address(self):
        for url in ("/api/v1/nothing", "/api/v1/1%0A", "/api/v1/collections/1%0A", "/api/v1/%0A%0A"):
            with self.subTest(url):
                response = self.client.get(url)
                self.assertEqual(response.status_code, 404)
                self.assertEqual(response.headers["Content-Type"], "application/problem+json")

    def test_links_lead_from_the_landing_page_to_the_items(self):
        camera()
        url = "/api/v1"
        for rel in ("data", "self"):
            links = {link["rel"]: link["href"] for link in self.client.get(url).json()["links"]}
            url = links[rel]
        for collection, count in zip(self.client.get(url).json()["collections"], (1, 0), strict=True):
            links = {link["rel"]: link["href"] for link in collection["links"] if "html" not in link["type"]}
            self.assertEqual(self.client.get(links["items"]).json()["numberMatched"], count)
            self.assertEqual(self.client.get(links["self"]).json(), collection)
            for rel in ("describedby", "http://www.opengis.net/def/rel/ogc/1.0/schema"):
                self.assertIn("properties", self.client.get(links[rel]).json())

    def test_the_root_with_a_slash_and_the_conformance(self):
        self.assertEqual(self.client.get("/api/v1/").status_code, 200)
        self.assertTrue(self.client.get("/api/v1/conformance").json()["conformsTo"])

    def test_it_is_for_reading_only(self):
        response = self.client.post(ITEMS)
        self.assertEqual(response.status_code, 405)
        self.assertIn("GET", response.headers["Allow"])
        self.assertEqual(self.client.head(ITEMS).status_code, 200)
        self.assertEqual(self.client.options(ITEMS).status_code, 200)


class ExportTests(TestCase):
    def test_the_whole_file_has_the_same_features_as_the_api(self):
        for n in range(5):
            camera(43 + n / 10, 7)
        response = self.client.get("/data/cameras.geojson")
        body = json.loads(b"".join(response.streaming_content))
        self.assertEqual(body["features"], self.client.get(ITEMS).json()["features"])
        self.assertEqual(body["sources"][0]["licence"], "ODbL-1.0")

    def test_an_empty_registry_is_a_valid_file(self):
        body = json.loads(self.client.get("/data/cameras.geojson").getvalue())
        self.assertEqual(body["features"], [])

    def test_a_file_that_was_cut_does_not_parse(self):
        camera()
        *pieces, _end = self.client.get("/data/cameras.geojson").streaming_content
        with self.assertRaises(ValueError):
            json.loads(b"".join(pieces))
