import json
from datetime import date
from unittest.mock import patch

from django.test import TestCase

from cameras.models import CameraRevision
from cameras.registry.revisions import Author, change, registry
from cameras.tests.builders import camera, dataset

MODERATOR = Author(CameraRevision.Role.MODERATOR)


class MapPage(TestCase):
    def test_its_config_has_the_tiles_and_street_maps(self):
        config = self.client.get("/").context["map_config"]
        self.assertEqual(config["tiles"], "/tiles/{z}/{x}/{y}.json")
        monaco = config["basemap"]["pmtiles"][0]
        self.assertEqual(monaco["bounds"], [7.409, 43.719, 7.442, 43.754])
        self.assertTrue(self.client.get(monaco["url"]).getvalue().startswith(b"PMTiles"))

    def test_in_french(self):
        page = self.client.get("/fr/")
        self.assertContains(page, 'lang="fr"')
        self.assertEqual(page.context["map_config"]["camera"], "/fr/cameras/0")

    def test_the_language_is_suggested_never_forced(self):
        page = self.client.get("/", headers={"accept-language": "fr"})
        self.assertContains(page, 'lang="en"')
        self.assertEqual(page.context["suggested_language"]["label"], "Français")
        self.assertIn("Accept-Language", page.headers["Vary"])
        self.assertIsNone(self.client.get("/").context["suggested_language"])


class ListPage(TestCase):
    def test_it_walks_over_all_cameras(self):
        made = [camera().pk for _ in range(120)]
        self.assertEqual(self.walk("/cameras"), made)

    def test_it_lists_the_cameras_in_the_box(self):
        inside, outside = camera(operator="Inside"), camera(48.85, 2.35, operator="Outside")
        page = self.client.get("/cameras?bbox=7,43,8,44")
        self.assertContains(page, f"/cameras/{inside.pk}")
        self.assertNotContains(page, f'/cameras/{outside.pk}"')

    def walk(self, url):
        """The ids on all pages, in their order."""
        seen = []
        while url:
            page = self.client.get(url)
            seen += [one.pk for one in page.context["cameras"]]
            url = page.context["next_url"] and f"/cameras{page.context['next_url']}"
        return seen

    def test_the_camera_nearest_to_the_centre_comes_first(self):
        far, near, middle = camera(43.79, 7.41), camera(43.71, 7.45), camera(43.7005, 7.4)
        self.assertEqual(self.walk("/cameras?bbox=7.3,43.6,7.5,43.8"), [middle.pk, near.pk, far.pk])

    def test_a_degree_of_longitude_is_shorter_than_one_of_latitude(self):
        north, east = camera(60.07, 10), camera(60, 10.1)
        self.assertEqual(self.walk("/cameras?bbox=9,59,11,61"), [east.pk, north.pk])

    def test_nearest_across_the_antimeridian(self):
        east, west = camera(0, -179.9), camera(0, 179)
        self.assertEqual(self.walk("/cameras?bbox=178,-1,-178,1"), [east.pk, west.pk])

    def test_a_box_is_walked_over_to_its_end(self):
        made = {camera(43.7 + n / 10_000, 7.4).pk for n in range(120)}
        seen = self.walk("/cameras?bbox=7,43,8,44")
        self.assertEqual((len(seen), set(seen)), (120, made))

    def test_a_box_with_too_many_to_sort_is_walked_over_by_id(self):
        made = [camera(43.7 + n % 7 / 100, 7.4).pk for n in range(60)]
        with patch("cameras.map.views.MAX_SORTED", 59):
            self.assertEqual(self.walk("/cameras?bbox=7,43,8,44"), made)

    def test_the_map_of_the_list_knows_where_each_stands(self):
        camera(43.7, 7.4)
        page = self.client.get("/cameras")
        self.assertContains(page, 'data-lat="43.7" data-lon="7.4"')
        self.assertNotContains(self.client.get("/cameras?ownership=private"), "data-js-list-map")

    def test_invalid_input_shows_an_error(self):
        for query in ("bbox=x", "ownership=mine", "after=-1", "start=x"):
            self.assertContains(self.client.get(f"/cameras?{query}"), query.split("=")[0], status_code=400)

    def test_an_empty_list_shows_a_message(self):
        self.assertContains(self.client.get("/cameras"), "No camera")

    def test_two_queries(self):
        for _ in range(60):
            camera()
        with self.assertNumQueries(2):
            self.client.get("/cameras")


