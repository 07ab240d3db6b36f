"""A moderator corrects a report before approving it: the same rules as for the reporter's own form."""

from django.test import TestCase

from cameras.tests.builders import camera
from reports.decisions import approve
from reports.history.conflicts import FieldConflicts
from reports.intake.forms import EditForm
from reports.tests.people import alice, report


def edits(camera=None, **fields):
    form = EditForm({f"edit-{name}": value for name, value in fields.items()}, prefix="edit", camera=camera)
    assert form.is_valid(), form.errors
    return form.edits()


class EditFormTests(TestCase):
    def test_fields_that_were_not_posted_stay_as_reported(self):
        self.assertEqual(edits(), {})
        self.assertEqual(edits(shape="dome", latitude="43,5"), {"shape": "dome", "latitude": 43.5})

    def test_an_empty_text_clears_the_reported_value_an_empty_choice_does_not(self):
        self.assertEqual(
            edits(operator="", direction="", shape="", ownership="", latitude=""),
            {"operator": "", "direction": ""},
        )

    def test_who_runs_it_is_then_stated(self):
        self.assertEqual(edits(ownership="private")["ownership_basis"], "stated")
        self.assertEqual(edits(ownership="unknown")["ownership_basis"], "none")

    def test_wrong_values_are_refused_as_in_the_form(self):
        for name, value in (
            ("latitude", "91"), ("longitude", "nan"), ("latitude", "1e400"), ("ownership", "mine"),
            ("shape", "cube"), ("direction", "forward"), ("operator", "x" * 256),
        ):  # fmt: skip
            self.assertIn(name, EditForm({name: value}).errors)

    def test_a_direction_that_the_source_wrote_may_stay(self):
        known = camera(direction="forward")
        self.assertEqual(edits(camera=known, direction="forward"), {"direction": "forward"})


class ApproveWithEdits(TestCase):
    def setUp(self):
        self.alice = alice()

    def test_the_new_camera_has_the_edits_and_the_event_records_them(self):
        one = report(operator="Vile")
        changed = edits(operator="Ville", latitude="43.7390")
        made = approve(one, by=self.alice, version=1, edits=changed).camera
        self.assertEqual((made.operator, made.latitude, made.shape), ("Ville", 43.739, "dome"))
        self.assertEqual(one.events.latest("seq").data["edits"], changed)
        one.refresh_from_db()
        self.assertEqual(one.proposed["operator"], "Vile")

    def test_duplicates_are_looked_for_where_the_pin_was_put(self):
        near = camera(43.739, 7.4246)
        one = report(latitude=44)
        with self.assertRaises(Exception) as caught:
            approve(one, by=self.alice, version=1, edits=edits(latitude="43.7390"))
        self.assertEqual(caught.exception.candidates[0].camera, near)

    def test_an_edit_settles_a_conflict_that_the_moderator_saw_but_not_a_newer_one(self):
        known = camera(operator="Bank", ownership="private")
        fields = {
            "kind": "correction",
            "camera": known.pk,
            "ownership": "private",
            "shape": "",
            "direction": "",
        }
        first, second = report(**fields, operator="Shop"), report(**fields, operator="Mall")
        approve(first, by=self.alice, version=1)
        for seen in (None, 2):
            with self.subTest(seen=seen), self.assertRaises(FieldConflicts):
                approve(second, by=self.alice, version=1, camera_version=seen)
        with self.assertRaises(FieldConflicts) as caught:
            approve(second, by=self.alice, version=1, edits={"operator": "Mall"}, camera_version=1)
        self.assertEqual(caught.exception.fields[0].base, "Bank")
        approve(second, by=self.alice, version=1, edits={"operator": "Mall"}, camera_version=2)
        known.refresh_from_db()
        self.assertEqual(known.operator, "Mall")
