"""The map inside other people's pages."""

from django.test import SimpleTestCase


class Embed(SimpleTestCase):
    def test_it_alone_may_stand_in_a_frame(self):
        page = self.client.get("/embed")
        self.assertIn("frame-ancestors *", page.headers["Content-Security-Policy"])
        self.assertNotIn("X-Frame-Options", page.headers)
        for path in ("/", "/about", "/fr/"):
            page = self.client.get(path)
            self.assertIn("frame-ancestors 'none'", page.headers["Content-Security-Policy"])
            self.assertEqual(page.headers["X-Frame-Options"], "DENY")

    def test_the_rest_of_its_policy_is_as_strict_as_elsewhere(self):
        def rules(path):
            rules = self.client.get(path).headers["Content-Security-Policy"].split("; ")
            return {rule for rule in rules if not rule.startswith("frame-ancestors")}

        self.assertEqual(rules("/embed"), rules("/"))
        self.assertIn("geolocation=(self)", self.client.get("/embed").headers["Permissions-Policy"])

    def test_it_sets_no_cookie_and_has_no_menu(self):
        page = self.client.get("/fr/embed")
        self.assertFalse(page.cookies)
        self.assertNotContains(page, "data-js-menu")
        self.assertContains(page, 'lang="fr"')
