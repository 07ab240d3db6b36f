"""Many people, one report, at the same moment. SQLite lets one writer in at a time and hides these races: a
green run there proves nothing, the one on PostgreSQL does."""

from collections import Counter
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.test import TransactionTestCase

from cameras.models import Camera, CameraRevision, Change
from cameras.registry import audit
from cameras.registry.neighbours import PossibleDuplicates
from cameras.tests.builders import camera
from reports import decisions
from reports.accountability.audit import differences
from reports.decisions import approve, reject
from reports.history.conflicts import AlreadyDecided, BadTarget
from reports.intake.receive import submit
from reports.intake.submission import TokenReused
from reports.models import Confirmation, Photo, Report, ReportEvent
from reports.photos.sanitise import BlurBox, sanitise
from reports.photos.storage import blur_photo
from reports.reporter import actions
from reports.reporter.confirmations import confirm
from reports.tests.crowd import at_once, in_processes
from reports.tests.people import moderator, report, submission
from reports.tests.pictures import telling

ROUNDS = 8


class RaceTest(TransactionTestCase):
    def setUp(self):
        self.people = [moderator(f"moderator{n}") for n in range(8)]

    def tearDown(self):
        """After each race the events explain the reports, and the reports the map (I3, I8)."""
        self.assertEqual(list(differences()), [])
        self.assertEqual(list(audit.differences()), [])

    def kinds(self, results):
        return Counter(type(result).__name__ for result in results)


class I1ApprovingAtOnceMakesOneCamera(RaceTest):
    def approve_all(self, n, run):
        one = report(latitude=n)
        return run(*[partial(approve, one, by=by, version=1) for by in self.people])

    def test_eight_moderators_in_threads(self):
        for n in range(ROUNDS):
            kinds = self.kinds(self.approve_all(n, at_once))
            self.assertEqual(kinds, {"CameraRevision": 1, "AlreadyDecided": 7})
        self.assertEqual((Camera.objects.count(), Change.objects.count()), (ROUNDS, ROUNDS))
        self.assertEqual(ReportEvent.objects.filter(event="approve").count(), ROUNDS)

    @pytest.mark.postgresql
    def test_eight_moderators_in_processes(self):
        for n in range(3):
            kinds = Counter(self.approve_all(n, in_processes))
            self.assertEqual(kinds, {"CameraRevision": 1, "AlreadyDecided": 7})
        self.assertEqual((Camera.objects.count(), Change.objects.count()), (3, 3))

    def test_one_moderator_who_clicks_eight_times(self):
        one, by = report(), self.people[0]
        results = at_once(*[partial(approve, one, by=by, version=1)] * 8)
        self.assertEqual(self.kinds(results), {"CameraRevision": 1, "AlreadyDecided": 7})
        self.assertEqual(Camera.objects.count(), 1)


class I2ApproveAgainstRefuse(RaceTest):
    def race(self, n, run):
        one = report(latitude=n)
        results = run(
            partial(approve, one, by=self.people[0], version=1),
            partial(reject, one, by=self.people[1], version=1, reason="spam"),
        )
        one = Report.objects.get(pk=one.pk)
        self.assertEqual(one.events.count(), 2)
        self.assertEqual(one.events.latest("seq").event, "approve" if one.status == "approved" else "reject")
        self.assertEqual(one.status == "approved", Camera.objects.filter(latitude=n).exists())
        self.assertEqual(one.reason, "" if one.status == "approved" else "spam")
        return results

    def test_one_decision_stands_in_threads(self):
        for n in range(ROUNDS):
            results = self.race(n, at_once)
            self.assertEqual(sum(isinstance(result, AlreadyDecided) for result in results), 1, results)

    @pytest.mark.postgresql
    def test_one_decision_stands_in_processes(self):
        for n in range(3):
            self.assertEqual(self.race(n, in_processes).count("AlreadyDecided"), 1)


class I4BobSendsAgainAndAgain(RaceTest):
    def test_eight_at_once_make_one_report_and_one_answer(self):
        results = at_once(*[partial(submit, submission())] * 8)
        self.assertEqual(results, [results[0]] * 8)
        self.assertEqual((Report.objects.count(), ReportEvent.objects.count()), (1, 1))

    @pytest.mark.postgresql
    def test_from_processes_too(self):
        self.assertEqual(in_processes(*[partial(submit, submission())] * 6), ["tuple"] * 6)
        self.assertEqual(Report.objects.count(), 1)

    def test_with_another_content_one_of_them_is_refused(self):
        one = submission(operator="Ville")
        other = submission(operator="Shop", client_token=one.client_token)
        results = at_once(partial(submit, one), partial(submit, other))
        self.assertEqual(self.kinds(results), {"tuple": 1, TokenReused.__name__: 1})
        self.assertEqual(Report.objects.count(), 1)


