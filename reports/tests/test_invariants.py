"""Invariants that no single verb holds. The others: I1 to I6 in test_races.py, I3 and I8 in test_audit.py, I7
in test_transitions.py and test_i7_roles.py, I10 in test_reverting.py, I11 in test_merging.py."""

from datetime import timedelta
from io import StringIO
from unittest.mock import patch

import pytest
import time_machine
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, transaction
from django.test import TestCase
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as PropertyTestCase

from cameras.models import Camera, Change
from cameras.registry.neighbours import PossibleDuplicates
from cameras.tests.builders import camera
from reports import decisions
from reports.history.conflicts import AlreadyDecided
from reports.intake.forms import DegreesField
from reports.intake.receive import submit
from reports.models import Report, ReportEvent
from reports.models.transitions import Status
from reports.tests.acts import in_status, moderator
from reports.tests.people import alice, report, submission, typed


class I3TheSchemaItself(TestCase):
    """What no code of ours does, the database refuses too."""

    def refuse(self, one, **values):
        with self.assertRaises(IntegrityError), transaction.atomic():
            Report.objects.filter(pk=one.pk).update(**values)

    def test_approved_without_revision_and_a_revision_without_approval(self):
        one, approved = report(latitude=1), in_status(Status.APPROVED)
        self.refuse(one, status="approved", decided_by=moderator(), decided_at=one.submitted_at)
        self.refuse(one, revision=approved.revision_id)
        self.refuse(approved, revision=None)

    def test_one_revision_for_two_reports(self):
        one, two = in_status(Status.APPROVED), in_status(Status.APPROVED, latitude=1)
        self.refuse(two, revision=one.revision_id)

    def test_a_decision_without_somebody_who_decided(self):
        self.refuse(report(), status="rejected", reason="spam")
        self.refuse(in_status(Status.REJECTED, latitude=1), decided_by=None)

    def test_a_refusal_without_reason_and_a_status_that_is_none(self):
        self.refuse(in_status(Status.REJECTED), reason="")
        self.refuse(report(latitude=1), status="maybe")

    def test_a_merge_into_nothing_itself_or_two_things(self):
        one, known = in_status(Status.MERGED), camera(50, 1)
        self.refuse(one, merged_into_camera=None)
        self.refuse(one, merged_into_camera=None, merged_into=one)
        self.refuse(one, merged_into_camera=known, merged_into=report(latitude=1))

    def test_a_duplicate_of_itself_or_of_nothing(self):
        a, b = camera(50, 1), camera(51, 1)
        one = report(kind="duplicate", camera=a.pk, duplicate_of=b.pk)
        self.refuse(one, duplicate_of=a)
        self.refuse(one, duplicate_of=None)

    def test_two_events_with_one_number(self):
        one = report()
        with self.assertRaises(IntegrityError), transaction.atomic():
            ReportEvent.objects.create(report=one, seq=1, event="hold", at=one.submitted_at)


@pytest.mark.postgresql
class I9EventsAreOnlyAdded(TestCase):
    def test_they_are_neither_changed_nor_deleted_but_their_words_can_be_emptied(self):
        one = report().events.get()
        for act in (
            lambda: ReportEvent.objects.filter(pk=one.pk).delete(),
            lambda: ReportEvent.objects.filter(pk=one.pk).update(event="approve"),
            lambda: ReportEvent.objects.filter(pk=one.pk).update(seq=7),
        ):
            with self.assertRaisesMessage(DatabaseError, "append-only"), transaction.atomic():
                act()
        ReportEvent.objects.filter(pk=one.pk).update(data={})


class I12AnIdIsNeverUsedAgain(TestCase):
    def test_every_id_that_was_ever_told_answers_200_301_or_410(self):
        by = moderator()
        cameras = [camera(50 + n, 1) for n in range(6)]
        for kind, n, more in (("removed", 1, {}), ("duplicate", 2, {"duplicate_of": cameras[0].pk})):
            decisions.approve(report(kind=kind, camera=cameras[n].pk, **more), by=by, version=1)
        decisions.hide(cameras[3], by=by, reason="privacy")
        new = report(latitude=1)
        made = decisions.approve(new, by=by, version=1).camera
        decisions.revert(new, by=by, version=2)
        ids = set(Change.objects.values_list("camera", flat=True))
        self.assertEqual(ids, {one.pk for one in cameras} | {made.pk})
        answers = {n: self.client.get(f"/cameras/{n}").status_code for n in sorted(ids)}
        self.assertEqual(list(answers.values()), [200, 410, 301, 410, 200, 200, 410])

    def test_the_next_camera_has_a_new_id(self):
        one = report()
        made = decisions.approve(one, by=moderator(), version=1).camera_id
        decisions.revert(one, by=moderator(), version=2)
        again = decisions.approve(report(), by=moderator(), version=1).camera_id
        self.assertGreater(again, made)


class I13TheFeedIsTheMap(TestCase):
    def test_who_replays_the_feed_has_what_an_export_has(self):
        by, known = moderator(), [camera(50 + n, 1, operator="Bank") for n in range(4)]
        correction = report(kind="correction", camera=known[0].pk, operator="Shop")
        for one in (correction, report(kind="removed", camera=known[1].pk), report(latitude=1)):
            lines = Change.objects.count()
            decisions.approve(one, by=by, version=1)
            self.assertEqual(Change.objects.count(), lines + 1)
        decisions.revert(correction, by=by, version=2)
        decisions.hide(known[2], by=by, reason="privacy")
        replayed = {}
        for line in Change.objects.order_by("seq"):
            replayed.pop(line.camera_id, None)
            if line.op == "upsert":
                replayed[line.camera_id] = line.seq
        exported = {one.pk: one for one in Camera.objects.published().select_related("dataset")}
        self.assertEqual(set(replayed), set(exported))
        for pk, seq in replayed.items():
            self.assertEqual(exported[pk].revisions.latest("version").seq, seq)

    def test_a_decision_that_is_rolled_back_sends_no_mail(self):
        one = report()
        with self.assertRaises(ZeroDivisionError), transaction.atomic():
            decisions.approve(one, by=moderator(), version=1)
            raise ZeroDivisionError
        self.assertFalse(Change.objects.exists() or Camera.objects.exists())
        self.assertEqual(one.events.count(), 1)


