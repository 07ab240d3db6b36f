"""OGC API - Features 1.0.1, Core and GeoJSON: the assertions of the official test suite, ported; and the
traps that real clients were seen to fall into (each test names whom it would hurt)."""

from datetime import date
from urllib.parse import parse_qsl, urlsplit

from django.test import TestCase
from geojson_pydantic import Feature, FeatureCollection

from areas.tests.builders import area, box
from cameras.api.paging import MAX_LIMIT
from cameras.osm.fields import PUBLISHED
from cameras.tests.builders import camera, dataset

ROOT = "/api/v1"
ITEMS = f"{ROOT}/collections/cameras/items"
AREAS = f"{ROOT}/collections/areas/items"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"


class OgcTestCase(TestCase):
    def ask(self, address, query=""):
        response = self.client.get(f"{address}{query}")
        self.assertEqual(response.status_code, 200, response.content[:300])
        return response.json()

    def ids(self, query=""):
        return [one["id"] for one in self.ask(ITEMS, query)["features"]]

    def refused(self, query, parameter, address=ITEMS):
        response = self.client.get(f"{address}?{query}")
        self.assertEqual((response.status_code, response.json()["parameter"]), (400, parameter), query)
        self.assertGreater(len(response.json()["detail"]), 20)


class LandingTests(OgcTestCase):
    def test_the_links_that_qgis_owslib_and_the_test_suite_ask_for(self):
        for address in (ROOT, f"{ROOT}/"):
            links = {one["rel"]: one for one in self.ask(address)["links"]}
            self.assertEqual(links["service-desc"]["type"], OPENAPI)  # QGIS: invalid layer without
            self.assertLessEqual(
                {"self", "alternate", "service-doc", "conformance", "data", "license"}, {*links}
            )
            self.assertFalse(links["data"]["href"].endswith("/"))  # QGIS: collections//cameras

    def test_every_link_is_absolute_has_a_type_and_is_answered_with_it(self):
        made, town = camera(), area("MC")
        for address in (
            ROOT,
            f"{ROOT}/collections",
            ITEMS,
            f"{ITEMS}/{made.pk}",
            AREAS,
            f"{AREAS}/{town.code}",
        ):
            for one in self.ask(address)["links"]:
                if one["rel"] == "license":
                    continue
                self.assertTrue(one["href"].startswith("http://127.0.0.1:8000/"), one)  # QGIS, OWSLib
                if "/data" in one["href"] or "/cameras/" in one["href"][-12:]:
                    continue
                response = self.client.get(one["href"].removeprefix("http://127.0.0.1:8000"))
                self.assertEqual(response.status_code, 200, one)
                self.assertEqual(response.headers["Content-Type"].split("; ")[0], one["type"])

    def test_it_conforms_to_core_geojson_and_openapi(self):
        conformance = self.ask(f"{ROOT}/conformance")["conformsTo"]
        prefix = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/"
        self.assertEqual(conformance, [prefix + part for part in ("core", "geojson", "oas30")])

    def test_each_endpoint_refuses_unknown_parameters(self):
        for address in (
            "", "/conformance", "/collections", "/collections/cameras", "/collections/areas/items",
            "/openapi.json", "/docs", "/changes", "/datasets",
        ):  # fmt: skip
            self.refused("unknown=1", "unknown", ROOT + address)
            self.refused("f=xml", "f", ROOT + address)
            self.refused("lang=de", "lang", ROOT + address)


class CollectionTests(OgcTestCase):
    def setUp(self):
        camera(43.7, 7.4)
        camera(60.2, 24.9)

    def test_it_has_the_members_that_clients_read(self):
        about = self.ask(f"{ROOT}/collections/cameras")
        self.assertEqual(about["itemType"], "feature")  # OWSLib lists no other
        self.assertEqual(about["itemCount"], 2)  # GDAL counts page by page without
        self.assertNotIn("storageCrs", about)  # GDAL 3.12 would ask with crs=
        self.assertEqual(about["crs"], ["http://www.opengis.net/def/crs/OGC/1.3/CRS84"])
        ((west, south, east, north),) = about["extent"]["spatial"]["bbox"]  # GDAL would download everything
        self.assertTrue(-180 <= west <= 7.4 and 24.9 <= east <= 30 and 40 <= south <= 43.7 and north >= 60.2)
        self.assertEqual(about["extent"]["temporal"]["interval"], [[None, None]])

    def test_it_links_to_the_items_the_schema_the_files_and_the_licence(self):
        links = self.ask(f"{ROOT}/collections/cameras")["links"]
        relations = {(one["rel"], one["type"]) for one in links}
        self.assertLessEqual(
            {
                ("items", "application/geo+json"),
                ("items", "text/html"),
                ("describedby", "application/schema+json"),
                ("enclosure", "application/geo+json"),
                ("license", "text/html"),
            },
            relations,
        )
        self.assertIn("ODbL-1.0", [one.get("title") for one in links])  # QGIS shows it

    def test_an_unknown_collection_is_not_found(self):
        for path in ("/nothing", "/nothing/items", "/nothing/schema", "/cameras/", "/cameras/items/"):
            response = self.client.get(f"{ROOT}/collections{path}")
            self.assertEqual((response.status_code, response.json()["status"]), (404, 404))


