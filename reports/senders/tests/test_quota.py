"""How much one sender may send: exactly so much, whoever asks how often and through what."""

import re
import subprocess
import sys
from datetime import timedelta
from functools import partial
from unittest import skipUnless
from uuid import uuid4

import time_machine
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client, SimpleTestCase, TestCase, TransactionTestCase, override_settings
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from reports.decisions import approve
from reports.intake.receive import submit
from reports.models import Ban, Objection, QuotaCount, Report, SenderBatch
from reports.senders.quota import (
    DAY,
    HOUR,
    TRUSTED_PER_DAY,
    Limit,
    QuotaExceeded,
    consume_quota,
    contributor_quota,
    forget_senders,
    rate_limit_headers,
    report_limits,
)
from reports.senders.sender import Sender
from reports.tests.people import alice, charlie, submission, typed
from reports.tests.test_races import at_once

BOB = Sender("b" * 64)


def send(client, n, **more):
    return client.post("/report", typed(latitude=10 + n / 7, **more.pop("fields", {})), **more)


class LimitTests(TestCase):
    def test_bob_sends_five_and_the_sixth_keeps_what_he_typed(self):
        for n in range(5):
            self.assertEqual(send(self.client, n).status_code, 303)
        refused = send(self.client, 5, fields={"operator": "Café Zoé"})
        self.assertContains(refused, "Café Zoé", status_code=429)
        self.assertContains(refused, "Everything you typed is still here", status_code=429)
        self.assertGreater(int(refused.headers["Retry-After"]), 0)
        self.assertLessEqual(int(refused.headers["Retry-After"]), 3601)
        self.assertEqual(Report.objects.count(), 5)

    def test_in_french_too(self):
        with override_settings(REPORTS_PER_HOUR=0):
            refused = self.client.post("/fr/report", typed())
        self.assertContains(refused, "Tout ce que vous avez saisi", status_code=429)

    def test_another_network_is_another_quota_but_an_invented_header_is_not(self):
        for n in range(5):
            send(self.client, n)
        spoofed = send(self.client, 5, headers={"X-Forwarded-For": "198.51.100.9"})
        self.assertEqual(spoofed.status_code, 429)
        self.assertEqual(send(self.client, 6, REMOTE_ADDR="198.51.100.9").status_code, 303)

    def test_an_hour_later_there_are_five_more_until_the_day_is_full(self):
        noon = timezone.now().replace(hour=1, minute=0)
        sent = []
        for hour in range(4):
            with time_machine.travel(noon + timedelta(hours=hour)):
                sent += [send(self.client, 10 * hour + n).status_code for n in range(6)]
        self.assertEqual(sent.count(303), 15)

    def test_the_same_report_sent_again_costs_nothing(self):
        data = typed()
        for _time in range(20):
            self.assertEqual(self.client.post("/report", data).status_code, 303)
        self.assertEqual(
            max(QuotaCount.objects.filter(key__startswith="report").values_list("used", flat=True)), 1
        )

    def test_a_form_with_a_mistake_and_a_possible_duplicate_cost_nothing(self):
        send(self.client, 0, fields={"ownership": ""})
        self.assertFalse(QuotaCount.objects.exists())

    def test_a_refused_report_uses_nothing_of_the_other_limits(self):
        limits = [Limit("day", 10, DAY), Limit("hour", 1, HOUR)]
        consume_quota(BOB, limits)
        for _time in range(3):
            with self.assertRaises(QuotaExceeded):
                consume_quota(BOB, limits)
        self.assertEqual({row.key[:3]: row.used for row in QuotaCount.objects.all()}, {"day": 1, "hou": 1})

    def test_the_remaining_quota_takes_one_query(self):
        limits = report_limits(BOB)
        consume_quota(BOB, limits)
        with self.assertNumQueries(1):
            found = rate_limit_headers(BOB, limits)
        self.assertEqual(found["RateLimit-Policy"], '"report-day";q=15;w=86400, "report-hour";q=5;w=3600')
        self.assertRegex(found["RateLimit"], r'^"report-day";r=14;t=\d+, "report-hour";r=4;t=\d+$')

    def test_after_two_days_no_trace_of_a_network_is_left(self):
        send(self.client, 1)
        self.assertTrue(SenderBatch.objects.exists())
        call_command("forget_senders")
        self.assertTrue(SenderBatch.objects.exists() and QuotaCount.objects.exists())
        self.assertGreater(forget_senders(timezone.now() + timedelta(hours=72)), 3)
        self.assertFalse(SenderBatch.objects.exists() or QuotaCount.objects.exists())
        self.assertNotEqual(Report.objects.get().batch, "")
        forget_senders(timezone.now() + timedelta(days=31))
        self.assertEqual(Report.objects.get().batch, "")


