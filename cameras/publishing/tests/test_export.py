import json
from xml.etree import ElementTree

from django.test import TestCase
from hypothesis import given
from hypothesis import strategies as st

from cameras.publishing import export_views
from cameras.publishing.export import DOWNLOADS
from cameras.publishing.xml_formats import GPX, KML
from cameras.tests.builders import camera

EXPORT = "/data/export"


class ExportTests(TestCase):
    def get(self, query, status=200, **more):
        response = self.client.get(f"{EXPORT}?{query}", **more)
        self.assertEqual(response.status_code, status)
        return response

    def test_it_takes_every_filter_of_the_items(self):
        camera(ownership="public")
        matching = camera(ownership="private", zone="town")
        for query in ("ownership=private", "zone=town&status=any&datetime=2014-01-01"):
            features = json.loads(self.get(query).getvalue())["features"]
            self.assertEqual([one["id"] for one in features], [matching.pk])
            items = self.client.get(f"/api/v1/collections/cameras/items?{query}").json()
            self.assertEqual(features, items["features"])

    def test_each_format_has_its_type_its_name_and_the_camera(self):
        camera(operator="Ville & <Monaco>\x0b")
        for name, form in DOWNLOADS.items():
            response = self.get(f"format={name}")
            self.assertEqual(response.headers["Content-Type"], form.media_type)
            self.assertIn(f'filename="cameras.{name}"', response.headers["Content-Disposition"])
            self.assertEqual(response.headers["Access-Control-Allow-Origin"], "*")
            self.assertIn(b"Monaco", response.getvalue())

    def test_gpx_and_kml_have_the_position_and_the_fields(self):
        made = camera(43.7384, 7.4246, operator="Ville & <Monaco>\x0b")
        point = ElementTree.fromstring(self.get("format=gpx").getvalue())[1]
        self.assertEqual(point.attrib, {"lat": "43.7384", "lon": "7.4246"})
        self.assertEqual(point[0].text, "Ville & <Monaco>")
        self.assertTrue(point[2].attrib["href"].endswith(f"/cameras/{made.pk}"))
        kml = ElementTree.fromstring(self.get("format=kml").getvalue())
        (place,) = kml.iter("{http://www.opengis.net/kml/2.2}coordinates")
        self.assertEqual(place.text, "7.4246,43.7384")

    def test_xml_that_was_cut_does_not_parse(self):
        camera()
        for name in ("gpx", "kml"):
            whole = self.get(f"format={name}").getvalue().rstrip()
            for length in range(len(whole) - 1, 0, -41):
                with self.assertRaises(ElementTree.ParseError):
                    ElementTree.fromstring(whole[:length])

    def test_invalid_parameters_are_named(self):
        for query, name in (
            ("format=xlsx", "format"),
            ("x=1", "x"),
            ("bbox=1", "bbox"),
            ("limit=5", "limit"),
        ):
            self.assertEqual(self.get(query, 400).json()["parameter"], name)

    def test_when_all_slots_are_taken_it_states_when_to_retry(self):
        camera()
        taken = [self.get("format=csv", REMOTE_ADDR=f"203.0.{n}.9") for n in range(2)]
        busy = self.get("format=csv", 503)
        self.assertEqual((busy.headers["Retry-After"], busy.json()["status"]), ("30", 503))
        self.assertEqual(self.client.head(EXPORT).status_code, 200)
        for response in taken:
            for close in response._resource_closers * 2:  # twice: a place is given back once
                close()
        self.assertTrue(self.get("format=csv").getvalue())

    def test_one_network_leaves_a_slot_to_the_others(self):
        camera()
        begun = self.get("format=csv", REMOTE_ADDR="203.0.113.9")
        self.get("format=csv", 503, REMOTE_ADDR="203.0.113.200")
        self.assertTrue(self.get("format=csv", REMOTE_ADDR="203.0.114.9").getvalue())
        self.assertTrue(begun.getvalue())
        self.assertTrue(self.get("format=csv", REMOTE_ADDR="203.0.113.200").getvalue())

    def test_a_reader_of_http_1_0_gets_the_length(self):
        """Without chunks nothing else says that a file was cut."""
        camera()
        for name in DOWNLOADS:
            chunked = self.get(f"format={name}")
            whole = chunked.getvalue()
            sized = self.get(f"format={name}", SERVER_PROTOCOL="HTTP/1.0")
            self.assertEqual(sized.getvalue(), whole)
            self.assertEqual(sized.headers["Content-Length"], str(len(whole)))
            self.assertNotIn("Content-Length", chunked.headers)
            self.assertEqual(sized.headers["Content-Type"], chunked.headers["Content-Type"])

    def test_an_unread_stream_releases_its_slot(self):
        for _ in range(5):
            self.assertTrue(export_views.slots.acquire("bob"))
            held = export_views.SlotStream(iter(()), "bob")
            held.close()
            del held
        self.assertTrue(self.get("").getvalue())


@given(st.text())
def test_no_text_breaks_the_xml(text):
    known = dict.fromkeys(("device", "shape", "direction", "status", "licence", "attribution"), text)
    feature = {
        "id": 1,
        "geometry": {"coordinates": [7.0, 43.0]},
        "properties": {"ownership": "public", "operator": text, **known},
    }
    for form in (GPX, KML):
        ElementTree.fromstring(
            form.head([{"attribution": text, "licence": text}]) + form.body([feature], True) + form.tail
        )