class I5TwoReportsOfOneCamera(RaceTest):
    def race(self, n, run, **options):
        pairs = zip([report(latitude=n), report(latitude=n)], self.people, strict=False)
        return run(*[partial(approve, one, by=by, version=1, **options) for one, by in pairs])

    def test_approved_at_once_they_make_one_camera(self):
        for n in range(ROUNDS):
            results = self.race(n, at_once)
            self.assertEqual(sum(isinstance(result, PossibleDuplicates) for result in results), 1, results)
            self.assertEqual(Camera.objects.count(), n + 1)

    @pytest.mark.postgresql
    def test_in_processes_too(self):
        for n in range(3):
            self.assertEqual(sorted(self.race(n, in_processes)), ["CameraRevision", "PossibleDuplicates"])
        self.assertEqual(Camera.objects.count(), 3)

    def test_unless_the_second_acknowledges_the_first(self):
        first, second = report(), report()
        near = approve(first, by=self.people[0], version=1).camera_id
        with self.assertRaises(PossibleDuplicates):
            approve(second, by=self.people[1], version=1, acknowledged=[near + 1])
        approve(second, by=self.people[1], version=1, acknowledged=[near])
        self.assertEqual(Camera.objects.count(), 2)


class I6AmendAgainstDecision(RaceTest):
    def test_the_second_one_gets_a_conflict_and_nothing_is_half_done(self):
        for n in range(ROUNDS):
            one = report(latitude=n, operator="Vile")
            better = submission(latitude=n, operator="Ville")
            results = at_once(
                partial(approve, Report.objects.get(pk=one.pk), by=self.people[0], version=1),
                partial(actions.amend, one, better, version=1),
            )
            self.assertEqual(sum(isinstance(result, AlreadyDecided) for result in results), 1, results)
            one.refresh_from_db()
            made = Camera.objects.filter(latitude=n).first()
            self.assertEqual(
                (one.status, made and made.operator), ("approved", "Vile") if made else ("pending", None)
            )


class OtherRaces(RaceTest):
    def test_a_into_b_and_b_into_a_make_no_ring(self):
        for n in range(ROUNDS):
            a, b = report(latitude=n), report(latitude=n)
            results = at_once(
                partial(decisions.merge, a, by=self.people[0], version=1, into=b),
                partial(decisions.merge, b, by=self.people[1], version=1, into=a),
            )
            self.assertEqual(self.kinds(results), {"NoneType": 1, BadTarget.__name__: 1}, results)
            self.assertEqual(Report.objects.filter(pk__in=[a.pk, b.pk], status="merged").count(), 1)

    def test_two_cameras_merged_into_each_other_make_no_ring(self):
        for n in range(ROUNDS):
            a, b = camera(10 + n, 0), camera(10 + n, 1)
            both = [report(kind="duplicate", camera=x.pk, duplicate_of=y.pk) for x, y in ((a, b), (b, a))]
            results = at_once(
                *[partial(approve, one, by=by, version=1) for one, by in zip(both, self.people, strict=False)]
            )
            self.assertEqual(sum(isinstance(one, CameraRevision) for one in results), 1, results)
            self.assertEqual(Camera.objects.filter(pk__in=[a.pk, b.pk]).published().count(), 1)

    def test_a_revert_from_two_screens_is_done_once(self):
        one = report()
        approve(one, by=self.people[0], version=1)
        one.refresh_from_db()
        results = at_once(*[partial(decisions.revert, one, by=self.people[0], version=2)] * 4)
        self.assertEqual(self.kinds(results), {"CameraRevision": 1, "AlreadyDecided": 3})
        self.assertEqual(CameraRevision.objects.count(), 2)

    def test_many_passers_by_confirm_at_once(self):
        one = camera()
        at_once(*[partial(confirm, one, by=f"person {n % 4}") for n in range(8)])
        one.refresh_from_db()
        self.assertEqual((Confirmation.objects.count(), one.version), (4, 2))


class APhotoIsCoveredWhileItsReportIsApproved(RaceTest):
    def test_whoever_is_first_nothing_uncovered_stays(self):
        folder = self.enterContext(TemporaryDirectory())  # outlives the audit of tearDown
        self.enterContext(self.settings(MEDIA_ROOT=folder))
        for n in range(ROUNDS):
            sent = replace(submission(latitude=n), photo=sanitise(telling("JPEG")))
            one, _secret = submit(sent)
            photo = Photo.objects.get(report=one)
            at_once(
                partial(blur_photo, photo, [BlurBox(0, 0, 0.5, 0.5)]),
                partial(approve, one, by=self.people[0], version=1),
            )
            photo.refresh_from_db()
            self.assertEqual((photo.original, bool(photo.blurred)), ("", True))
            self.assertEqual([path.is_file() for path in Path(folder).rglob("*.jpg")], [True] * (n + 1))


class I13TheFeedTellsEachDecisionInOrder(RaceTest):
    def test_it_has_no_gap_after_many_approvals_at_once(self):
        reports = [report(latitude=n) for n in range(16)]
        at_once(*[partial(approve, one, by=self.people[0], version=1) for one in reports])
        self.assertEqual(
            list(Change.objects.order_by("seq").values_list("seq", flat=True)), list(range(1, 17))
        )