class I22ManyAtOnce(TestCase):
    def setUp(self):
        self.alice = alice()
        self.reports = [report(latitude=n) for n in range(4)]
        decisions.reject(self.reports[1], by=self.alice, version=1, reason="spam")

    def bulk(self, items=None):
        return decisions.in_bulk(
            items or [(Report.objects.get(pk=one.pk), 1) for one in self.reports],
            lambda one, version: decisions.approve(one, by=self.alice, version=version),
        )

    def problems(self, outcomes):
        return [type(one.problem).__name__ for one in outcomes]

    def test_each_has_its_own_result_and_a_conflict_undoes_nothing(self):
        self.assertEqual(self.problems(self.bulk()), ["NoneType", "AlreadyDecided", "NoneType", "NoneType"])
        self.assertEqual(Camera.objects.count(), 3)

    def test_the_same_again_is_all_conflicts(self):
        self.bulk()
        self.assertEqual(self.problems(self.bulk()), ["AlreadyDecided"] * 4)
        self.assertEqual(Camera.objects.count(), 3)

    def test_two_in_one_bulk_that_are_one_camera_make_one(self):
        twins = [report(latitude=30), report(latitude=30)]
        outcomes = self.bulk([(one, 1) for one in twins])
        self.assertEqual(self.problems(outcomes), ["NoneType", "PossibleDuplicates"])

    def test_no_more_than_two_hundred(self):
        with self.assertRaises(ValueError):
            self.bulk([(self.reports[0], 1)] * (decisions.MAX_BULK + 1))
        self.assertFalse(Camera.objects.exists())


class I24WhenTheLookForDuplicatesFails(TestCase):
    def broken(self):
        return patch("cameras.registry.neighbours.neighbours", side_effect=DatabaseError("the index is gone"))

    def test_a_report_is_taken_all_the_same(self):
        camera()
        with self.broken(), self.assertLogs("reports.intake.receive", "ERROR"):
            submit(submission())
        self.assertEqual(Report.objects.count(), 1)

    def test_but_nothing_is_approved(self):
        one = report()
        with self.broken(), self.assertRaises(DatabaseError):
            decisions.approve(one, by=moderator(), version=1)
        one.refresh_from_db()
        self.assertEqual((one.status, Camera.objects.count()), ("pending", 0))

    def test_when_it_works_the_gate_is_shut(self):
        camera()
        with self.assertRaises(PossibleDuplicates):
            submit(submission())


class I26CoordinatesComeOutAsTheyWentIn(PropertyTestCase):
    @settings(max_examples=25)
    @given(
        lat=st.one_of(st.floats(-90, 90), st.sampled_from([90, -90, 0])),
        lon=st.one_of(st.floats(-180, 180), st.sampled_from([180, -180, 179.9999999])),
    )
    def test_to_a_centimetre_at_poles_and_antimeridian_too(self, lat, lon):
        typed_lat, typed_lon = f"{lat:.7f}", f"{lon:.7f}"
        one = report(latitude=typed_lat, longitude=typed_lon)
        made = decisions.approve(one, by=moderator(), version=1).camera
        shown = self.client.get(f"/api/v1/collections/cameras/items/{made.pk}").json()
        self.assertEqual(shown["geometry"]["coordinates"], [float(typed_lon), float(typed_lat)])

    def test_invalid_coordinates_are_refused(self):
        for text in (
            "NaN",
            "inf",
            "-inf",
            "1e5",
            "1e400",
            "0x1",
            "12_3",
            "91",
            "-90.0000001",
            "",
            "ten",
            "1,2,3",
        ):
            with self.subTest(text):
                response = self.client.post("/report", typed(latitude=text))
                self.assertEqual(response.status_code, 422)
        self.assertIsNone(DegreesField(90, required=False).clean(""))


class Expiry(TestCase):
    def expire(self, days):
        out = StringIO()
        with time_machine.travel(timezone.now() + timedelta(days=days)):
            call_command("expire_reports", stdout=out)
        return out.getvalue()

    def setUp(self):
        self.held, self.asked, self.waiting = (
            in_status(status, latitude=n)
            for n, status in enumerate((Status.HELD, Status.NEEDS_INFO, Status.PENDING))
        )

    def statuses(self):
        return [Report.objects.get(pk=one.pk).status for one in (self.held, self.asked, self.waiting)]

    def test_what_was_held_for_30_days_or_asked_for_60_is_closed_and_nothing_else(self):
        self.assertEqual(self.expire(29), "0 closed\n")
        self.assertEqual(self.expire(31), "1 closed\n")
        self.assertEqual(self.statuses(), ["expired", "needs_info", "pending"])
        self.expire(61)
        self.assertEqual(self.statuses(), ["expired", "expired", "pending"])
        self.assertEqual(self.expire(400), "0 closed\n")

    def test_somebody_who_is_quicker_wins(self):
        with patch(
            "reports.management.commands.expire_reports.advance", side_effect=AlreadyDecided(self.held)
        ):
            self.assertEqual(self.expire(31), "0 closed\n")
