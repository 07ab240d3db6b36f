from xml.etree import ElementTree as ET

from django.test import TestCase

from cameras.registry.revisions import change, registry
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

    def test_both_feeds_have_the_same_entries(self):
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

    def test_an_invalid_filter_is_refused(self):
        for name in ("atom", "json"):
            for wrong in ("bbox=x", "operater=Ville"):
                response = self.client.get(f"/feeds/cameras.{name}?{wrong}")
                self.assertEqual(response.status_code, 400)
                self.assertIn(wrong.partition("=")[0], response.json()["detail"])

    def test_text_of_people_is_escaped(self):
        camera(operator="<img src=x onerror=alert(1)> & Co\ufffe")
        feed = ET.fromstring(self.client.get("/feeds/cameras.atom").content)
        (summary,) = feed.iter(f"{ATOM}summary")
        self.assertEqual(summary.attrib["type"], "html")
        self.assertIn("&lt;img src=x onerror=alert(1)&gt; &amp; Co.", summary.text)

    def test_each_filter_is_a_feed_of_its_own_with_an_author(self):
        feeds = [
            ET.fromstring(self.client.get(f"/feeds/cameras.atom{one}").content) for one in ("", "?operator=A")
        ]
        self.assertEqual(len({feed.findtext(f"{ATOM}id") for feed in feeds}), 2)
        for feed in feeds:
            self.assertEqual(feed.findtext(f"{ATOM}author/{ATOM}name"), "Contrechamp")

    def test_an_unchanged_feed_is_answered_without_reading_a_camera(self):
        made = camera(operator="Ville")
        for url in ("/feeds/cameras.atom", "/feeds/cameras.json?operator=Ville", "/fr/feeds/cameras.json"):
            known = {"if-none-match": self.client.get(url).headers["ETag"]}
            with self.assertNumQueries(1):
                self.assertEqual(self.client.get(url, headers=known).status_code, 304)
            self.assertEqual(self.client.options(url).headers["Access-Control-Allow-Origin"], "*")
            with registry() as clock:
                change(clock, made, {"height": (made.height or 0) + 1}, author=IMPORT)
            self.assertEqual(self.client.get(url, headers=known).status_code, 200)

    def test_removed_and_hidden_cameras_are_not_in_it(self):
        for status in ("removed", "hidden"):
            made = camera(operator="Gone")
            with registry() as clock:
                change(clock, made, {"status": status}, author=IMPORT)
        self.assertEqual(self.titles("/feeds/cameras.atom"), [])

    def test_its_language_is_that_of_the_request(self):
        camera()
        self.assertEqual(self.titles("/fr/feeds/cameras.atom"), ["Caméra, inconnu"])

    def test_it_holds_fifty_at_most_and_takes_two_queries(self):
        for _ in range(52):
            camera()
        with self.assertNumQueries(2):
            self.assertEqual(len(self.titles("/feeds/cameras.atom")), 50)
