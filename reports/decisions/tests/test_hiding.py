"""A camera that must not be seen is out of sight at once; only an administrator shows it again."""

from django.core.exceptions import PermissionDenied
from django.test import TestCase

from accounts.models import User
from cameras.models import Camera, Change
from cameras.registry.revisions import Author, change, registry
from cameras.tests.builders import IMPORT, camera
from reports.decisions import approve, hide, unhide
from reports.history.conflicts import CameraGone
from reports.intake.receive import submit
from reports.tests.people import alice, charlie, submission


class HideTests(TestCase):
    def setUp(self):
        self.alice, self.admin = alice(), User.objects.create_superuser("root")
        self.camera = camera(operator="Bank")

    def status(self):
        self.camera.refresh_from_db()
        return self.camera.status

    def test_a_moderator_hides_it_and_the_feed_has_only_that(self):
        made = hide(self.camera, by=self.alice, reason="private_home")
        self.assertEqual((self.status(), made.role, made.reason), ("hidden", "moderator", "private_home"))
        line = Change.objects.latest("seq")
        self.assertEqual((line.op, line.reason), ("delete", "hidden"))
        self.assertEqual(self.client.get(f"/cameras/{self.camera.pk}").status_code, 410)

    def test_who_reported_it_is_not_sent_there(self):
        one, secret = submit(submission(latitude=44))
        made = approve(one, by=self.alice, version=1).camera
        page = f"/report/status/{secret}"
        self.assertContains(self.client.get(page), f"/cameras/{made.pk}")
        hide(made, by=self.alice, reason="private_home")
        self.assertContains(self.client.get(page), "The camera is not shown on the map any more.")
        self.assertNotContains(self.client.get(page), f"/cameras/{made.pk}")

    def test_charlie_does_not(self):
        with self.assertRaises(PermissionDenied):
            hide(self.camera, by=charlie(), reason="because")
        self.assertEqual(self.status(), "active")

    def test_twice_is_told(self):
        hide(self.camera, by=self.alice, reason="privacy")
        with self.assertRaises(CameraGone):
            hide(self.camera, by=self.alice, reason="privacy")

    def test_only_an_administrator_shows_it_again(self):
        hide(self.camera, by=self.alice, reason="privacy")
        with self.assertRaises(PermissionDenied):
            unhide(self.camera, by=self.alice, reason="an error")
        unhide(self.camera, by=self.admin, reason="an error")
        self.assertEqual(self.status(), "active")
        with self.assertRaises(CameraGone):
            unhide(self.camera, by=self.admin, reason="again")

    def test_it_comes_back_as_it_was_whatever_changed_meanwhile(self):
        gone = camera(44, 7, status=Camera.Status.REMOVED)
        for one in (self.camera, gone):
            hide(one, by=self.alice, reason="privacy")
            one.refresh_from_db()
            with registry() as clock:
                change(clock, one, {"operator": "Import"}, author=Author(IMPORT.role))
            unhide(one, by=self.admin, reason="an error")
            one.refresh_from_db()
        self.assertEqual((self.camera.status, gone.status), ("active", "removed"))
