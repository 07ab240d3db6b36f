"""The verbs over HTTP: what is typed, what happens, the refusal, the second click."""

from django.test import TestCase

from accounts.roles import Role
from accounts.tests.people import monaco, person
from cameras.models import Camera
from cameras.registry.revisions import change, registry
from cameras.tests.builders import IMPORT, camera
from reports import decisions
from reports.models import Report
from reports.reporter import actions
from reports.tests.people import alice, charlie, moderator, report, submission

DECISIONS = {
    "reject": ({"reason": "spam", "public_reason": "No"}, "rejected"),
    "ask": ({"question": "Which wall?"}, "needs_info"),
    "hold": ({"reason": "odd"}, "held"),
}
EDIT = {
    "edit": "1", "edit-ownership": "private", "edit-operator": "Banque", "edit-shape": "fixed",
    "edit-direction": "90", "edit-latitude": "43.7390000", "edit-longitude": "7.4246",
}  # fmt: skip


class DecisionTest(TestCase):
    def setUp(self):
        self.alice = alice()
        self.client.force_login(self.alice)

    def post(self, one, verb, *, version=None, query="", **data):
        url = f"/moderation/{one.reference}/{verb}{query}"
        return self.client.post(url, {"version": version or one.version, **data})

    def fresh(self, one):
        return Report.objects.get(pk=one.pk)


class VerbTests(DecisionTest):
    def test_each_moves_the_report_and_goes_on_to_the_next(self):
        for place, (verb, (data, status)) in enumerate(DECISIONS.items()):
            one, following = report(latitude=place), report(latitude=place + 40)
            response = self.post(one, verb, **data)
            self.assertEqual(self.fresh(one).status, status)
            self.assertEqual(response.status_code, 303)
            self.assertIn(following.reference, response.url)
            decisions.reject(following, by=self.alice, version=1, reason="spam")

    def test_the_second_click_is_a_conflict_that_keeps_what_was_typed(self):
        for place, (verb, (data, _status)) in enumerate(DECISIONS.items()):
            one = report(latitude=place)
            self.post(one, verb, **data)
            response = self.post(one, verb, version=1, **data)
            self.assertContains(response, "alice", status_code=409)
            self.assertEqual(self.fresh(one).events.count(), 2)

    def test_a_missing_text_is_shown_beside_its_field(self):
        one = report()
        for verb, sentence in (
            ("reject", "Choose a reason"),
            ("ask", "Write what you want to know"),
            ("hold", "Write why"),
            ("merge", "Choose the camera or the report"),
        ):
            self.assertContains(self.post(one, verb), sentence, status_code=422)
        self.assertTrue(self.fresh(one).is_open)

    def test_the_filters_stay(self):
        one, _other = report(), report(latitude=44)
        self.assertIn("?sort=newest", self.post(one, "hold", query="?sort=newest", reason="odd").url)

    def test_a_held_report_goes_back_and_stays_in_sight(self):
        one = report()
        decisions.hold(one, by=self.alice, version=1, reason="odd")
        self.assertIn(one.reference, self.post(one, "release").url)
        self.assertEqual(self.fresh(one).status, "pending")

    def test_a_second_opinion_is_asked_for_and_no_longer(self):
        one = report()
        self.post(one, "flag", second_opinion="on")
        self.assertTrue(self.fresh(one).second_opinion)
        self.post(self.fresh(one), "flag")
        self.assertFalse(self.fresh(one).second_opinion)

    def test_merged_with_a_camera_or_with_another_report(self):
        known = camera(43.7385, 7.4246)
        one, other, third = (report(acknowledged=[known.pk]) for _ in range(3))
        page = self.client.get(f"/moderation/{one.reference}")
        self.assertContains(page, f'value="camera:{known.pk}"')
        self.assertContains(page, f'value="{other.reference}"')
        self.post(one, "merge", into=f"camera:{known.pk}")
        self.post(other, "merge", into=third.reference.lower())
        self.assertEqual(self.fresh(one).merged_into_camera, known)
        self.assertEqual(self.fresh(other).merged_into, third)
        self.assertEqual(Camera.objects.count(), 1)

    def test_merged_with_nothing_or_itself_is_refused(self):
        one = report()
        for text in ("camera:999", "camera:x", "R-XXXX-XXXX", "\0"):
            self.assertEqual(self.post(one, "merge", into=text).status_code, 422, text)
        self.assertEqual(self.post(one, "merge", into=one.reference).status_code, 409)

    def test_an_unknown_verb_is_not_found_and_a_get_leads_back(self):
        one = report()
        self.assertEqual(self.post(one, "dance").status_code, 404)
        for verb in ("approve", "reject", "merge"):
            response = self.client.get(f"/moderation/{one.reference}/{verb}")
            self.assertRedirects(response, f"/moderation/{one.reference}", status_code=303)

    def test_typed_text_stays_when_she_may_not_decide(self):
        monaco()
        amina = person(Role.AREA_MODERATOR)
        self.client.force_login(amina)
        one, own = report(), report(latitude=43.739)
        Report.objects.filter(pk=own.pk).update(reporter=amina)
        far = EDIT | {"edit-latitude": "48.85", "edit-longitude": "2.35"}
        self.assertContains(self.post(one, "approve", **far), "Banque", status_code=403)
        self.assertContains(self.post(own, "ask", question="Which wall?"), "Which wall?", status_code=403)
        self.assertEqual({one.version for one in Report.objects.all()}, {1})

    def test_charlie_decides_nothing(self):
        one = report()
        self.client.force_login(charlie())
        for verb in ("approve", "undo", "reject", "ask", "hold", "flag", "merge", "reopen"):
            self.assertEqual(self.post(one, verb, reason="spam", question="x").status_code, 403, verb)
        self.assertEqual(self.fresh(one).version, 1)


