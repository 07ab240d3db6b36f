from xml.etree import ElementTree as ET

from django.test import TestCase

from cameras.revisions import change, registry
from cameras.tests.builders import IMPORT, camera

ATOM = "{http://www.w3.org/2005/Atom}"


class FeedTests(TestCase):
    def titles(self, url):
        return [one.text for one in ET.fromstring(self.client.get(url).content).iter(f"{ATOM}title")][1:]

    def test_the_newest_camera_comes_first(self):
        camera(operator="First")
        camera(operator="Second", ownership="public")
        self.assertEqual(
            self.titles("/feeds/cameras.atom"), ["Camera, public, Second", "Camera, unknown, First"]
        )

    def test_both_feeds_say_the_same(self):
        made = camera(operator="Ville & Cie <b>", direction="90")
        (item,) = self.client.get("/feeds/cameras.json").json()["items"]
        self.assertEqual([item["title"]], self.titles("/feeds/cameras.atom"))
        self.assertTrue(item["url"].endswith(f"/cameras/{made.pk}"))
        self.assertIn("90° E", item["content_text"])
        self.assertIn("© the town", item["content_text"])

    def test_a_feed_takes_the_filters_of_the_api(self):
        camera(operator="Ville")
        camera(operator="Banque")
        self.assertEqual(self.titles("/feeds/cameras.atom?operator=Banque"), ["Camera, unknown, Banque"])
        self.assertEqual(len(self.titles("/feeds/cameras.atom?bbox=7,43,8,44")), 2)
        self.assertEqual(self.titles("/feeds/cameras.atom?bbox=0,0,1,1"), [])

    def test_a_wrong_filter_is_told(self):
        for name in ("atom", "json"):
            response = self.client.get(f"/feeds/cameras.{name}?bbox=x")
            self.assertEqual(response.status_code, 400)
            self.assertIn("bbox", response.json()["detail"])

    def test_what_is_gone_or_hidden_is_not_in_it(self):
        for status in ("removed", "hidden"):
            made = camera(operator="Gone")
            with registry() as clock:
                change(clock, made, {"status": status}, author=IMPORT)
        self.assertEqual(self.titles("/feeds/cameras.atom"), [])

    def test_it_speaks_the_language_of_its_address(self):
        camera()
        self.assertEqual(self.titles("/fr/feeds/cameras.atom"), ["Caméra, inconnu"])

    def test_it_holds_fifty_at_most_and_takes_two_queries(self):
        for _ in range(52):
            camera()
        with self.assertNumQueries(1):
            self.assertEqual(len(self.titles("/feeds/cameras.atom")), 50)
