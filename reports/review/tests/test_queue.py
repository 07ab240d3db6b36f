from datetime import timedelta

from django.http import QueryDict
from django.test import TestCase
from django.utils import timezone

from accounts.roles import Role
from accounts.tests.people import monaco, monte_carlo, nice, person
from cameras.tests.builders import camera
from reports import decisions
from reports.models import Report
from reports.reporter import actions
from reports.review import presence
from reports.review.queue import SORTS, QueueFilter, counts, next_report, visible_reports
from reports.review.queue_page import queue_page
from reports.tests.people import alice, charlie, moderator, report, submission


def parse_filter(query=""):
    return QueueFilter.parse(QueryDict(query))


class FilterTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.alice = alice()

    def seen(self, query=""):
        return list(parse_filter(query).apply(Report.objects.all(), self.alice))

    def test_the_plain_queue_is_sorted_oldest_first(self):
        first, second = report(), report(latitude=44)
        decisions.hold(report(latitude=45), by=self.alice, version=1, reason="odd")
        self.assertEqual(self.seen(), [first, second])
        self.assertEqual(self.seen("sort=newest"), [second, first])

    def test_by_state_kind_age_and_mark(self):
        old, risky, doubted = report(), report(latitude=44), report(latitude=45)
        Report.objects.filter(pk=old.pk).update(submitted_at=timezone.now() - timedelta(days=8))
        Report.objects.filter(pk=risky.pk).update(risk_score=40)
        decisions.flag(doubted, by=self.alice, version=1, second_opinion=True)
        self.assertEqual(self.seen("older=7"), [old])
        self.assertEqual(self.seen("flag=risk"), [risky])
        self.assertEqual(self.seen("sort=risk")[0], risky)
        self.assertEqual(self.seen("flag=second"), [doubted])
        self.assertEqual(self.seen("kind=removed"), [])
        self.assertEqual(len(self.seen("kind=new")), 3)

    def test_by_who_sent_it(self):
        """Bob is new until something of his is approved; Alice sees what she asked about."""
        bob, known = person(Role.CONTRIBUTOR, name="bob"), person(Role.CONTRIBUTOR, name="known")
        nobodys, bobs, earlier, knowns = (report(latitude=n) for n in range(4))
        Report.objects.filter(pk=bobs.pk).update(reporter=bob)
        Report.objects.filter(pk__in=[earlier.pk, knowns.pk]).update(reporter=known)
        decisions.approve(earlier, by=self.alice, version=1)
        self.assertEqual(self.seen("flag=new"), [nobodys, bobs])
        marked = {one.pk: one.is_newcomer for one in Report.objects.pending().with_newcomers()}
        self.assertEqual(marked, {nobodys.pk: False, bobs.pk: True, knowns.pk: False})

    def test_reports_that_i_decided_before(self):
        mine, hers = report(latitude=1), report(latitude=2)
        report(latitude=3)
        decisions.hold(mine, by=self.alice, version=1, reason="odd")
        decisions.hold(hers, by=moderator("amina"), version=1, reason="odd")
        self.assertEqual(self.seen("flag=mine&state=held"), [mine])

    def test_reports_open_on_a_colleagues_screen(self):
        seen, left, own = (report(latitude=n) for n in range(3))
        amina = moderator("amina")
        presence.mark_present(seen, by=amina)
        presence.mark_present(left, by=amina)
        Report.objects.filter(pk=left.pk).update(looking_until=timezone.now() - timedelta(seconds=1))
        presence.mark_present(own, by=self.alice)
        self.assertEqual(self.seen("flag=looking"), [seen])

    def test_neighbours_follow_each_other(self):
        there, here, too_there = (
            report(latitude=48.8566, longitude=2.3522),
            report(),
            report(latitude=48.8567, longitude=2.3523),
        )
        self.assertEqual(self.seen("sort=place"), [too_there, there, here])  # the north comes first
        actions.amend(there, submission(latitude=43.7385, longitude=7.4246), version=1)
        self.assertEqual(self.seen("sort=place")[0], too_there)
        self.assertEqual(set(self.seen("sort=place")[1:]), {there, here})

    def test_by_area_with_all_below_it(self):
        monte_carlo(), nice()
        inside, _outside = report(), report(latitude=43.7, longitude=7.25)
        self.assertEqual(self.seen("area=MC-MC"), [inside])
        self.assertEqual(self.seen("area=MC"), [inside])
        self.assertEqual(self.seen("area=nowhere"), [])

    def test_odd_words_are_the_plain_queue(self):
        for query in ("state=approved", "kind=x", "older=%00", "sort=drop", "flag=1", "area=%00"):
            self.assertEqual(parse_filter(query).state, "pending", query)
        self.assertTrue(parse_filter("state=approved&sort=x").is_plain)

    def test_the_query_string_has_only_changed_filters(self):
        self.assertEqual(parse_filter().query(), "")
        self.assertEqual(parse_filter("sort=risk&state=held&kind=&x=1").query(), "?state=held&sort=risk")

    def test_the_next_one_is_the_one_after_else_the_first(self):
        first, second, third = (report(latitude=n) for n in range(3))
        by = self.alice
        self.assertEqual(next_report(second, parse_filter(), by), third)
        self.assertEqual(next_report(third, parse_filter(), by), first)
        decisions.reject(first, by=by, version=1, reason="spam")
        decisions.reject(second, by=by, version=1, reason="spam")
        self.assertIsNone(next_report(third, parse_filter(), by))


