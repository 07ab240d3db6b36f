"""Whether the review keeps up, in public; and who is told when it does not."""

from datetime import UTC, date, datetime, timedelta
from smtplib import SMTPException
from unittest.mock import patch
from uuid import uuid4

import time_machine
from django.core import mail
from django.core.cache import caches
from django.core.management import call_command
from django.test import SimpleTestCase, TestCase
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import ModeratorScope, User
from areas.models import Area
from cameras.tests.builders import camera
from reports.accountability.bar_chart import BASELINE, SEGMENTS, TOP, bars
from reports.accountability.transparency import MonthlyDecisions, compute_stats, review_stats
from reports.decisions import approve, reject, revert
from reports.models import Objection
from reports.review.staff_mail import send_alarms, send_digests
from reports.tests.people import alice, moderator, report

MONDAY = datetime(2026, 6, 8, 9, tzinfo=UTC)
COUNTS = st.integers(0, 5000)


def decided(by, hours, at=MONDAY, reason=""):
    """A report that was decided so many hours after it came."""
    with time_machine.travel(at - timedelta(hours=hours), tick=False):
        one = report(latitude=10 + hours / 7)
    with time_machine.travel(at, tick=False):
        if reason:
            reject(one, by=by, version=1, reason=reason)
        else:
            approve(one, by=by, version=1)
    return one


def objection(at=MONDAY, **fields):
    given = {
        "reference": uuid4().hex[:11],
        "token": uuid4(),
        "kind": "home",
        "locale": "en",
        "created_at": at,
    }
    return Objection.objects.create(**(given | fields))


class Figures(TestCase):
    def setUp(self):
        caches["files"].clear()
        self.by = alice()

    def test_before_the_first_decision_there_are_no_waits(self):
        stats = compute_stats(MONDAY)
        self.assertEqual((stats.median_hours, stats.ninetieth_hours, stats.oldest), (None, None, None))
        self.assertEqual([month.first for month in stats.months][0::11], [date(2025, 7, 1), date(2026, 6, 1)])

    def test_half_and_nine_tenths_of_the_waits(self):
        for hours in range(1, 12):
            decided(self.by, hours)
        stats = compute_stats(MONDAY)
        self.assertAlmostEqual(stats.median_hours, 6)
        self.assertAlmostEqual(stats.ninetieth_hours, 10)

    def test_decisions_and_reversals_by_month_and_reason(self):
        decided(self.by, 1, MONDAY - timedelta(days=40))
        decided(self.by, 2, reason="spam")
        decided(self.by, 3, reason="spam")
        one = decided(self.by, 4, reason="")
        with time_machine.travel(MONDAY, tick=False):
            revert(one, by=self.by, version=2)
        stats = compute_stats(MONDAY)
        self.assertEqual(
            stats.months[-1], MonthlyDecisions(date(2026, 6, 1), approved=1, refused=2, reverted=1)
        )
        self.assertEqual(stats.months[-3].approved + stats.months[-2].approved, 1)
        self.assertEqual(stats.reasons, (("spam", 2),))

    def test_the_number_of_queries_is_fixed(self):
        with self.assertNumQueries(7):
            compute_stats(MONDAY)
        decided(self.by, 1)
        objection()
        with self.assertNumQueries(7):
            compute_stats(MONDAY)

    def test_the_page_asks_the_database_once_in_ten_minutes(self):
        self.client.get("/transparency")
        with self.assertNumQueries(0):
            self.client.get("/transparency")
            self.client.get("/transparency.json")
            review_stats()


class PageTests(TestCase):
    def setUp(self):
        caches["files"].clear()

    def test_anyone_reads_it_without_a_cookie_even_when_nothing_happened(self):
        page = self.client.get("/transparency")
        self.assertContains(page, "No decision has been taken")
        self.assertFalse(self.client.cookies)
        self.assertContains(self.client.get("/fr/transparency"), "Signalements ouverts")

    def test_it_shows_a_chart_and_the_same_numbers_as_a_table_and_names_nobody(self):
        by, now = moderator("amina"), timezone.now()
        one = decided(by, 72, now)
        decided(by, 2, now, reason="spam")
        for url in ("/transparency", "/fr/transparency"):
            page = self.client.get(url)
            self.assertContains(page, 'class="chart-approved"')
            self.assertNotContains(page, "amina")
            self.assertNotContains(page, one.reference)
            self.assertNotRegex(page.content.decode(), r' (x|y|width|height)="\d+[,.\u202f]')
        self.assertContains(self.client.get("/transparency"), "It is advertising or a joke")

    def test_programs_read_the_same(self):
        decided(alice(), 2, timezone.now(), reason="spam")
        stats = self.client.get("/transparency.json").json()
        self.assertEqual((stats["months"][-1]["refused"], stats["reasons"]), (1, {"spam": 1}))
        self.assertEqual(set(stats["waiting"]), {"pending", "held", "needs_info"})

    def test_every_page_leads_there(self):
        self.assertContains(self.client.get("/about"), 'href="/transparency"')


