"""Bob follows his report by the secret link: he answers, amends, withdraws, deletes what is his."""

from datetime import timedelta

from django.test import SimpleTestCase, TestCase

from cameras.models import Camera
from cameras.tests.builders import camera
from reports import decisions
from reports.models import Confirmation, Report, ReportEvent
from reports.models.transitions import Status
from reports.reporter import actions
from reports.reporter.waiting_time import duration_text
from reports.tests.acts import ACTS, WAY, in_status, moderator
from reports.tests.people import alice, report, typed


class ReporterTest(TestCase):
    def setUp(self):
        self.alice = alice()
        self.url = self.client.post("/report", typed(note="by the red door", operator="Vile")).url.partition(
            "?"
        )[0]
        self.report = Report.objects.get()

    def post(self, act, version=None, **data):
        version = self.report.version if version is None else version
        return self.client.post(f"{self.url}/{act}", {"version": version, **data})

    def now(self):
        self.report.refresh_from_db()
        return self.report.status

    def ask(self):
        decisions.ask(self.report, by=self.alice, version=1, question="Which wall is it on?")


class Answer(ReporterTest):
    def test_bob_reads_the_question_and_answers_and_the_report_waits_again(self):
        self.ask()
        self.assertContains(self.client.get(self.url), "Which wall is it on?")
        self.assertRedirects(self.post("answer", text="The northern one"), self.url, status_code=303)
        self.assertEqual(self.now(), "pending")
        self.assertContains(self.client.get(self.url), "The northern one")

    def test_an_empty_answer_is_refused(self):
        self.ask()
        self.assertContains(self.post("answer", text=" "), "Write an answer first", status_code=422)
        self.assertEqual(self.now(), "needs_info")

    def test_a_second_click_is_a_conflict_and_keeps_the_text(self):
        self.ask()
        self.post("answer", text="The northern one")
        response = self.post("answer", version=2, text="Or the eastern one")
        self.assertContains(response, "Or the eastern one", status_code=409)
        self.assertEqual(ReportEvent.objects.filter(event="answer").count(), 1)


class Amend(ReporterTest):
    def amend(self, version=None, **fields):
        return self.post("amend", version, **{**typed(operator="Ville", note="by the blue door"), **fields})

    def test_the_form_has_the_reported_values_and_no_terms(self):
        page = self.client.get(f"{self.url}/amend")
        self.assertContains(page, "by the red door")
        self.assertContains(page, f'action="{self.url}/amend"')
        self.assertNotContains(page, 'name="terms"')

    def test_moderators_read_the_amended_report(self):
        self.assertRedirects(self.amend(latitude="43.7385"), self.url, status_code=303)
        self.now()
        self.assertEqual((self.report.proposed["operator"], self.report.latitude), ("Ville", 43.7385))
        self.assertEqual((self.report.note, self.report.version), ("by the blue door", 2))
        self.assertEqual(self.report.submitted["note"], "by the red door")

    def test_i6_a_moderator_who_looked_before_is_told_and_decides_nothing(self):
        self.amend()
        with self.assertRaises(decisions.AlreadyDecided) as caught:
            decisions.approve(self.report, by=self.alice, version=1)
        self.assertEqual(caught.exception.report.proposed["operator"], "Ville")
        self.assertFalse(Camera.objects.exists())

    def test_an_invalid_field_is_shown_and_keeps_its_text(self):
        self.assertContains(self.amend(latitude="91", note="kept words"), "kept words", status_code=422)

    def test_once_decided_it_is_a_conflict(self):
        decisions.reject(self.report, by=self.alice, version=1, reason="spam")
        self.assertEqual(self.client.get(f"{self.url}/amend").status_code, 409)
        self.assertContains(self.amend(version=1), "changed while you were looking", status_code=409)

    def test_when_it_changed_meanwhile_nothing_typed_is_lost(self):
        self.amend()
        response = self.amend(version=1, note="kept words")
        self.assertContains(response, "kept words", status_code=409)
        self.assertContains(response, 'name="version" value="2"', status_code=409)

    def test_the_kind_and_the_camera_stay(self):
        other = camera(44, 7)
        self.amend(kind="removed", camera=other.pk)
        self.now()
        self.assertEqual((self.report.kind, self.report.camera), ("new", None))

    def test_a_correction_proposes_only_the_changed_fields(self):
        known = camera(operator="Bank", ownership="private")
        url = self.client.post(
            "/report",
            typed(kind="correction", camera=known.pk, operator="Shop", ownership="private", direction=""),
        ).url.partition("?")[0]
        one = Report.objects.latest("pk")
        page = self.client.get(f"{url}/amend")
        fields = {
            name: page.context["form"][name].value()
            for name in ("latitude", "longitude", "ownership", "shape")
        }
        self.client.post(f"{url}/amend", {"version": 1, **fields, "operator": "Mall", "basis": "photo"})
        one.refresh_from_db()
        self.assertEqual((one.proposed, one.basis), ({"operator": "Mall", "shape": "dome"}, "photo"))