class PageTests(TestCase):
    """Alice turns the pages of three."""

    @classmethod
    def setUpTestData(cls):
        cls.alice = alice()
        cls.seven = [report(latitude=n, longitude=n) for n in range(7)]
        for n, one in enumerate(cls.seven):
            Report.objects.filter(pk=one.pk).update(risk_score=n % 2)

    def page(self, query):
        return queue_page(parse_filter(query.removeprefix("?")), self.alice, lines=3)

    def walk(self, query):
        pages, page = [], self.page(query)
        while page:
            pages.append(page.lines)
            page = self.page(page.next.query) if page.next else None
        return pages

    def test_each_report_is_on_one_page_in_every_order(self):
        for sort, order in SORTS.items():
            with self.subTest(sort):
                pages = self.walk(f"sort={sort}")
                self.assertEqual([len(page) for page in pages], [3, 3, 1])
                self.assertEqual(
                    [one for page in pages for one in page], list(Report.objects.order_by(*order))
                )

    def test_back_leads_to_the_last_report_of_the_page_before(self):
        for sort in SORTS:
            with self.subTest(sort):
                first = self.page(f"sort={sort}")
                second = self.page(first.next.query)
                third = self.page(second.next.query)
                self.assertEqual(self.page(third.previous.query), second)
                self.assertEqual(third.previous.report, second.lines[-1])
                self.assertEqual(self.page(second.previous.query), first)
                self.assertIsNone(first.previous)

    def test_a_decision_moves_nobody_past_a_report(self):
        second = self.page(self.page("").next.query)
        for one in (self.seven[2], self.seven[3]):  # the last one of the page before, the first one of this
            decisions.reject(one, by=self.alice, version=1, reason="spam")
        now = self.page(second.filters.query())
        self.assertEqual(now.lines, [self.seven[4], self.seven[5], self.seven[6]])
        self.assertEqual(now.previous.report, self.seven[1])
        self.assertEqual(next_report(self.seven[3], now.filters, self.alice), self.seven[4])

    def test_behind_the_last_one_the_queue_begins_again(self):
        last = self.page(f"after={self.seven[6].reference}")
        self.assertEqual((last.lines, last.filters.after), (self.seven[:3], ""))
        for odd in ("after=R-0000-0000", "after=%00", "after=" + "x" * 99):
            self.assertEqual(self.page(odd).lines, self.seven[:3])

    def test_turning_a_page_takes_five_queries(self):
        with self.assertNumQueries(
            5
        ):  # where Alice moderates, the report before, the lines, twice the page above
            self.page(f"after={self.seven[0].reference}")


class ReachTests(TestCase):
    def test_an_area_moderator_sees_the_reports_of_their_areas(self):
        monte_carlo(), nice()
        inside, outside = report(), report(latitude=43.7, longitude=7.25)
        aline = person(Role.AREA_MODERATOR, areas=[monaco()])
        self.assertEqual(list(visible_reports(aline)), [inside])
        self.assertEqual(counts(aline)["pending"], 1)
        self.assertEqual(set(visible_reports(alice())), {inside, outside})

    def test_a_pin_or_a_camera_elsewhere_is_not_theirs_to_read(self):
        monte_carlo(), nice()
        here, there = camera(43.7384, 7.4246), camera(43.7, 7.25)
        moved_away = report(kind="correction", camera=here.pk, latitude=44.5, longitude=7.9, note="a secret")
        moved_here = report(kind="correction", camera=there.pk, latitude=43.7371, longitude=7.4225)
        inside = report(kind="correction", camera=here.pk, latitude=43.7385, longitude=7.4246)
        aline = person(Role.AREA_MODERATOR, areas=[monaco()])
        self.assertEqual(list(visible_reports(aline)), [inside])
        self.client.force_login(aline)
        for address in ("/moderation?sort=newest", "/moderation", "/moderation/bulk", "/audit"):
            page = self.client.get(address)
            for one in (moved_away, moved_here):
                self.assertNotContains(page, one.reference)
            self.assertNotContains(page, "a secret")
        self.client.post(f"/moderation/{inside.reference}/hold", {"version": 1, "reason": "odd"})
        self.assertEqual(self.client.get("/moderation").status_code, 200)

    def test_counts_know_each_open_state(self):
        by = alice()
        decisions.hold(report(latitude=1), by=by, version=1, reason="odd")
        decisions.ask(report(latitude=2), by=by, version=1, question="Where?")
        report(latitude=3)
        self.assertEqual(counts(by), {"pending": 1, "held": 1, "needs_info": 1})


class PresenceTests(TestCase):
    def look(self, one, status=200):
        response = self.client.post(f"/moderation/{one.reference}/look")
        self.assertEqual(response.status_code, status)
        return response

    def test_the_second_one_sees_who_is_present_and_may_decide_all_the_same(self):
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
