"""A partner's program reports in its own name; who reads the public pages learns nothing of it."""

import logging

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.applications import issue
from accounts.models import Application
from accounts.roles import Role
from accounts.tests.people import nice, person
from cameras.publishing import access
from cameras.tests.builders import camera
from reports.api.tests.test_report_api import json_fields
from reports.decisions import approve
from reports.decisions.revert_all import of_same_sender
from reports.models import QuotaCount, Report, SenderBatch
from reports.tests.people import alice, report
from tests.test_no_network_address import dump

pytestmark = pytest.mark.django_db
URL = "/api/v1/reports"
ITEMS = "/api/v1/collections/cameras/items"


@pytest.fixture
def token():
    fields = {"name": "Nice's map", "contact": "gis@example.org", "expires_on": timezone.now().date()}
    return issue(**fields, may_report=True, reports_per_day=20, reads_per_minute=5)[1]


def bearer(token):
    return {"authorization": f"Bearer {token}"}


def send(token, **fields):
    return Client().post(URL, json_fields(**fields), content_type="application/json", headers=bearer(token))


class TestReporting:
    def test_the_report_carries_its_name_and_its_quota_counts_not_the_networks(self, token, settings):
        settings.REPORTS_PER_HOUR = 1
        for number in range(3):
            answer = send(token, latitude=43.6 + number / 10)
            assert answer.status_code == 201
        assert answer.headers["RateLimit-Policy"] == '"report-day";q=20;w=86400'
        assert '"report-day";r=17;t=' in answer.headers["RateLimit"]
        one = Report.objects.latest("pk")
        assert (one.application.name, one.reporter, one.batch, one.status) == (
            "Nice's map",
            None,
            "",
            "pending",
        )
        assert not SenderBatch.objects.exists()
        assert (
            Client().post(URL, json_fields(latitude=44), content_type="application/json").status_code == 201
        )

    def test_beyond_its_quota_it_waits(self, token):
        Application.objects.update(reports_per_day=1)
        send(token)
        refused = send(token, latitude=43.9)
        assert (refused.status_code, refused.headers["Content-Type"]) == (429, "application/problem+json")
        assert int(refused.headers["Retry-After"]) > 0
        assert Report.objects.count() == 1

    def test_a_list_sent_at_once_is_not_taken_for_a_flood(self, token):
        for number in range(15):
            send(
                token,
                latitude=43.1 + number**2 / 100,
                longitude=7 + number**3 / 5000,
                note="From the town's list",
            )
        assert not Report.objects.filter(status="held").exists()

    def test_a_lost_token_that_erases_is_seen_until_it_has_a_record(self, token):
        for number in range(8):
            send(token, kind="removed", camera=camera(43 + number / 10, 7, operator="Bank").pk)
        assert "erasing_operator" in Report.objects.latest("pk").risk_reasons

    @pytest.mark.parametrize("wrong", ["wrong", ""])
    def test_a_wrong_token_is_refused_and_nothing_is_stored(self, token, wrong):
        refused = send(wrong)
        assert (refused.status_code, refused.headers["Content-Type"]) == (401, "application/problem+json")
        assert 'error="invalid_token"' in refused.headers["WWW-Authenticate"]
        assert not Report.objects.exists()
        assert not QuotaCount.objects.exists()

    def test_a_token_for_reading_does_not_report(self, token):
        Application.objects.update(may_report=False)
        refused = send(token)
        assert refused.status_code == 403
        assert 'scope="report"' in refused.headers["WWW-Authenticate"]

    def test_an_account_beside_it_is_not_credited(self, token):
        client = Client()
        client.force_login(person(Role.TRUSTED))
        client.post(URL, json_fields(), content_type="application/json", headers=bearer(token))
        assert Report.objects.get().reporter is None


