from datetime import datetime, timedelta
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

pytestmark = pytest.mark.django_db


def test_robots_keep_out_of_work_in_progress_and_read_the_public_pages():
    parser = RobotFileParser()
    parser.parse(Client().get("/robots.txt").text.splitlines())
    for path in (
        "/moderation",
        "/moderation/mine",
        "/admin/",
        "/accounts/login/",
        "/fr/accounts/login/",
        "/api/v1",
    ):
        assert not parser.can_fetch("*", path), path
    for path in ("/", "/cameras", "/cameras/1", "/data", "/fr/about"):
        assert parser.can_fetch("*", path), path
    assert parser.site_maps() == [f"{settings.PUBLIC_URL}/sitemap.xml"]


def test_the_sitemap_names_pages_that_answer_in_each_language():
    answer = Client().get("/sitemap.xml", headers={"host": "127.0.0.1:8000"})
    names = [one.text for one in ElementTree.fromstring(answer.content).iter() if one.tag.endswith("}loc")]
    assert len(names) == 2 * 7
    assert f"{settings.PUBLIC_URL}/fr/about" in names
    for name in names:
        assert name.startswith(settings.PUBLIC_URL)
        assert Client().get(name.removeprefix(settings.PUBLIC_URL)).status_code == 200


def test_security_txt_has_a_contact_and_a_day_of_expiry(settings):
    settings.CONTACT = "map@example.org"
    lines = dict(line.split(": ", 1) for line in Client().get("/.well-known/security.txt").text.splitlines())
    assert lines["Contact"] == "mailto:map@example.org"
    expires = datetime.fromisoformat(lines["Expires"])
    assert timezone.now() < expires < timezone.now() + timedelta(days=366)
    assert lines["Canonical"].endswith("/.well-known/security.txt")


def test_security_txt_is_not_served_without_a_contact(settings):
    settings.CONTACT = ""
    assert Client().get("/.well-known/security.txt").status_code == 404
