"""What waits for review leaks nowhere: canary words, looked for behind every address."""

import re
from uuid import uuid4

from django.test import TestCase
from django.urls import get_resolver
from django.utils import timezone

from accounts.applications import issue
from cameras.geo import tile_of
from cameras.tests.builders import camera
from reports.decisions import approve, ask, hold
from reports.models import Objection, Report
from reports.reporter import actions
from reports.tests.people import alice, report

CANARY = "canary-7f3k"


def public_addresses(camera_id, reference="R-7F3K-9Q2X"):
    """Every address of the site, filled with the camera and the report; what else it asks for is made up."""
    z, (x, y) = 17, tile_of(17, 43.7384, 7.4246)
    values = {
        "camera_id": camera_id, "z": z, "x": x, "y": y, "name": "monaco.pmtiles", "path": "nothing",
        "reference": reference, "verb": "approve",
    }  # fmt: skip
    for route in sorted({*routes(get_resolver().url_patterns)}):
        if "(?P" not in route:  # the admin's own patterns and allauth's keys: both ask for a login first
            yield "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda match: str(values.get(match[1], "1")), route)


def routes(patterns, prefix=""):
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from routes(pattern.url_patterns, route)
        else:
            yield route.replace("^", "").replace("$", "").replace("\\Z", "")


class I14NothingThatWaitsLeaks(TestCase):
    def setUp(self):
        self.known = camera(43.7384, 7.4246, operator="Known")
        fields = {"operator": f"{CANARY}-operator", "note": f"{CANARY}-note", "latitude": "43.73941"}
        self.pending = report(**fields, contact=f"{CANARY}@example.org", observed_on="2026-02-03")
        partner, _token = issue(
            name=f"{CANARY}-application", contact=f"{CANARY}@example.org", expires_on="2030-01-01"
        )
        Report.objects.filter(pk=self.pending.pk).update(application=partner)
        self.alice, self.asked, self.answered = alice(), report(**fields), report(**fields)
        for one in (self.asked, self.answered):
            ask(one, by=self.alice, version=1, question=f"{CANARY}-question")
        actions.answer(self.answered, version=2, text=f"{CANARY}-answer")
        hold(report(**fields), by=self.alice, version=1, reason=f"{CANARY}-hold")
        self.rejected = report(**fields, source_url=f"https://example.org/{CANARY}", basis="press")
        Report.objects.filter(pk=self.rejected.pk).update(
            status="rejected", reason="spam", decided_by=self.alice, decided_at=self.rejected.submitted_at
        )

        Objection.objects.create(
            reference="O-CANA-RY7F", token=uuid4(), kind="home", camera=self.known, about=f"{CANARY}-place",
            text=f"{CANARY}-text", contact=f"{CANARY}-contact", locale="en", created_at=timezone.now(),
        )  # fmt: skip

    def test_no_address_gives_away_what_waits_or_was_refused(self):
        seen = 0
        for url in public_addresses(self.known.pk, self.pending.reference):
            for prefix in ("", "/fr"):
                response = self.client.get(prefix + url)
                body = response.getvalue().decode("utf-8", "replace")
                seen += response.status_code == 200
                with self.subTest(prefix + url):
                    self.assertNotIn(CANARY, body)
                    self.assertNotIn("43.73941", body)
                    if self.pending.reference not in url:
                        self.assertNotIn(self.pending.reference, body)
                    self.assertNotIn("O-CANA-RY7F", body)
        self.assertGreater(seen, 15)

    def test_not_even_the_note_of_an_approved_report_is_published(self):
        """Nor what was asked and answered about it."""
        made = approve(self.answered, by=self.alice, version=3)
        for url in public_addresses(made.camera_id):
            body = self.client.get(url).getvalue().decode("utf-8", "replace")
            for word in ("note", "question", "answer"):
                self.assertNotIn(f"{CANARY}-{word}", body, url)
        self.assertContains(self.client.get(f"/cameras/{made.camera_id}"), f"{CANARY}-operator")

    def test_the_status_link_shows_bob_his_report_without_the_note(self):
        url = self.client.post(
            "/report", {"kind": "removed", "camera": self.known.pk, "note": CANARY, "terms": "on"}
        ).url
        self.assertNotContains(self.client.get(url), CANARY)