class WithdrawAndErase(ReporterTest):
    def test_bob_takes_it_back(self):
        self.assertRedirects(self.post("withdraw"), self.url, status_code=303)
        self.assertEqual(self.now(), "withdrawn")
        self.assertContains(self.client.get(self.url), "Nothing of it was published")

    def test_a_second_click_is_a_conflict(self):
        self.post("withdraw")
        self.assertContains(self.post("withdraw", version=1), "Nothing was done", status_code=409)

    def test_a_version_that_is_none_changes_nothing(self):
        for version in ("", "x", "9" * 40, "-1"):
            self.assertEqual(self.post("withdraw", version=version).status_code, 409)
        self.assertEqual(self.now(), "pending")

    def test_an_address_opened_by_hand_leads_to_the_page(self):
        for act in ("answer", "withdraw", "delete"):
            self.assertRedirects(self.client.get(f"{self.url}/{act}"), self.url, status_code=303)

    def test_without_the_secret_there_is_nothing(self):
        for act in ("answer", "amend", "withdraw", "delete"):
            path = f"/report/status/{self.report.reference}/{act}"
            self.assertEqual(self.client.post(path, {"version": 1}).status_code, 404)

    def test_no_cookie_is_set(self):
        self.post("withdraw")
        self.assertEqual(dict(self.client.cookies), {})

    def assert_nothing_is_left(self):
        rows = str([*Report.objects.values(), *ReportEvent.objects.values()])
        for words in ("red door", "Vile", "northern", "example.org"):
            self.assertNotIn(words, rows)

    def test_bob_deletes_what_he_wrote_and_an_open_report_goes_with_it(self):
        self.post("amend", **typed(note="red door again", basis="press", source_url="https://example.org/a"))
        self.report.refresh_from_db()
        decisions.ask(self.report, by=self.alice, version=2, question="Which wall?")
        self.post("answer", text="the northern one")
        self.now()
        self.assertRedirects(self.post("delete"), self.url, status_code=303)
        self.assertEqual(self.now(), "withdrawn")
        self.assert_nothing_is_left()
        self.assertContains(self.client.get(self.url), "Your data were deleted")

    def test_nor_is_a_camera_beside_it_named(self):
        one = report(acknowledged=[camera().pk])
        actions.erase(one, version=1)
        one.refresh_from_db()
        self.assertEqual(one.acknowledged, [])

    def test_what_is_on_the_map_stays_there(self):
        made = decisions.approve(self.report, by=self.alice, version=1).camera
        self.now()
        self.post("delete")
        made.refresh_from_db()
        self.assertEqual((self.now(), made.status, made.operator), ("approved", "active", "Vile"))
        self.assertEqual(self.report.note, "")


class EveryStatus(TestCase):
    def test_each_has_its_own_words_in_both_languages_and_names_nobody(self):
        seen = set()
        for place, status in enumerate(WAY):
            fields = typed(latitude=place - 40)
            sent = self.client.post("/report", fields, REMOTE_ADDR=f"10.0.{place}.1")
            url = sent.url.partition("?")[0]
            one = Report.objects.latest("pk")
            self.lead(one, status)
            for prefix in ("", "/fr"):
                page = self.client.get(prefix + url)
                self.assertEqual(page.status_code, 200, status)
                self.assertNotContains(page, "admin")
                seen.add(page.content.decode().partition('id="status-title">')[2].partition("</h2>")[0])
        self.assertEqual(len(seen), 2 * len(Status))

    def lead(self, one, status):
        for event in WAY[status]:
            ACTS[event](one, moderator(), one.version)

    def test_a_merged_report_leads_to_the_camera(self):
        one = in_status(Status.MERGED)
        self.assertEqual(one.outcome, one.merged_into_camera)
        other = report(latitude=50)
        third = report(latitude=50)
        decisions.merge(third, by=moderator(), version=1, into=other)
        self.assertIsNone(third.outcome)
        made = decisions.approve(other, by=moderator(), version=1).camera
        self.assertEqual(Report.objects.get(pk=third.pk).outcome, made)


