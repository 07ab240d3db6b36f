"""The report form opened by a link, of ours or in the way of another site."""

from django.test import TestCase

NOTICE = "The place in this address cannot be read"


class LinkTests(TestCase):
    def place(self, query):
        form = self.client.get("/report" + query).context["form"]
        return form["latitude"].value(), form["longitude"].value()

    def test_the_place_of_the_link_is_filled_in(self):
        for query in (
            "?lat=43.7384&lon=7.4246",
            "?lat=43.7384&lng=7.4246",
            "?lat=43,7384&lon=7,4246",
            "?mlat=43.7384&mlon=7.4246",
            "?ll=43.7384,7.4246&z=18",
            "?map=18/43.7384/7.4246",
        ):
            with self.subTest(query):
                self.assertEqual(self.place(query), ("43.7384", "7.4246"))
                self.assertNotContains(self.client.get("/report" + query), NOTICE)

    def test_a_box_is_no_place_for_a_pin(self):
        self.assertEqual(self.place("?bbox=7.41,43.72,7.43,43.74"), ("", ""))

    def test_an_address_that_cannot_be_read_is_said_to_be(self):
        for query in ("?lat=43.7384", "?lat=north&lon=7", "?lat=95&lon=7", "?bbox=1,2,3", "?lat=%00&lon=1"):
            with self.subTest(query):
                self.assertContains(self.client.get("/report" + query), NOTICE)

    def test_an_address_without_a_place_says_nothing(self):
        for query in ("", "?lat=&lon=", "?utm_source=x"):
            self.assertNotContains(self.client.get("/report" + query), NOTICE)