class CameraPage(TestCase):
    def test_it_shows_the_fields_and_the_source(self):
        made = camera(
            operator="<b>Ville</b>", direction="135", observed_on=date(2026, 3, 1), external_ref="osm:node/7",
            dataset=dataset("osm", attribution="© OpenStreetMap contributors"),
        )  # fmt: skip
        page = self.client.get(f"/cameras/{made.pk}")
        for text in (
            "&lt;b&gt;Ville",
            "135° SE",
            "https://www.openstreetmap.org/node/7",
            "© OpenStreetMap",
            "ODbL",
        ):
            self.assertContains(page, text)

    def test_in_french_west_is_ouest(self):
        made = camera(direction="W")
        self.assertContains(self.client.get(f"/cameras/{made.pk}"), "270° W")
        self.assertContains(self.client.get(f"/fr/cameras/{made.pk}"), "270° O")

    def test_its_history_names_fields_and_nobody(self):
        made = camera()
        with registry() as clock:
            change(clock, made, {"operator": "Ville", "dataset_id": dataset("new").pk}, author=MODERATOR)
        revisions = self.client.get(f"/cameras/{made.pk}").context["revisions"]
        self.assertEqual(
            [(one["version"], one["changed"]) for one in revisions], [(2, ["operator", "source"]), (1, [])]
        )

    def test_a_removed_camera_is_gone_without_details(self):
        made = camera(status="removed", operator="Ville")
        page = self.client.get(f"/cameras/{made.pk}")
        self.assertNotContains(page, "Ville", status_code=410)

    def test_an_unknown_camera_is_not_found(self):
        for number in ("9", "9" * 30, "x"):
            self.assertEqual(self.client.get(f"/cameras/{number}").status_code, 404)


class DataPage(TestCase):
    def test_it_names_each_source_and_licence(self):
        camera(dataset=dataset("osm", licence="ODbL-1.0"))
        dataset("empty")
        page = self.client.get("/data")
        self.assertEqual([one.slug for one in page.context["datasets"]], ["osm"])
        self.assertContains(page, "/data/cameras.geojson")


class EveryPublicPage(TestCase):
    URLS = (
        "/",
        "/fr/",
        "/cameras",
        "/fr/cameras",
        "/cameras/{id}",
        "/data",
        "/report",
        "/nothing",
        "/cameras/9999",
    )

    def test_it_sets_no_cookie_and_is_strict(self):
        made = camera()
        for url in self.URLS:
            with self.subTest(url):
                page = self.client.get(url.format(id=made.pk))
                self.assertEqual(dict(page.cookies), {})
                if "no-store" not in page.headers.get("Cache-Control", ""):  # the form knows who is logged in
                    self.assertNotIn("Cookie", page.headers.get("Vary", ""))
                policy = page.headers["Content-Security-Policy"]
                self.assertIn("default-src 'none'", policy)
                self.assertNotIn("unsafe", policy)
                self.assertIn("geolocation=(self)", page.headers["Permissions-Policy"])

    def test_it_has_no_inline_code_and_no_third_party_file(self):
        made = camera()
        for url in self.URLS:
            body = self.client.get(url.format(id=made.pk)).content.decode()
            with self.subTest(url):
                self.assertNotRegex(body, r"<script(?![^>]*(src=|application/(ld\+)?json))")
                self.assertNotRegex(body, r"\sstyle=|\son[a-z]+=\"|<style")
                self.assertNotRegex(
                    body, r'(src|<link[^>]*rel="(stylesheet|icon|preload)"[^>]*href)="(https?:)?//'
                )

    def test_the_map_config_is_json_in_the_page(self):
        body = self.client.get("/").content.decode()
        text = body.split('id="map-config" type="application/json">')[1].split("</script>")[0]
        self.assertEqual(json.loads(text)["start"]["zoom"], 16)
