from django.test import TestCase

from accounts.roles import Role
from accounts.tests.people import monaco, monte_carlo, person
from cameras.models import Camera
from reports import decisions
from reports.models import Report
from reports.tests.people import alice, charlie, moderator, report


class I22BulkTests(TestCase):
    """I22: each its own transaction and result; a conflict does not undo the others."""

    def setUp(self):
        self.client.force_login(alice())

    def send(self, reports, verb, *, confirmed=True, **data):
        ticked = [f"{one.reference}:{version}" for one, version in reports]
        more = {"confirmed": "1"} if confirmed else {}
        return self.client.post("/moderation/bulk", {"report": ticked, "verb": verb, **more, **data})

    def test_mixed_items_each_have_their_result(self):
        good, stale, decided = (report(latitude=n) for n in range(3))
        decisions.reject(decided, by=moderator("amina"), version=1, reason="spam")
        page = self.send([(good, 1), (stale, 7), (decided, 1)], "approve")
        self.assertContains(page, "1 of 3 done")
        self.assertContains(page, "amina")
        self.assertEqual([result.problem is None for result in page.context["results"]], [True, False, False])
        self.assertEqual(Camera.objects.count(), 1)

    def test_a_nul_is_no_report(self):
        page = self.client.post("/moderation/bulk", {"report": "\0:1", "verb": "hold", "text": "odd"})
        self.assertEqual(page.status_code, 422)

    def test_the_same_bulk_twice_changes_nothing_more(self):
        items = [(report(latitude=n), 1) for n in range(4)]
        self.assertContains(self.send(items, "reject", reason="spam"), "4 of 4 done")
        self.assertContains(self.send(items, "reject", reason="spam"), "0 of 4 done")
        self.assertEqual({one.version for one in Report.objects.all()}, {2})

    def test_two_reports_of_one_camera_make_one_camera(self):
        page = self.send([(report(), 1), (report(), 1)], "approve")
        self.assertContains(page, "1 of 2 done")
        self.assertEqual(Camera.objects.count(), 1)

    def test_nothing_is_done_before_it_is_confirmed(self):
        one = report()
        self.assertContains(self.send([(one, 1)], "approve", confirmed=False), "Nothing has been done yet")
        self.assertFalse(Camera.objects.exists())

    def test_more_than_twenty_are_confirmed_by_their_number(self):
        items = [(report(latitude=n), 1) for n in range(21)]
        self.assertEqual(self.send(items, "hold", text="odd", typed="20").status_code, 422)
        self.assertEqual(Report.objects.pending().count(), 21)
        self.assertContains(self.send(items, "hold", text="odd", typed="21"), "21 of 21 done")

    def test_more_than_two_hundred_are_refused(self):
        one = report()
        ticked = [f"R-{n}:1" for n in range(201)] + [f"{one.reference}:1"]
        response = self.client.post(
            "/moderation/bulk", {"report": ticked, "verb": "approve", "confirmed": "1"}
        )
        self.assertEqual(response.status_code, 422)

    def test_missing_fields_are_shown_and_the_ticks_stay(self):
        one = report()
        for data, sentence in (
            ({"verb": "reject"}, "Choose a reason"),
            ({"verb": "hold"}, "Write why"),
            ({"verb": ""}, "Choose what to do"),
        ):
            response = self.send([(one, 1)], **data)
            self.assertContains(response, sentence, status_code=422)
            self.assertContains(response, f'value="{one.reference}:1" checked', status_code=422)
        self.assertContains(self.send([], "approve"), "Tick at least one", status_code=422)

    def test_i17_an_area_moderator_cannot_reach_further_by_bulk(self):
        monte_carlo()
        inside, outside = report(), report(latitude=45)
        self.client.force_login(person(Role.AREA_MODERATOR, areas=[monaco()]))
        page = self.send([(inside, 1), (outside, 1)], "reject", reason="spam")
        self.assertContains(page, "1 of 1 done")
        outside.refresh_from_db()
        self.assertTrue(outside.is_open)

    def test_charlie_has_no_bulk(self):
        self.client.force_login(charlie())
        self.assertEqual(self.client.get("/moderation/bulk").status_code, 403)
        self.assertEqual(self.send([(report(), 1)], "approve").status_code, 403)

    def test_the_table_shows_what_the_filters_say(self):
        shown, held = report(latitude=1), report(latitude=2)
        decisions.hold(held, by=moderator("amina"), version=1, reason="odd")
        self.assertContains(self.client.get("/moderation/bulk"), shown.reference)
        self.assertNotContains(self.client.get("/moderation/bulk"), held.reference)
        self.assertContains(self.client.get("/moderation/bulk?state=held"), held.reference)
        self.assertContains(self.send([(held, 2)], "release"), "1 of 1 done")

    def test_the_warnings_of_the_queue_stand_in_the_table_and_in_the_preview(self):
        one = report()
        Report.objects.filter(pk=one.pk).update(risk_score=40, second_opinion=True, acknowledged=[7])
        preview = self.send([(one, 1)], "approve", confirmed=False)
        for page in (self.client.get("/moderation/bulk"), preview):
            for words in ("second opinion", "odd", "1 camera close by"):
                self.assertContains(page, words)
