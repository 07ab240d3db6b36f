from datetime import timedelta

from django.http import QueryDict
from django.test import TestCase
from django.utils import timezone

from accounts.roles import Role
from accounts.tests.people import monaco, monte_carlo, nice, person
from reports import moderation
from reports.models import Report
from reports.queue import QueueFilter, counts, following, reachable
from reports.tests.people import alice, charlie, moderator, report


def wanted(query=""):
    return QueueFilter.parse(QueryDict(query))


class FilterTests(TestCase):
    def seen(self, query=""):
        return list(wanted(query).apply(Report.objects.all()))

    def test_the_plain_queue_is_what_waits_oldest_first(self):
        first, second = report(), report(latitude=44)
        moderation.hold(report(latitude=45), by=alice(), version=1, reason="odd")
        self.assertEqual(self.seen(), [first, second])
        self.assertEqual(self.seen("sort=newest"), [second, first])

    def test_by_state_kind_age_and_mark(self):
        old, risky, doubted = report(), report(latitude=44), report(latitude=45)
        Report.objects.filter(pk=old.pk).update(submitted_at=timezone.now() - timedelta(days=8))
        Report.objects.filter(pk=risky.pk).update(risk_score=40)
        moderation.flag(doubted, by=alice(), version=1, wanted=True)
        self.assertEqual(self.seen("older=7"), [old])
        self.assertEqual(self.seen("flag=risk"), [risky])
        self.assertEqual(self.seen("sort=risk")[0], risky)
        self.assertEqual(self.seen("flag=second"), [doubted])
        self.assertEqual(self.seen("kind=removed"), [])
        self.assertEqual(len(self.seen("kind=new")), 3)

    def test_by_area_with_all_below_it(self):
        monte_carlo(), nice()
        inside, _outside = report(), report(latitude=43.7, longitude=7.25)
        self.assertEqual(self.seen("area=MC-MC"), [inside])
        self.assertEqual(self.seen("area=MC"), [inside])
        self.assertEqual(self.seen("area=nowhere"), [])

    def test_odd_words_are_the_plain_queue(self):
        for query in ("state=approved", "kind=x", "older=%00", "sort=drop", "flag=1", "area=%00"):
            self.assertEqual(wanted(query).state, "pending", query)
        self.assertTrue(wanted("state=approved&sort=x").is_plain)

    def test_the_address_says_only_what_differs(self):
        self.assertEqual(wanted().query(), "")
        self.assertEqual(wanted("sort=risk&state=held&kind=&x=1").query(), "?state=held&sort=risk")

    def test_the_next_one_is_the_one_after_else_the_first(self):
        first, second, third = (report(latitude=n) for n in range(3))
        by = alice()
        self.assertEqual(following(second, wanted(), by), third)
        self.assertEqual(following(third, wanted(), by), first)
        moderation.reject(first, by=by, version=1, reason="spam")
        moderation.reject(second, by=by, version=1, reason="spam")
        self.assertIsNone(following(third, wanted(), by))


class ReachTests(TestCase):
    def test_an_area_moderator_sees_the_reports_of_their_areas(self):
        monte_carlo(), nice()
        inside, outside = report(), report(latitude=43.7, longitude=7.25)
        aline = person(Role.AREA_MODERATOR, areas=[monaco()])
        self.assertEqual(list(reachable(aline)), [inside])
        self.assertEqual(counts(aline)["pending"], 1)
        self.assertEqual(set(reachable(alice())), {inside, outside})

    def test_counts_know_each_open_state(self):
        by = alice()
        moderation.hold(report(latitude=1), by=by, version=1, reason="odd")
        moderation.ask(report(latitude=2), by=by, version=1, question="Where?")
        report(latitude=3)
        self.assertEqual(counts(by), {"pending": 1, "held": 1, "needs_info": 1})


class PresenceTests(TestCase):
    def look(self, one, status=200):
        response = self.client.post(f"/moderation/{one.reference}/look")
        self.assertEqual(response.status_code, status)
        return response

    def test_the_second_one_is_told_who_looks_and_may_decide_all_the_same(self):
        one, amina = report(), moderator("amina")
        self.client.force_login(amina)
        self.assertEqual(self.look(one).json(), {"looking": "", "version": 1})
        self.client.force_login(alice())
        self.assertIn("amina", self.look(one).json()["looking"])
        self.assertContains(self.client.get(f"/moderation/{one.reference}"), "amina is looking")
        self.client.post(f"/moderation/{one.reference}/approve", {"version": 1})
        one.refresh_from_db()
        self.assertEqual(one.status, "approved")

    def test_to_look_changes_neither_version_nor_events(self):
        one = report()
        self.client.force_login(alice())
        self.look(one)
        one.refresh_from_db()
        self.assertEqual((one.version, one.events.count()), (1, 1))

    def test_who_left_is_forgotten(self):
        one, amina = report(), moderator("amina")
        Report.objects.update(looking_by=amina, looking_until=timezone.now() - timedelta(seconds=1))
        self.client.force_login(alice())
        self.assertEqual(self.look(one).json()["looking"], "")

    def test_charlie_cannot_look(self):
        self.client.force_login(charlie())
        self.look(report(), 403)
