"""I10: a revert restores exactly what was, once, and only while nobody changed the camera since."""

from datetime import date, timedelta

import time_machine
from django.core.exceptions import PermissionDenied
from django.test import TestCase
from django.utils import timezone

from accounts.models import User
from cameras.models import Camera, Change
from cameras.registry.revisions import snapshot
from cameras.tests.builders import camera
from reports.decisions import approve, hide, may_revert, revert
from reports.history.conflicts import AlreadyDecided, ChangedSince
from reports.reporter.confirmations import confirm
from reports.tests.people import alice, moderator, report


class I10RevertTests(TestCase):
    def setUp(self):
        self.alice = alice()
        self.camera = camera(operator="Bank", ownership="private", installed_on=date(2020, 1, 2))
        self.camera.refresh_from_db()

    def approved(self, **fields):
        one = report(**{"kind": "correction", "camera": self.camera.pk, "ownership": "private", **fields})
        approve(one, by=self.alice, version=1)
        return one

    def now(self):
        return snapshot(Camera.objects.get(pk=self.camera.pk))

    def test_a_correction_is_taken_back_exactly(self):
        before = self.now()
        one = self.approved(operator="Shop", latitude="43.7385")
        made = revert(one, by=self.alice, version=2, reason="the wrong bank")
        self.assertEqual((self.now(), made.snapshot, made.version), (before, before, 3))
        one.refresh_from_db()
        self.assertEqual((one.status, one.version, one.decided_by), ("reverted", 3, self.alice))
        self.assertEqual(one.events.latest("seq").data, {"reason": "the wrong bank", "seq": made.seq})

    def test_a_camera_that_was_taken_off_the_map_returns_with_its_id(self):
        before = self.now()
        one = self.approved(kind="removed")
        revert(one, by=self.alice, version=2)
        self.assertEqual(self.now(), before)
        self.assertEqual(Change.objects.latest("seq").op, "upsert")

    def test_a_new_camera_leaves_the_map(self):
        one = report(latitude=44)
        made = approve(one, by=self.alice, version=1).camera
        revert(one, by=self.alice, version=2)
        self.assertEqual(self.client.get(f"/cameras/{made.pk}").status_code, 410)
        self.assertEqual(Change.objects.latest("seq").op, "delete")

    def test_two_entries_that_were_merged_are_two_again_and_so_is_what_followed(self):
        followed, survivor = camera(45.0, 7), camera(46.0, 7)
        for source, target in ((followed, self.camera), (self.camera, survivor)):
            one = report(kind="duplicate", camera=source.pk, duplicate_of=target.pk)
            approve(one, by=self.alice, version=1)
        followed.refresh_from_db()
        self.assertEqual(followed.merged_into, survivor)
        revert(one, by=self.alice, version=2)
        self.camera.refresh_from_db()
        followed.refresh_from_db()
        self.assertEqual((self.camera.status, self.camera.merged_into), ("active", None))
        self.assertEqual((followed.status, followed.merged_into), ("merged", self.camera))

    def test_twice_is_told(self):
        one = self.approved(operator="Shop")
        revert(one, by=self.alice, version=2)
        for version in (2, 3):
            with self.assertRaises(AlreadyDecided):
                revert(one, by=self.alice, version=version)
        self.assertEqual(self.camera.revisions.count(), 3)

    def test_after_a_later_change_it_is_refused_with_the_difference_and_changes_nothing(self):
        one = self.approved(operator="Shop")
        self.approved(operator="Mall", camera_version=2)
        before = self.now()
        with self.assertRaises(ChangedSince) as caught:
            revert(one, by=self.alice, version=2)
        [field] = caught.exception.fields
        self.assertEqual(
            (field.name, field.base, field.current, field.proposed), ("operator", "Shop", "Mall", "Bank")
        )
        one.refresh_from_db()
        self.assertEqual((self.now(), one.status, one.events.count()), (before, "approved", 2))

    def test_after_hiding_it_is_refused_too(self):
        one = self.approved(operator="Shop")
        hide(self.camera, by=self.alice, reason="privacy")
        with self.assertRaises(ChangedSince):
            revert(one, by=self.alice, version=2)

    def test_a_passer_by_who_confirms_the_camera_cannot_stop_it(self):
        one = self.approved(operator="Shop")
        confirm(self.camera, by="somebody")
        revert(one, by=self.alice, version=2)
        self.camera.refresh_from_db()
        self.assertEqual(
            (self.camera.operator, self.camera.last_confirmed_on), ("Bank", timezone.now().date())
        )


class WhoMayRevertTests(TestCase):
    def setUp(self):
        self.alice, self.amina = alice(), moderator("amina")
        self.one = report()
        approve(self.one, by=self.alice, version=1)
        self.one.refresh_from_db()

    def after(self, hours):
        return time_machine.travel(timezone.now() + timedelta(hours=hours), tick=False)

    def test_who_approved_it_for_a_day(self):
        with self.after(23):
            self.assertTrue(may_revert(self.one, self.alice))
        with self.after(25):
            self.assertFalse(may_revert(self.one, self.alice))
            with self.assertRaises(PermissionDenied):
                revert(self.one, by=self.alice, version=2)

    def test_no_other_moderator(self):
        self.assertFalse(may_revert(self.one, self.amina))
        with self.assertRaises(PermissionDenied):
            revert(self.one, by=self.amina, version=2)
        self.one.refresh_from_db()
        self.assertEqual(self.one.status, "approved")

    def test_an_administrator_at_any_time(self):
        admin = User.objects.create_superuser("root")
        with self.after(1000):
            revert(self.one, by=admin, version=2)
        self.one.refresh_from_db()
        self.assertEqual(self.one.status, "reverted")