class FeatureTests(OgcTestCase):
    def test_a_collection_and_a_feature_are_valid_geojson(self):
        made, town = camera(), area("MC")
        for address, identity in ((ITEMS, made.pk), (AREAS, town.code)):
            FeatureCollection.model_validate(self.ask(address))
            one = self.ask(f"{address}/{identity}")
            Feature.model_validate(one)
            self.assertEqual(one["id"], identity)
            response = self.client.get(f"{address}/{identity}")
            self.assertEqual(response.headers["Content-Type"], "application/geo+json")
            self.assertIn("CRS84", response.headers["Content-Crs"])

    def test_every_property_is_always_there_and_no_other(self):
        camera()
        (one,) = self.ask(ITEMS)["features"]
        self.assertEqual(
            list(one["properties"]), [field.name for field in PUBLISHED]
        )  # GDAL drops missing columns

    def test_a_removed_camera_keeps_its_address(self):
        made = camera(status="removed", removed_on=date(2020, 1, 1))
        self.assertEqual(self.ask(f"{ITEMS}/{made.pk}")["properties"]["status"], "removed")

    def test_a_merged_one_redirects_to_its_survivor_and_a_hidden_one_is_gone(self):
        survivor = camera()
        merged = camera(status="merged", merged_into=survivor)
        response = self.client.get(f"{ITEMS}/{merged.pk}")
        self.assertEqual(response.status_code, 301)
        self.assertTrue(response.headers["Location"].endswith(f"/items/{survivor.pk}"))
        hidden = self.client.get(f"{ITEMS}/{camera(status='hidden').pk}")
        self.assertEqual((hidden.status_code, hidden.json()["status"]), (410, 410))