class EditTests(DecisionTest):
    def test_the_camera_is_as_it_was_edited_the_report_as_it_was_sent(self):
        one = report()
        self.post(one, "approve", **EDIT)
        made = Camera.objects.get()
        self.assertEqual((made.ownership, made.operator, made.direction), ("private", "Banque", "90"))
        self.assertEqual((made.latitude, made.ownership_basis), (43.739, "stated"))
        self.assertEqual(self.fresh(one).proposed["operator"], "Ville")
        self.assertIn("operator", self.fresh(one).events.get(event="approve").data["edits"])

    def test_edits_count_whichever_button_sends_them(self):
        """Enter in a field presses the first button of the form."""
        one = report()
        fields = {name: value for name, value in EDIT.items() if name != "edit"}
        self.post(one, "approve", **fields)
        self.assertEqual(Camera.objects.get().operator, "Banque")

    def test_untouched_fields_are_no_edits(self):
        one = report()
        form = self.client.get(f"/moderation/{one.reference}").context["edit_form"]
        self.post(one, "approve", **{field.html_name: field.value() for field in form})
        self.assertNotIn("edits", self.fresh(one).events.get(event="approve").data)

    def test_untouched_fields_of_an_old_page_do_not_undo_an_amendment(self):
        one = report()
        form = self.client.get(f"/moderation/{one.reference}").context["edit_form"]
        untouched = {field.html_name: field.value() for field in form}
        actions.amend(one, submission(operator="Amended"), version=1)
        page = self.post(one, "approve", version=1, **untouched)
        self.assertEqual(page.status_code, 409)
        again = {field.html_name: field.value() for field in page.context["edit_form"]}
        self.post(self.fresh(one), "approve", **again)
        self.assertEqual(Camera.objects.get().operator, "Amended")

    def test_untouched_fields_of_a_correction_do_not_hide_a_conflict(self):
        known = camera(operator="Before")
        one = report(kind="correction", camera=known.pk, camera_version=1, operator="Reported")
        with registry() as clock:
            change(clock, known, {"operator": "Meanwhile"}, author=IMPORT)
        form = self.client.get(f"/moderation/{one.reference}").context["edit_form"]
        untouched = {field.html_name: field.value() for field in form}
        self.assertEqual(self.post(one, "approve", **untouched).status_code, 409)
        known.refresh_from_db()
        self.assertEqual(known.operator, "Meanwhile")

    def test_an_invalid_field_is_shown_and_nothing_is_lost(self):
        one = report()
        response = self.post(one, "approve", **EDIT | {"edit-direction": "left"})
        self.assertContains(response, "Write degrees or a compass point", status_code=422)
        self.assertContains(response, "Banque", status_code=422)
        self.assertFalse(Camera.objects.exists())

    def test_a_field_that_was_changed_meanwhile_is_shown_three_times_and_then_decided(self):
        known = camera(operator="Before")
        one = report(kind="correction", camera=known.pk, camera_version=1, operator="Reported")
        with registry() as clock:
            change(clock, known, {"operator": "Meanwhile"}, author=IMPORT)
        conflict = self.post(one, "approve")
        for text in ("Before", "Meanwhile", "Reported", "Edit what is right"):
            self.assertContains(conflict, text, status_code=409)
        self.post(one, "approve", **EDIT | {"edit-operator": "Reported"})
        known.refresh_from_db()
        self.assertEqual(known.operator, "Reported")

    def test_a_loser_keeps_what_was_edited(self):
        one = report()
        decisions.approve(one, by=moderator("amina"), version=1)
        response = self.post(one, "approve", version=1, **EDIT)
        self.assertContains(response, "amina", status_code=409)
        self.assertContains(response, "Banque", status_code=409)


