"""A camera that was taken down stands again, with its id; and Alice reads who says that one is gone."""

from datetime import timedelta
from unittest import skipUnless

from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import connection
from django.test import TestCase, TransactionTestCase
from django.utils import timezone

from accounts.roles import Role
from accounts.tests.people import monaco, person
from cameras.models import Change
from cameras.registry.neighbours import PossibleDuplicates
from cameras.tests.builders import camera
from reports.decisions import approve, revert
from reports.history.conflicts import NotRemoved
from reports.models import Confirmation
from reports.reporter.confirmations import confirm
from reports.tests.crowd import at_once
from reports.tests.people import alice, moderator, report


class RevivingTests(TestCase):
    def setUp(self):
        self.alice = alice()
        self.old = camera(operator="Ville", mount="pole", shape="dome")
        approve(report(kind="removed", camera=self.old.pk), by=self.alice, version=1)

    def approve(self, one, number=None, **more):
        return approve(one, by=self.alice, version=one.version, revive=number or self.old.pk, **more)

    def test_it_is_on_the_map_again_under_its_own_id(self):
        one = report(operator="Police", shape="unknown")
        made = self.approve(one)
        self.old.refresh_from_db()
        self.assertEqual((made.camera, made.version, one.outcome), (self.old, 3, self.old))
        self.assertEqual(
            (self.old.status, self.old.removed_on, self.old.operator), ("active", None, "Police")
        )
        self.assertEqual((self.old.mount, self.old.shape), ("pole", "dome"))  # the report leaves them open
        self.assertEqual(Change.objects.order_by("seq").last().op, "upsert")
        self.assertEqual(self.client.get(f"/cameras/{self.old.pk}").status_code, 200)
        call_command("audit_registry", verbosity=0)
        call_command("audit_reports", verbosity=0)

    def test_fields_that_the_report_leaves_open_stay(self):
        old = camera(
            44.0, 7.0, ownership="public", ownership_basis="stated", device="plate_reader",
            capabilities=["thermal", "plate_recognition"],
        )  # fmt: skip
        approve(report(kind="removed", camera=old.pk), by=self.alice, version=1)
        one = report(latitude=44.0, longitude=7.0, ownership="unknown", operator="", shape="unknown")
        self.approve(one, old.pk)
        before = (old.ownership, old.ownership_basis, old.device, old.capabilities, old.operator)
        old.refresh_from_db()
        now = (old.ownership, old.ownership_basis, old.device, old.capabilities, old.operator)
        self.assertEqual((old.status, now), ("active", before))

    def test_the_reported_device_is_taken(self):
        self.approve(report(device="plate_reader"))
        self.old.refresh_from_db()
        self.assertEqual(self.old.device, "plate_reader")

    def test_taking_it_back_leaves_it_taken_down_as_it_was(self):
        one, before = report(operator="Police"), self.old.revisions.get(version=2).snapshot
        self.approve(one)
        one.refresh_from_db()
        made = revert(one, by=self.alice, version=one.version)
        self.assertEqual(made.snapshot, before)
        call_command("audit_reports", verbosity=0)

    def test_only_one_that_was_taken_down_and_stood_there(self):
        elsewhere, standing = camera(44.0, 7.0), camera(43.7390, 7.4246)
        approve(report(kind="removed", camera=elsewhere.pk), by=self.alice, version=1)
        one = report(acknowledged=[standing.pk])
        for number in (elsewhere.pk, standing.pk, 10**17):
            with self.subTest(number), self.assertRaises(NotRemoved):
                self.approve(one, number, acknowledged=[standing.pk])
        one.refresh_from_db()
        self.assertEqual((one.status, one.version), ("pending", 1))

    def test_another_camera_close_by_is_asked_about_as_ever(self):
        camera()
        with self.assertRaises(PossibleDuplicates):
            self.approve(report(acknowledged=[self.old.pk + 1]))

    def test_it_stands_again_once(self):
        first, second = report(), report()
        self.approve(first)
        with self.assertRaises(NotRemoved):
            self.approve(second, acknowledged=[self.old.pk])

    def test_not_by_an_area_moderator_when_it_stood_outside(self):
        """Monaco ends at 43.76: the report lies in it, the camera stood beyond."""
        beyond = camera(43.7601, 7.43)
        approve(report(kind="removed", camera=beyond.pk), by=self.alice, version=1)
        aline = person(Role.AREA_MODERATOR, areas=[monaco()])
        with self.assertRaises(PermissionDenied):
            approve(report(latitude=43.7599, longitude=7.43), by=aline, version=1, revive=beyond.pk)

    def test_alice_ticks_it_in_the_page(self):
        one, path = report(), "/moderation/"
        self.client.force_login(self.alice)
        self.assertContains(self.client.get(path + one.reference), f"Camera {self.old.pk} stands again")
        data = {"version": 1, "revive": str(self.old.pk)}
        self.assertEqual(self.client.post(f"{path}{one.reference}/approve", data).status_code, 303)
        self.old.refresh_from_db()
        self.assertEqual(self.old.status, "active")

    def test_a_camera_that_cannot_be_revived_is_a_conflict_on_the_page(self):
        one = report()
        self.client.force_login(self.alice)
        data = {"version": 1, "revive": "999"}
        self.assertContains(
            self.client.post(f"/moderation/{one.reference}/approve", data), "taken down", status_code=409
        )


class AtOnce(TransactionTestCase):
    @skipUnless(connection.vendor == "postgresql", "SQLite lets one writer in at a time")
    def test_two_moderators_bring_it_back_once(self):
        old, hers, his = camera(), alice(), moderator("amina")
        approve(report(kind="removed", camera=old.pk), by=hers, version=1)
        first, second = report(), report()
        results = at_once(
            lambda: approve(first, by=hers, version=1, revive=old.pk),
            lambda: approve(second, by=his, version=1, revive=old.pk),
        )
        self.assertEqual(sorted(type(one).__name__ for one in results), ["CameraRevision", "NotRemoved"])
        self.assertEqual(old.revisions.count(), 3)


class ReportedGone(TestCase):
    def test_alice_reads_how_often_and_when_beside_a_removal(self):
        old = camera()
        for n in range(3):
            confirm(old, by=f"{n:064}", kind=Confirmation.Kind.GONE)
        one = report(kind="removed", camera=old.pk)
        self.client.force_login(alice())
        page = self.client.get(f"/moderation/{one.reference}")
        self.assertContains(page, "Said to be gone")
        self.assertContains(page, "3 times, last on")
        self.client.logout()
        self.assertNotContains(self.client.get(f"/cameras/{old.pk}"), "Said to be gone")

    def test_who_saw_it_since_and_what_is_long_ago_do_not_count(self):
        old, today = camera(), timezone.now().date()
        days = [today - timedelta(days=n) for n in (2, 10, 400)]
        for n, day in enumerate(days):
            Confirmation.objects.create(camera=old, by=f"{n:064}", on=day, says="gone")
        self.assertEqual(Confirmation.objects.recently_gone(old, today), days[:2])
        old.last_confirmed_on = today - timedelta(days=5)
        self.assertEqual(Confirmation.objects.recently_gone(old, today), days[:1])
