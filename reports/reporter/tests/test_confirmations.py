"""Passers-by say that a camera is still there, or that it is gone."""

import time_machine
from django.test import TestCase

from cameras.models import Camera, Change
from cameras.tests.builders import camera
from reports.history.conflicts import CameraGone
from reports.models import Confirmation
from reports.reporter.confirmations import confirm


class ConfirmTests(TestCase):
    def setUp(self):
        self.camera = camera(operator="Bank")

    def state(self):
        self.camera.refresh_from_db()
        return self.camera.version, self.camera.last_confirmed_on

    @time_machine.travel("2026-05-01T10:00Z")
    def test_still_there_moves_the_day_and_nothing_else(self):
        self.assertTrue(confirm(self.camera, by="bob"))
        version, day = self.state()
        self.assertEqual((version, str(day)), (2, "2026-05-01"))
        revision = self.camera.revisions.latest("version")
        self.assertEqual(
            (revision.changed, revision.role, revision.actor), (["last_confirmed_on"], "resident", None)
        )
        self.assertEqual(Change.objects.latest("seq").op, "upsert")

    def test_a_second_word_of_the_same_person_on_the_same_day_counts_for_nothing(self):
        self.assertEqual(
            [confirm(self.camera, by="bob", kind=kind) for kind in ("there", "there", "gone")],
            [True, False, False],
        )
        self.assertEqual((Confirmation.objects.count(), self.state()[0]), (1, 2))

    def test_who_said_that_it_is_gone_does_not_confirm_it_on_the_same_day(self):
        confirm(self.camera, by="bob", kind="gone")
        self.assertFalse(confirm(self.camera, by="bob"))
        self.assertEqual(self.state(), (1, None))

    def test_many_people_on_one_day_make_one_revision(self):
        for n in range(5):
            confirm(self.camera, by=f"person {n}")
        self.assertEqual((Confirmation.objects.count(), self.state()[0]), (5, 2))

    def test_the_next_day_counts_again(self):
        for day in ("2026-05-01", "2026-05-02"):
            with time_machine.travel(f"{day}T10:00Z"):
                self.assertTrue(confirm(self.camera, by="bob"))
        self.assertEqual(str(self.state()[1]), "2026-05-02")

    def test_gone_changes_nothing_on_the_map(self):
        self.assertTrue(confirm(self.camera, by="bob", kind="gone"))
        self.assertEqual(self.state(), (1, None))
        self.assertEqual(Confirmation.objects.gone().count(), 1)
        self.assertTrue(Camera.objects.published().exists())

    def test_a_camera_that_the_map_does_not_show_is_not_confirmed(self):
        with self.assertRaises(CameraGone):
            confirm(camera(status="removed"), by="bob")
        self.assertFalse(Confirmation.objects.exists())

    def test_another_word_is_refused(self):
        with self.assertRaises(ValueError):
            confirm(self.camera, by="bob", kind="maybe")
