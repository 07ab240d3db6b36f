"""What a moderator, and what anybody else, is told when a decision cannot be taken."""

import json

from django.test import TestCase

from cameras.registry.neighbours import PossibleDuplicates
from cameras.tests.builders import camera
from reports import decisions
from reports.history.conflicts import BadTarget, CameraGone, Conflict, NothingToChange
from reports.problems.refusals import describe_refusal, problem_body
from reports.reporter.actions import withdraw
from reports.tests.people import alice, moderator, report


class ProblemTests(TestCase):
    def setUp(self):
        self.alice = alice()

    def raised(self, act, *arguments, **options):
        with self.assertRaises((Conflict, PossibleDuplicates)) as caught:
            act(*arguments, **options)
        return caught.exception

    def body(self, error, *, to_staff=True, action="approve", version=1):
        return json.loads(json.dumps(problem_body(error, to_staff=to_staff, action=action, version=version)))

    def already_rejected(self):
        one = report()
        decisions.reject(one, by=self.alice, version=1, reason="not_a_camera")
        return one, self.raised(decisions.approve, one, by=moderator("amina"), version=1)

    def test_who_was_quicker(self):
        one, error = self.already_rejected()
        problem = self.body(error)
        self.assertEqual(problem["type"], "/problems/already-decided")
        self.assertEqual(
            (problem["title"], problem["status"], problem["report"]),
            ("Refused by alice, now.", 409, one.reference),
        )
        one.refresh_from_db()
        self.assertEqual(
            problem["current"],
            {
                "status": "rejected",
                "version": 2,
                "by": "alice",
                "at": one.decided_at.isoformat(),
                "reason": "not_a_camera",
            },
        )
        self.assertEqual(
            (problem["yours"], problem["can"]), ({"action": "approve", "version": 1}, ["reopen", "view"])
        )

    def test_others_read_no_name(self):
        _one, error = self.already_rejected()
        self.assertNotIn("alice", json.dumps(self.body(error, to_staff=False)))

    def test_a_report_that_was_amended_or_withdrawn(self):
        one = report()
        decisions.flag(one, by=self.alice, version=1, second_opinion=True)
        self.assertIn(
            "changed while",
            describe_refusal(
                self.raised(decisions.hold, one, by=self.alice, version=1, reason="x"), to_staff=True
            ).title,
        )
        withdraw(one, version=2)
        error = self.raised(decisions.approve, one, by=self.alice, version=2)
        self.assertEqual(describe_refusal(error, to_staff=True).title, "Withdrawn, now.")
        self.assertEqual(self.body(error)["can"], ["view"])

    def test_fields_that_were_changed_since(self):
        known = camera(operator="Bank", ownership="private")
        both = [
            report(
                kind="correction", camera=known.pk, ownership="private", operator=name, shape="", direction=""
            )
            for name in ("Shop", "Mall")
        ]
        decisions.approve(both[0], by=self.alice, version=1)
        error = self.raised(decisions.approve, both[1], by=self.alice, version=1)
        self.assertEqual(
            self.body(error)["conflicts"],
            [{"field": "operator", "base": "Bank", "current": "Shop", "proposed": "Mall"}],
        )
        self.assertIn("Operator", describe_refusal(error, to_staff=True).detail)
        decisions.approve(both[1], by=self.alice, version=1, edits={"operator": "Mall"})
        undo = self.raised(decisions.revert, both[0], by=self.alice, version=2)
        self.assertEqual(self.body(undo)["type"], "/problems/changed-since")

    def test_cameras_that_stand_close_by(self):
        near = camera(operator="Bank")
        error = self.raised(decisions.approve, report(acknowledged=[near.pk]), by=self.alice, version=1)
        [candidate] = self.body(error)["candidates"]
        self.assertEqual(
            (candidate["id"], candidate["distance"], candidate["operator"]), (near.pk, 0.0, "Bank")
        )
        self.assertEqual(candidate["url"], f"http://127.0.0.1:8000/cameras/{near.pk}")

    def test_each_other_conflict_has_a_title_and_a_remedy(self):
        refusals = {
            describe_refusal(error(), to_staff=False) for error in (BadTarget, CameraGone, NothingToChange)
        }
        self.assertEqual(len(refusals), 3)
        types = {self.body(error())["type"] for error in (BadTarget, CameraGone, NothingToChange)}
        self.assertEqual(
            types, {"/problems/bad-target", "/problems/camera-gone", "/problems/nothing-to-change"}
        )