class AccountTests(TestCase):
    def limit(self, person):
        return report_limits(Sender("x", person))[0].quota

    def test_a_contributor_earns_more_with_time(self):
        person = charlie()
        self.assertEqual(self.limit(person), 5)
        person.date_joined -= timedelta(days=30)
        self.assertEqual(self.limit(person), 35)

    def test_a_ban_starts_the_count_anew(self):
        person = charlie()
        person.date_joined -= timedelta(days=300)
        now = timezone.now()
        Ban.objects.create(
            account=person, reason="flood", created_by=alice(),
            created_at=now - timedelta(days=9), ends_at=now - timedelta(days=2),
        )  # fmt: skip
        self.assertEqual(self.limit(person), 7)

    def test_an_open_objection_to_a_camera_of_theirs_halves_it(self):
        person = charlie()
        made = submit(submission(), sender=Sender("x", person))[0]
        camera = approve(made, by=alice(), version=1).camera
        self.assertEqual(self.limit(person), 7)
        Objection.objects.create(
            reference="O-1", token=uuid4(), kind="home", camera=camera, locale="en", created_at=timezone.now()
        )
        self.assertEqual(self.limit(person), 3)

    def test_trusted_people_and_staff_have_room(self):
        self.assertEqual(self.limit(alice()), TRUSTED_PER_DAY)
        self.assertEqual(self.limit(User.objects.create_user("t", is_trusted=True)), TRUSTED_PER_DAY)

    def test_an_account_is_credited_only_with_a_csrf_token(self):
        """The page gives it to who is signed in; a foreign page has none, or another browser's."""
        person, client = charlie(), Client(enforce_csrf_checks=True)
        client.force_login(person)
        page = client.get("/report")
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.content.decode())[1]
        for csrf_token in ("", "x" * 64):
            fields = typed(latitude=44 + Report.objects.count(), csrfmiddlewaretoken=csrf_token)
            self.assertEqual(client.post("/report", fields).status_code, 303)
        foreign = client.post("/report", typed(csrfmiddlewaretoken=token), HTTP_ORIGIN="https://evil.example")
        self.assertEqual(foreign.status_code, 403)
        self.assertEqual(Report.objects.filter(reporter=None).count(), 2)
        client.post("/report", typed(csrfmiddlewaretoken=token))
        self.assertEqual(Report.objects.filter(reporter=person).count(), 1)

    def test_the_api_credits_nobody_whatever_comes_along(self):
        """Its reports come from programs and the outbox, without cookies; a session is not asked."""
        client = Client(enforce_csrf_checks=True)
        client.force_login(charlie())
        token = client.get("/report").cookies["csrftoken"].value
        for more in ({}, {"HTTP_X_CSRFTOKEN": token}):
            fields = typed(latitude=44 + Report.objects.count(), csrfmiddlewaretoken=token)
            self.assertEqual(client.post("/api/v1/reports", fields, **more).status_code, 201)
        self.assertEqual(Report.objects.filter(reporter=None).count(), 2)


class ContributorLimit(SimpleTestCase):
    @given(st.integers(0, 10_000), st.integers(0, 10_000), st.integers(0, 100))
    def test_it_stays_between_one_and_two_hundred(self, approved, age, complaints):
        limit = contributor_quota(approved=approved, age_days=age, complaints=complaints)
        self.assertTrue(1 <= limit <= 200)
        self.assertTrue(complaints or limit >= 5)

    @given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 8))
    def test_good_reports_raise_it_and_complaints_lower_it(self, approved, age, complaints):
        def limit(more, less):
            return contributor_quota(approved=approved + more, age_days=age, complaints=complaints + less)

        self.assertLessEqual(limit(0, 0), limit(1, 0))
        self.assertGreaterEqual(limit(0, 0), limit(0, 1))


def one_try(n):
    try:
        submit(submission(latitude=10 + n / 7), sender=BOB)
    except QuotaExceeded:
        return "refused"
    return "stored"


class InvariantI18(TransactionTestCase):
    def test_i18_twenty_four_at_once_and_five_come_through(self):
        results = at_once(*[partial(one_try, n) for n in range(24)])
        self.assertEqual((results.count("stored"), results.count("refused")), (5, 19), results)
        self.assertEqual(Report.objects.count(), 5)

    @skipUnless(connection.vendor == "postgresql", "several writing processes: PostgreSQL")
    def test_i18_twenty_four_requests_from_three_processes_with_invented_addresses(self):
        """Each process posts eight reports at once, each with an X-Forwarded-For of its own."""
        database = connection.settings_dict["NAME"]
        children = [
            subprocess.Popen(
                [sys.executable, "-c", POSTS, database, str(n)],
                stdout=subprocess.PIPE,
                cwd=settings.BASE_DIR,
                text=True,
            )
            for n in range(3)
        ]
        statuses = [line for child in children for line in child.communicate(timeout=240)[0].split()]
        self.assertEqual((statuses.count("303"), statuses.count("429")), (5, 19), statuses)
        self.assertEqual(Report.objects.count(), 5)


POSTS = r"""
import os, sys
from threading import Thread
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
settings.ALLOWED_HOSTS.append("testserver")
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
import django
django.setup()
from django.db import connection
from django.test import Client
from reports.tests.people import typed

def post(n):
    header = {"X-Forwarded-For": f"198.51.{n}.7, 203.0.{n}.8"}
    answer = Client().post("/report", typed(latitude=10 + n / 7), headers=header)
    sys.stdout.write(f"{answer.status_code}\n")
    connection.close()

threads = [Thread(target=post, args=(8 * int(sys.argv[2]) + n,)) for n in range(8)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
"""
