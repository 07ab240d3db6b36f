"""Asking, setting aside, opening again: each needs its words, and says them to who has to know."""

from django.test import TestCase

from reports import decisions
from reports.models import Report
from reports.models.transitions import Status
from reports.reporter import actions
from reports.tests.acts import in_status
from reports.tests.people import alice, report


class TalkTests(TestCase):
    def setUp(self):
        self.alice = alice()

    def test_a_question_a_holding_and_a_reopening_need_words(self):
        rejected = in_status(Status.REJECTED)
        for act, one, name in (
            (decisions.ask, report(), "question"),
            (decisions.hold, report(), "reason"),
            (decisions.reopen, rejected, "reason"),
        ):
            for words in ("", "  \n"):
                with self.subTest(name), self.assertRaises(ValueError):
                    act(one, by=self.alice, version=one.version, **{name: words})
            self.assertEqual(Report.objects.get(pk=one.pk).version, one.version)

    def test_an_answer_needs_words(self):
        one = in_status(Status.NEEDS_INFO)
        with self.assertRaises(ValueError):
            actions.answer(one, version=one.version, text=" ")
        self.assertEqual(Report.objects.get(pk=one.pk).status, "needs_info")

    def test_a_refusal_needs_one_of_the_reasons(self):
        one = report()
        for code in ("", "because"):
            with self.assertRaises(ValueError):
                decisions.reject(one, by=self.alice, version=1, reason=code)
        self.assertEqual(one.events.count(), 1)

    def test_who_opens_it_again_leaves_no_trace_of_the_decision_but_in_the_events(self):
        one = report()
        decisions.reject(one, by=self.alice, version=1, reason="spam", public_reason="A joke.")
        decisions.reopen(one, by=self.alice, version=2, reason="no joke")
        one = Report.objects.get(pk=one.pk)
        self.assertEqual(
            (one.status, one.reason, one.public_reason, one.decided_at), ("pending", "", "", None)
        )
        self.assertEqual(
            one.events.latest("seq").data, {"reason": "no joke", "was": "rejected", "was_reason": "spam"}
        )
        decisions.approve(one, by=self.alice, version=3)

    def test_an_erased_report_is_never_reopened(self):
        """Nothing is left of it: its place would be 0, 0."""
        one, last = report(), report(latitude=44)
        for rejected in (one, last):
            decisions.reject(rejected, by=self.alice, version=1, reason="spam")
            actions.erase(rejected, version=2)
        self.client.force_login(self.alice)
        page = f"/moderation/{one.reference}"
        self.assertContains(self.client.get(page), "The reporter deleted this report.")
        self.assertNotContains(self.client.get(page), f"{page}/reopen")
        for path in (f"{page}/reopen", f"/moderation/{last.reference}/undo"):
            refused = self.client.post(path, {"version": 3, "reason": "an error"})
            self.assertContains(refused, "Nothing is left to look at again.", status_code=409)
        self.assertEqual({one.status for one in Report.objects.all()}, {"rejected"})

    def test_a_second_opinion_is_asked_for_and_given(self):
        one = report()
        decisions.flag(one, by=self.alice, version=1, second_opinion=True, note="a doorbell?")
        self.assertTrue(Report.objects.get(pk=one.pk).second_opinion)
        decisions.flag(one, by=self.alice, version=2, second_opinion=False)
        self.assertFalse(Report.objects.get(pk=one.pk).second_opinion)