class ParameterTests(OgcTestCase):
    def test_a_limit_over_the_greatest_is_clamped_never_refused(self):
        camera()
        self.assertEqual(len(self.ids(f"?limit={MAX_LIMIT + 1}")), 1)

    def test_invalid_limits_are_refused(self):
        for text in ("0", "-1", "1.5", "", "ten", "１", "1" * 30, "%001"):
            self.refused(f"limit={text}", "limit")

    def test_an_offset_for_arcgis_and_ogc_client(self):
        made = [camera().pk for _ in range(5)]
        self.assertEqual(self.ids("?offset=2&limit=2"), made[2:4])
        self.assertEqual(self.ids("?offset=9"), [])
        body = self.ask(ITEMS, "?offset=2&limit=2")
        (following,) = [one["href"] for one in body["links"] if one["rel"] == "next"]
        self.assertNotIn("offset", following)
        rest = self.client.get(following).json()
        self.assertEqual([one["id"] for one in rest["features"]], made[4:])
        for text in ("-1", "x", "100001"):
            self.refused(f"offset={text}", "offset")
        cursor = dict(parse_qsl(urlsplit(following).query))["cursor"]
        self.refused(f"offset=1&cursor={cursor}", "offset")

    def test_a_cursor_needs_no_escaping_and_belongs_to_its_filters(self):
        for _ in range(3):
            camera()
        body = self.ask(ITEMS, "?limit=1")
        (following,) = [one["href"] for one in body["links"] if one["rel"] == "next"]
        cursor = following.partition("cursor=")[2]
        self.assertRegex(cursor, r"^[-_A-Za-z0-9]+$")  # the test suite splits at "="
        self.refused(f"cursor={cursor}&ownership=private", "cursor")
        # it also adds the parameters of the link to an address that has them
        self.assertEqual(
            self.ids(f"?limit=1&cursor={cursor}&limit=1&cursor={cursor}"),
            self.ids(f"?limit=1&cursor={cursor}"),
        )

    def test_hits_returns_only_the_count(self):
        camera(zone="town")
        body = self.ask(ITEMS, "?resultType=hits&zone=town")  # GDAL: 5 requests for a count instead of 503
        self.assertEqual((body["numberMatched"], body["numberReturned"], body["features"]), (1, 0, []))
        self.assertNotIn("next", [one["rel"] for one in body["links"]])
        self.refused("resultType=count", "resultType")

    def test_every_form_of_datetime_that_clients_send(self):
        camera()
        for text in (
            "2018-02-12", "2018-02-12T23:20:50Z", "2018-02-12t23:20:50.52z", "2018-02-12/P2D", "/2018-02-12",
            "2018-02-12T00:00:00Z/", "../2018-02-12", "2018-02-12/..", "2018-02-12T00:00:00%2B01:00",
        ):  # fmt: skip
            self.assertEqual(len(self.ids(f"?datetime={text}")), 1, text)  # no time matches every time
            self.assertEqual(self.ask(AREAS, f"?datetime={text}")["numberMatched"], 0)
        for text in ("", "../..", "/", "2018-13-01", "2018-02-30", "a/b/c", "2019-01-01/2018-01-01"):
            self.refused(f"datetime={text}", "datetime")
            self.refused(f"datetime={text}", "datetime", AREAS)

    def test_datetime_selects_the_cameras_that_existed_then(self):
        old = camera(status="removed", installed_on=date(2010, 1, 1), removed_on=date(2015, 6, 1))
        new = camera(installed_on=date(2016, 1, 1))
        timeless = camera()
        for text, expected in (
            ("2014-01-01/2014-12-31", [old, timeless]),
            ("2009-12-31", [timeless]),
            ("2015-06-01", [old, timeless]),
            ("2015-06-02/..", [new, timeless]),
            ("2015-01-01/2016-01-01", [old, new, timeless]),
        ):
            self.assertEqual(self.ids(f"?status=any&datetime={text}"), [one.pk for one in expected], text)
        self.assertEqual(self.ids("?datetime=2014-07-01"), [timeless.pk])

    def test_boxes(self):
        inside = camera(43.7, 7.4)
        camera(43.7, 8.4)
        for text in ("7,43,8,44", "7,43,-10,8,44,10", "7.4,43.7,7.4,43.7", "7.4,43,8,43.7"):
            self.assertEqual(self.ids(f"?bbox={text}"), [inside.pk], text)
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
            self.refused(f"bbox={text}", "bbox", AREAS)

    def test_filters_are_repeated_in_the_links(self):
        camera(dataset=dataset("mine"), zone="town")
        camera(dataset=dataset("mine"), zone="town")
        body = self.ask(ITEMS, "?dataset=mine&zone=town&limit=1&status=any")
        for one in body["links"]:
            if one["rel"] in ("self", "next", "alternate"):
                query = dict(parse_qsl(urlsplit(one["href"]).query))
                self.assertEqual((query["dataset"], query["zone"], query["status"]), ("mine", "town", "any"))


class AreaTests(OgcTestCase):
    def setUp(self):
        area("FR", box(0, 40, 8, 50), level="country", name="France")
        area("MC", name="Monaco")
        area("FJ", box(177, -19, 182, -16), name="Fiji")

    def area_ids(self, query):
        return [one["id"] for one in self.ask(AREAS, query)["features"]]

    def test_a_box_matches_intersecting_areas_across_the_antimeridian_too(self):
        self.assertEqual(self.area_ids("?bbox=7.41,43.73,7.42,43.74"), ["FR", "MC"])
        self.assertEqual(self.area_ids("?bbox=179,-18,-179,-17"), ["FJ"])
        self.assertEqual(self.area_ids("?bbox=8,45,9,46"), ["FR"])  # the edge belongs to it

    def test_levels_names_pages_and_counts(self):
        self.assertEqual(self.area_ids("?level=country"), ["FR"])
        self.assertEqual(self.area_ids("?name=Monaco"), ["MC"])
        seen, address = [], f"{AREAS}?limit=2"
        while address:
            body = self.client.get(address).json()
            seen += [one["id"] for one in body["features"]]
            self.assertEqual(body["numberMatched"], 3)
            address = next((one["href"] for one in body["links"] if one["rel"] == "next"), None)
        self.assertEqual(seen, ["FR", "MC", "FJ"])
        self.assertEqual(self.ask(AREAS, "?resultType=hits")["features"], [])
        self.refused("level=village", "level", AREAS)
        self.refused("name=%00", "name", AREAS)

    def test_no_such_area(self):
        for code in ("XX", "%00"):
            self.assertEqual(self.client.get(f"{AREAS}/{code}").status_code, 404)
