"""Staff and reporters read times in the zone of the site, and which one it is."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.core.cache import caches
from django.template import Context, Template
from django.test import Client
from django.utils import timezone

from reports.decisions import reject
from reports.intake.receive import submit
from reports.models import Report
from reports.templatetags.times import with_zone
from reports.tests.people import alice, report, submission, typed

SUMMER, WINTER = datetime(2026, 6, 8, 22, 30, tzinfo=UTC), datetime(2026, 1, 8, 9, 30, tzinfo=UTC)


@pytest.fixture
def paris(settings):
    settings.TIME_ZONE = "Europe/Paris"
    caches["files"].clear()  # of the statistics
    with timezone.override("Europe/Paris"):
        yield
    caches["files"].clear()


class TestTheFilter:
    def shown(self, moment, layout="Y-m-d H:i"):
        return Template("{% load times %}{{ moment|with_zone:layout }}").render(
            Context({"moment": moment, "layout": layout})
        )

    def test_the_default_is_utc(self):
        assert self.shown(SUMMER) == "2026-06-08 22:30 UTC"

    def test_summer_and_winter_time_are_told_apart(self, paris):
        assert self.shown(SUMMER) == "2026-06-09 00:30 CEST"
        assert self.shown(WINTER) == "2026-01-08 10:30 CET"

    def test_a_zone_without_an_abbreviation_shows_its_offset(self):
        with timezone.override("America/Sao_Paulo"):
            assert self.shown(WINTER) == "2026-01-08 06:30 UTC-03"

    def test_no_time_is_nothing(self):
        assert with_zone(None) == ""


@pytest.mark.django_db
class TestThePages:
    def test_staff_reads_the_zone_on_each_page_with_times(self, client, paris):
        person = alice()
        client.force_login(person)
        with time_machine.travel(SUMMER, tick=False):
            one = report()
            reject(one, by=person, version=1, reason="spam")
            for url, times in ((f"/moderation/{one.reference}", 4), ("/moderation/mine", 1), ("/audit", 1)):
                page = client.get(url).text
                assert page.count("CEST") == times, url
                assert "UTC" not in page

    def test_the_statistics_name_the_zone(self, client, paris):
        with time_machine.travel(SUMMER, tick=False):
            assert "12:30 a.m. CEST" in client.get("/transparency").text

    def test_a_reporter_over_the_quota_reads_when_to_come_back(self, paris, settings):
        settings.REPORTS_PER_HOUR = 0
        with time_machine.travel(SUMMER, tick=False):
            page = Client().post("/report", typed())
        assert page.status_code == 429
        assert "after 1 a.m. CEST" in page.text

    def test_the_days_of_a_reporter_are_those_of_the_zone(self, client, paris):
        with time_machine.travel(SUMMER, tick=False):
            _one, secret = submit(submission())
            assert "June 9, 2026" in client.get(f"/report/status/{secret}").text

    def test_data_for_programs_stay_in_utc(self, client, paris):
        with time_machine.travel(SUMMER, tick=False):
            report()
            assert client.get("/transparency.json").json()["at"] == "2026-06-08T22:30:00Z"
        assert Report.objects.get().submitted_at == SUMMER