class Bars(SimpleTestCase):
    @given(
        st.lists(
            st.builds(MonthlyDecisions, st.just(date(2026, 1, 1)), COUNTS, COUNTS, COUNTS, COUNTS),
            max_size=12,
        )
    )
    def test_the_parts_fill_the_bar_and_stay_in_the_drawing(self, months):
        stats = bars(months)
        self.assertEqual(len(stats), len(months))
        for bar in stats:
            self.assertEqual(bar.total, sum(getattr(bar.month, name) for name in SEGMENTS))
            self.assertTrue(all(TOP <= part.y < BASELINE and part.height > 0 for part in bar.segments))
            ends = [(part.y + part.height, part.y) for part in bar.segments]
            self.assertEqual([end for end, _y in ends], [BASELINE, *[y for _end, y in ends]][: len(ends)])


class StaffMails(TestCase):
    def setUp(self):
        self.root = User.objects.create_superuser("root", email="root@example.org")

    def waits_since(self, days):
        with time_machine.travel(MONDAY - timedelta(days=days)):
            return report()

    def test_administrators_get_one_alarm_a_day_when_something_waits_more_than_a_week(self):
        one = self.waits_since(8)
        for _worker in range(3):
            send_alarms(MONDAY)
        (sent,) = mail.outbox
        self.assertEqual(sent.to, ["root@example.org"])
        self.assertIn("1 report waits", sent.body)
        self.assertIn("1 signalement attend", sent.body)
        self.assertNotIn(one.reference, sent.body)
        send_alarms(MONDAY + timedelta(days=1))
        self.assertEqual(len(mail.outbox), 2)

    def test_a_week_or_less_alarms_nobody(self):
        self.waits_since(6)
        self.assertEqual(send_alarms(MONDAY), 0)

    def test_objections_and_hidden_cameras_alarm_too(self):
        objection(MONDAY - timedelta(days=8))
        answered = {"status": "answered", "answered_at": MONDAY, "answered_by": self.root, "answer": "x"}
        hidden = {"hidden_at": MONDAY - timedelta(days=8), "hidden_by": self.root, "camera": camera()}
        objection(MONDAY - timedelta(days=9), **answered, **hidden)
        send_alarms(MONDAY)
        self.assertIn("1 objection waits", mail.outbox[0].body)
        self.assertIn("1 camera was hidden", mail.outbox[0].body)

    def test_moderators_get_a_digest_of_their_areas_on_mondays(self):
        amina, elsewhere = User.objects.create_user("amina", email="amina@example.org"), Area.objects.create(
            code="X", name="Elsewhere", level="town", west=0, south=0, east=1, north=1, source="test",
            polygon={"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]]},
        )  # fmt: skip
        ModeratorScope.objects.create(user=amina, area=elsewhere)
        User.objects.filter(pk=alice().pk).update(email="alice@example.org")
        self.waits_since(1)
        self.assertEqual(send_digests(MONDAY + timedelta(days=1)), 0)
        self.assertEqual((send_digests(MONDAY), send_digests(MONDAY)), (1, 0))
        self.assertEqual(mail.outbox[0].to, ["alice@example.org"])

    def test_a_mail_server_that_fails_names_no_address_in_the_log(self):
        self.waits_since(8)
        failing = patch("django.core.mail.EmailMessage.send", side_effect=SMTPException("root@example.org"))
        with failing, self.assertLogs("reports") as log:
            self.assertEqual(send_alarms(MONDAY), 0)
        self.assertNotIn("root@", "".join(log.output))

    def test_the_worker_does_it(self):
        self.waits_since(8)
        with time_machine.travel(MONDAY):
            call_command("tell_staff")
        self.assertEqual(len(mail.outbox), 1)
