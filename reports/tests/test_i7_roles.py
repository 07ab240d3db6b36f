"""I7 and I17: status x event x role, the full product. What the tables allow happens, all else is refused and
changes nothing."""

from itertools import product

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.test import TestCase

from accounts.permissions import OutOfArea, OwnReport
from accounts.roles import Role
from accounts.tests.people import person
from areas.tests.builders import area, box
from cameras.models import Camera, CameraRevision
from cameras.tests.builders import camera
from reports import decisions
from reports.history.conflicts import AlreadyDecided
from reports.models import Report, ReportEvent
from reports.models.transitions import TABLE, Actor, Event, Status
from reports.tests.acts import ACTS, elsewhere, in_status
from reports.tests.people import report

MODERATED = [event for event, row in TABLE.items() if Actor.MODERATOR in row.by]
STAFF = (Role.MODERATOR, Role.AREA_MODERATOR, Role.ADMIN)


class Undo(Exception):
    """Take back what an allowed act did, for the next one."""


class I7EveryStatusEventAndRole(TestCase):
    @classmethod
    def setUpTestData(cls):
        elsewhere()
        ground = area("ALL", box(-10, -60, 110, 60))
        cls.people = {role: person(role, areas=[ground]) for role in Role if role is not Role.ANONYMOUS}
        cls.reports = {
            status: in_status(status, latitude=place) for place, status in enumerate(Status)
        }  # by an administrator, whose approval only administrators take back

    def world(self):
        tables = (Report, ReportEvent, Camera, CameraRevision)
        return [list(table.objects.order_by("pk").values()) for table in tables]

    def test_it(self):
        before = self.world()
        for status, event, (role, by) in product(Status, MODERATED, self.people.items()):
            with self.subTest(status=status, event=event, role=role):
                one = Report.objects.get(pk=self.reports[status].pk)
                may = role in STAFF if event is not Event.REVERT else role is Role.ADMIN
                can = status in TABLE[event].sources
                refusals = [PermissionDenied] * (not may) + [AlreadyDecided] * (not can)
                with self.assertRaises(tuple(refusals) or Undo), transaction.atomic():
                    ACTS[event](one, by, one.version)
                    self.assertFalse(refusals)
                    one.refresh_from_db()
                    self.assertEqual(one.status, TABLE[event].leads_to(status))
                    raise Undo
        self.assertEqual(self.world(), before)


class OwnReports(TestCase):
    def test_nobody_decides_on_their_own(self):
        for place, role in enumerate(STAFF):
            by = person(role, areas=[area(f"A{place}", box(-10, -60, 110, 60))])
            for event in (Event.HOLD, Event.ASK, Event.APPROVE, Event.REJECT, Event.MERGE, Event.FLAG):
                with self.subTest(role=role, event=event):
                    one = report(latitude=place)
                    Report.objects.filter(pk=one.pk).update(reporter=by)
                    one.refresh_from_db()
                    with self.assertRaises(OwnReport):
                        ACTS[event](one, by, 1)
                    self.assertEqual(one.events.count(), 1)

    def test_but_the_only_moderator_of_a_site_does(self):
        by = person(Role.ADMIN)
        one = report()
        Report.objects.filter(pk=one.pk).update(reporter=by)
        one.refresh_from_db()
        with self.settings(SOLO_MODERATOR=True):
            decisions.approve(one, by=by, version=1)


class I17OutsideTheArea(TestCase):
    """Amina moderates the west."""

    def setUp(self):
        self.amina = person(Role.AREA_MODERATOR, areas=[area("WEST", box(0, 40, 7.5, 50), name="The West")])
        area("EAST", box(8, 40, 15, 50), name="The East")
        self.west, self.east = report(), report(longitude=9)

    def assert_refused(self, act, *arguments, **options):
        with self.assertRaisesMessage(OutOfArea, "The East"):
            act(*arguments, by=self.amina, version=1, **options)
        self.assertEqual(ReportEvent.objects.exclude(event="submit").count(), 0)

    def test_directly(self):
        self.assert_refused(decisions.approve, self.east)
        self.assert_refused(decisions.reject, self.east, reason="spam")

    def test_by_the_target_of_a_merge(self):
        self.assert_refused(decisions.merge, self.west, into=self.east)
        self.assert_refused(decisions.merge, self.west, into=camera(45, 9))

    def test_by_moving_the_pin(self):
        self.assert_refused(decisions.approve, self.west, edits={"longitude": 9.0})
        known = camera()
        moved = report(kind="correction", camera=known.pk, longitude=9)
        self.assert_refused(decisions.approve, moved)
        hers_now = report(kind="correction", camera=camera(45, 9).pk)
        self.assert_refused(decisions.approve, hers_now)

    def test_by_merging_a_camera_of_hers_into_one_outside(self):
        copy, survivor = camera(45, 7), camera(45, 9)
        one = report(kind="duplicate", camera=copy.pk, duplicate_of=survivor.pk)
        self.assert_refused(decisions.approve, one)

    def test_in_bulk_the_others_go_through(self):
        outcomes = decisions.in_bulk(
            [(self.west, 1), (self.east, 1)],
            lambda one, version: decisions.approve(one, by=self.amina, version=version),
        )
        self.assertIsNone(outcomes[0].problem)
        self.assertIsInstance(outcomes[1].problem, OutOfArea)
        self.assertEqual(Camera.objects.get().longitude, self.west.longitude)