class TestModerators:
    def test_they_see_the_name_on_the_report_its_sender_and_in_the_audit_log(self, client, token):
        send(token)
        one = Report.objects.get()
        client.force_login(alice())
        sender = reverse("reports:sender", args=[one.reference])
        for page in (f"/moderation/{one.reference}", sender, "/audit"):
            answer = client.get(page)
            assert answer.status_code == 200, page
            assert "Nice&#x27;s map" in answer.text, page

    def test_amina_of_nice_reads_of_none_in_monaco(self, client, token):
        nice()
        send(token)
        client.force_login(person(Role.AREA_MODERATOR, areas=[nice()]))
        assert "s map" not in client.get("/audit").text

    def test_all_of_one_application_is_found_together_and_nothing_else(self, token):
        send(token), send(token, latitude=43.9)
        report(latitude=43.5)
        assert of_same_sender(Report.objects.filter(application__isnull=False).first()).count() == 2

    def test_bob_and_the_public_do_not_see_it(self, client, token):
        key = send(token).json()["tracking_key"]
        one = Report.objects.get()
        approve(one, by=alice(), version=1)
        shown = Report.objects.get().revision.camera_id
        pages = (
            f"{URL}/{key}",
            f"/report/status/{key}",
            f"/cameras/{shown}",
            f"{ITEMS}/{shown}",
            "/transparency",
        )
        for page in pages:
            answer = client.get(page)
            assert answer.status_code == 200, page
            assert "s map" not in answer.text
            assert "gis@example.org" not in answer.text


class TestReading:
    @pytest.fixture(autouse=True)
    def _fresh(self, monkeypatch):
        monkeypatch.setattr(access, "rate_limiter", access.RateLimiter())

    def test_its_limits_are_its_own(self, client, token, settings):
        settings.READS_PER_MINUTE = 1
        assert client.get(ITEMS).status_code == 200
        assert client.get(ITEMS).status_code == 429
        answer = client.get(ITEMS, headers=bearer(token))
        assert answer.status_code == 200
        assert '"requests";q=5;w=60' in answer.headers["RateLimit-Policy"]
        for _ in range(4):
            client.get(ITEMS, headers=bearer(token), REMOTE_ADDR="203.0.113.9")
        assert client.get(ITEMS, headers=bearer(token)).status_code == 429

    @pytest.mark.parametrize("url", ["/api/v1", ITEMS, "/api/v1/changes", "/data/export", "/catalog.jsonld"])
    def test_an_invalid_token_is_refused_and_counted(self, client, token, url):
        refused = client.get(url, headers=bearer(token + "x"))
        assert (refused.status_code, refused.headers["Content-Type"]) == (401, "application/problem+json")
        assert refused.headers["WWW-Authenticate"].startswith("Bearer ")
        assert refused.headers["Access-Control-Allow-Origin"] == "*"

    def test_guessing_uses_up_the_networks_requests(self, client, settings):
        settings.READS_PER_MINUTE = 2
        codes = [client.get(ITEMS, headers=bearer("guess")).status_code for _ in range(3)]
        assert codes == [401, 401, 429]

    def test_it_opens_nothing_else(self, client, token):
        one = report()
        for page in ("/moderation", f"/moderation/{one.reference}", "/audit", "/admin/"):
            assert client.get(page, headers=bearer(token)).status_code == 302
        assert one.reference not in client.get(ITEMS, headers=bearer(token)).text

    def test_a_browser_may_send_it_from_elsewhere(self, client):
        for url in (ITEMS, "/data/export"):
            asked = client.options(url, headers={"access-control-request-headers": "authorization"})
            assert "Authorization" in asked.headers["Access-Control-Allow-Headers"]


def test_the_token_is_in_no_table_and_no_log(client, token, caplog):
    client.raise_request_exception = False
    with caplog.at_level(logging.DEBUG):
        send(token), send(token, latitude=91)
        for url in (ITEMS, f"{ITEMS}?x=1", "/data/export", "/nothing"):
            client.get(url, headers=bearer(token))
    secret = token.removeprefix("contrechamp_")
    assert secret not in dump()
    assert secret not in caplog.text
