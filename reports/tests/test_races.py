"""Two moderators, one report. SQLite lets one writer in at a time and hides these races: a green run there
proves nothing, the one on PostgreSQL does."""

from collections import Counter
from functools import partial
from threading import Barrier, Thread

from django.db import connection
from django.test import TransactionTestCase

from cameras.models import Camera, Change
from reports.duplicates import PossibleDuplicates
from reports.forms import ReportForm
from reports.models import Report, ReportEvent
from reports.moderation import AlreadyDecided, approve, reject
from reports.submission import submit
from reports.tests.people import moderator, report, typed

ROUNDS = 8


def at_once(*acts):
    """Run the acts in threads that start together; return what each raised or returned."""
    barrier, results = Barrier(len(acts)), [None] * len(acts)

    def run(n, act):
        try:
            barrier.wait()
            results[n] = act()
        except Exception as error:  # the test looks at it
            results[n] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


class Races(TransactionTestCase):
    def test_eight_moderators_approve_one_report_and_make_one_camera(self):
        people = [moderator(f"moderator{n}") for n in range(8)]
        for n in range(ROUNDS):
            one = report(latitude=n)
            results = at_once(*[partial(approve, one, by=by, version=1) for by in people])
            kinds = Counter(type(result).__name__ for result in results)
            self.assertEqual(kinds, {"CameraRevision": 1, "AlreadyDecided": 7})
        self.assertEqual((Camera.objects.count(), Change.objects.count()), (ROUNDS, ROUNDS))
        self.assertEqual(ReportEvent.objects.filter(event="approve").count(), ROUNDS)

    def test_two_reports_of_one_camera_approved_at_once_make_one_camera(self):
        people = [moderator("alice"), moderator("amina")]
        for n in range(ROUNDS):
            reports = [report(latitude=n), report(latitude=n)]
            results = at_once(
                *[partial(approve, r, by=by, version=1) for r, by in zip(reports, people, strict=True)]
            )
            self.assertEqual(sum(isinstance(result, PossibleDuplicates) for result in results), 1, results)
            self.assertEqual(Camera.objects.count(), n + 1)

    def test_one_approves_while_the_other_refuses_and_one_decision_stands(self):
        people = [moderator("alice"), moderator("amina")]
        for n in range(ROUNDS):
            one = report(latitude=n)
            results = at_once(
                partial(approve, one, by=people[0], version=1),
                partial(reject, one, by=people[1], version=1, reason="spam"),
            )
            self.assertEqual(sum(isinstance(result, AlreadyDecided) for result in results), 1, results)
            one.refresh_from_db()
            self.assertEqual(one.events.count(), 2)
            self.assertEqual(one.status == "approved", Camera.objects.filter(latitude=n).exists())

    def test_bob_sends_eight_times_at_once_and_makes_one_report(self):
        form = ReportForm(typed())
        self.assertTrue(form.is_valid())
        submission = form.submission(locale="en", acknowledged=())
        results = at_once(*[partial(submit, submission)] * 8)
        self.assertEqual({secret for _report, secret in results}, {results[0][1]})
        self.assertEqual(Report.objects.count(), 1)

    def test_the_feed_has_no_gap_after_many_approvals_at_once(self):
        by = moderator("alice")
        reports = [report(latitude=n) for n in range(16)]
        at_once(*[partial(approve, r, by=by, version=1) for r in reports])
        self.assertEqual(
            list(Change.objects.order_by("seq").values_list("seq", flat=True)), list(range(1, 17))
        )