class UndoTests(DecisionTest):
    def test_every_decision_can_be_taken_back_once(self):
        for place, (verb, data) in enumerate(
            {"approve": {}, "reject": {"reason": "spam"}, "hold": {"reason": "odd"}}.items()
        ):
            one = report(latitude=place)
            self.post(one, verb, **data)
            now = self.fresh(one)
            self.assertEqual(self.post(now, "undo").status_code, 303, verb)
            self.assertEqual(self.fresh(one).status, "reverted" if verb == "approve" else "pending")
            self.assertEqual(self.post(now, "undo").status_code, 409, verb)
        self.assertFalse(Camera.objects.published().exists())

    def test_the_next_page_offers_to_undo_the_last_decision(self):
        one, _following = report(), report(latitude=44)
        page = self.client.get(self.post(one, "approve").url)
        self.assertContains(page, f"/moderation/{one.reference}/undo")

    def test_what_somebody_else_approved_is_not_mine_to_undo(self):
        one = report()
        decisions.approve(one, by=moderator("amina"), version=1)
        self.assertEqual(self.post(one, "undo").status_code, 409)
        self.assertTrue(Camera.objects.published().exists())

    def test_a_camera_that_changed_since_is_not_taken_back(self):
        one = report()
        self.post(one, "approve")
        with registry() as clock:
            change(clock, Camera.objects.get(), {"operator": "Newer"}, author=IMPORT)
        self.assertContains(self.post(self.fresh(one), "undo"), "Newer", status_code=409)


class MineTests(DecisionTest):
    def test_my_decisions_are_there_newest_first_and_nobody_elses(self):
        first, second, other = (report(latitude=n) for n in range(3))
        self.post(first, "approve")
        self.post(second, "reject", reason="spam")
        decisions.approve(other, by=moderator("amina"), version=1)
        page = self.client.get("/moderation/mine")
        rows = [event.report.reference for event, _undo in page.context["events"]]
        self.assertEqual(rows, [second.reference, first.reference])
        self.assertContains(page, "/undo", count=2)

    def test_the_list_has_pages_and_odd_addresses_are_its_beginning(self):
        for n in range(3):
            self.post(report(latitude=n), "reject", reason="spam")
        events = [event for event, _undo in self.client.get("/moderation/mine").context["events"]]
        page = self.client.get(f"/moderation/mine?before={events[1].pk}")
        self.assertEqual([event for event, _undo in page.context["events"]], events[2:])
        for odd in ("x", "-1", "٣", "", "\0"):
            self.assertEqual(len(self.client.get("/moderation/mine", {"before": odd}).context["events"]), 3)

    def test_a_moderator_who_is_new_reads_so(self):
        self.assertContains(self.client.get("/moderation/mine"), "not decided anything yet")