class WaitingTime(TestCase):
    def test_before_the_first_decision_nothing_is_promised(self):
        url = self.client.post("/report", typed()).url
        self.assertNotContains(self.client.get(url), "half of all reports")

    def test_it_is_the_median_of_the_last_decisions(self):
        by = alice()
        for place, days in enumerate((1, 3, 40)):
            one = report(latitude=place)
            decisions.reject(one, by=by, version=1, reason="spam")
            Report.objects.filter(pk=one.pk).update(submitted_at=one.decided_at - timedelta(days=days))
        url = self.client.post("/report", typed(latitude=9)).url
        self.assertContains(self.client.get(url), "within 3 days")


class WaitingWords(SimpleTestCase):
    def test_they_are_rounded_up(self):
        for minutes, words in (
            (0, "an hour"), (60, "an hour"), (61, "2 hours"), (24 * 60, "24 hours"), (24 * 60 + 1, "2 days"),
        ):  # fmt: skip
            self.assertEqual(duration_text(timedelta(minutes=minutes)), words)


class StillThere(TestCase):
    def setUp(self):
        self.camera = camera()
        self.url = f"/cameras/{self.camera.pk}"

    def confirm(self, kind, **extra):
        return self.client.post(f"{self.url}/confirm", {"says": kind}, **extra)

    def test_the_page_has_both_buttons_and_thanks(self):
        self.assertContains(self.client.get(self.url), 'value="there"')
        response = self.confirm("there")
        self.assertEqual(response.url, f"{self.url}?confirmed=now")
        self.assertContains(self.client.get(response.url), "noted for today")
        self.camera.refresh_from_db()
        self.assertIsNotNone(self.camera.last_confirmed_on)

    def test_a_second_one_on_the_same_day_is_not_counted(self):
        self.confirm("there")
        self.assertEqual(self.confirm("there").url, f"{self.url}?confirmed=before")
        self.assertEqual(self.confirm("there", REMOTE_ADDR="203.0.113.9").url, f"{self.url}?confirmed=now")

    def test_gone_leads_to_the_form_for_the_moderators(self):
        self.assertEqual(self.confirm("gone").url, f"/report?kind=removed&camera={self.camera.pk}")
        self.camera.refresh_from_db()
        self.assertEqual(self.camera.version, 1)

    def test_an_account_counts_by_itself_and_is_not_written_down(self):
        self.confirm("there")
        self.client.force_login(alice())
        self.assertEqual(self.confirm("there").url, f"{self.url}?confirmed=now")
        for one in Confirmation.objects.all():
            self.assertRegex(one.by, "^[0-9a-f]{64}$")

    def test_a_camera_that_is_not_there(self):
        self.assertEqual(self.client.post("/cameras/99/confirm").status_code, 404)
        gone = camera(44, 7, status="removed")
        self.assertEqual(self.client.post(f"/cameras/{gone.pk}/confirm").url, f"/cameras/{gone.pk}")
        self.assertRedirects(self.client.get(f"{self.url}/confirm"), self.url)

    def test_no_cookie_is_set(self):
        self.confirm("there")
        self.assertEqual(dict(self.client.cookies), {})


class MergedCameraPage(TestCase):
    def test_it_leads_to_the_survivor(self):
        copy, survivor = camera(43, 7), camera(44, 7)
        one = report(kind="duplicate", camera=copy.pk, duplicate_of=survivor.pk)
        decisions.approve(one, by=alice(), version=1)
        response = self.client.get(f"/cameras/{copy.pk}")
        self.assertRedirects(response, f"/cameras/{survivor.pk}", status_code=301)
