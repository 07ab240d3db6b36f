"""Pages about the site: operator, privacy, help."""

import re

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client, SimpleTestCase, TestCase, override_settings

from cameras.tests.builders import camera
from config import env
from config.env import Basemap
from reports.tests.people import alice

PAGES = ("/about", "/privacy", "/help")


class SitePages(SimpleTestCase):
    def test_they_exist_in_both_languages_and_link_to_each_other(self):
        for page in PAGES:
            for prefix in ("", "/fr"):
                answer = self.client.get(prefix + page)
                for other in PAGES:
                    self.assertContains(answer, f'href="{prefix}{other}"')

    def test_they_set_no_cookie_and_refuse_to_be_written_to(self):
        for page in PAGES:
            self.assertFalse(self.client.get(page).cookies)
            self.assertEqual(self.client.post(page).status_code, 405)

    @override_settings(CONTACT="map@example.org")
    def test_the_operator_can_be_reached(self):
        for page in ("/about", "/privacy"):
            self.assertContains(self.client.get(page), 'href="mailto:map@example.org"')

    @override_settings(CONTACT="")
    def test_a_missing_operator_is_admitted(self):
        self.assertContains(self.client.get("/about"), "has not given an address")
        self.assertContains(self.client.get("/privacy"), "/about#contact")

    @override_settings(BASEMAP=Basemap(raster="https://tiles.example.org/{z}/{x}/{y}.png"))
    def test_third_parties_are_named(self):
        page = self.client.get("/privacy")
        self.assertContains(page, "tiles.example.org")
        self.assertNotContains(page, "No other site learns")


@pytest.mark.parametrize("text", ["map", "a@b", "a@b.org?subject=x", "a@b.org,c@d.org ", "<a@b.org>"])
def test_a_contact_that_is_no_address_stops_the_start(monkeypatch, text):
    monkeypatch.setenv("CONTACT", text)
    with pytest.raises(ImproperlyConfigured, match="CONTACT"):
        env.read_variable("CONTACT", env.contact, "")


@override_settings(LANGUAGES=[("en", "English"), ("fr", "French"), ("de", "German")])
def test_a_third_language_needs_only_a_setting():
    languages = Client().get("/about").context["other_languages"]
    assert [one["label"] for one in languages] == ["Français", "Deutsch"]


class Descriptions(TestCase):
    def test_each_page_has_a_description_in_its_language(self):
        path = f"/cameras/{camera().pk}"
        descriptions = set()
        for page in ("/", "/cameras", path, "/data", "/about", "/privacy", "/help", "/report"):
            for prefix in ("", "/fr"):
                html = self.client.get(prefix + page).content.decode()
                (sentence,) = re.findall(r'<meta name="description" content="([^"]+)">', html)
                self.assertGreater(len(sentence), 50)
                descriptions.add(sentence)
        self.assertEqual(len(descriptions), 16)

    @override_settings(PUBLIC_URL="https://map.example.org")
    def test_a_camera_has_one_address_whatever_led_to_it(self):
        stored_camera = camera()
        for prefix in ("", "/fr"):
            page = self.client.get(f"{prefix}/cameras/{stored_camera.pk}?confirmed=1")
            self.assertContains(
                page,
                f'<link rel="canonical" href="https://map.example.org{prefix}/cameras/{stored_camera.pk}">',
            )


class Refused(TestCase):
    def test_a_url_with_a_nul_byte_is_not_found(self):
        self.client.force_login(alice())
        for path in (
            "photos/%00.jpg",
            "moderation/R-%00",
            "moderation/senders/%00",
            "account/%00",
            "api/v1/reports/%00",
        ):
            self.assertEqual(self.client.get(f"/{path}").status_code, 404, path)

    def test_a_csrf_failure_is_explained_in_the_language_of_the_page(self):
        client = Client(enforce_csrf_checks=True)
        page = client.post("/accounts/login/", {"login": "alice", "password": "x"})
        self.assertContains(page, "Nothing was sent", status_code=403)
        page = client.post("/fr/accounts/login/", {"login": "alice", "password": "x"})
        self.assertContains(page, "Rien n’a été envoyé", status_code=403)
        self.assertNotContains(page, "CSRF", status_code=403)
