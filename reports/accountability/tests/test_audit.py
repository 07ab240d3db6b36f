"""I3 and I8: what happened to each report explains what it is and what is on the map."""

from io import StringIO

from django.core.management import CommandError, call_command
from django.test import TestCase

from cameras.models import CameraRevision
from cameras.registry.revisions import Author, change, registry
from cameras.tests.builders import camera
from reports import decisions
from reports.models import Report, ReportEvent
from reports.models.transitions import Status
from reports.tests.acts import in_status, moderator
from reports.tests.people import report


def audit():
    out = StringIO()
    try:
        call_command("audit_reports", stdout=out)
    except CommandError as error:
        out.write(str(error))
    return out.getvalue()


class I3I8AuditTests(TestCase):
    def test_nothing_differs_whatever_was_decided(self):
        for place, status in enumerate(Status):
            in_status(status, latitude=place)
        one, two = camera(60, 7), camera(61, 7)
        merged = report(kind="duplicate", camera=one.pk, duplicate_of=two.pk)
        decisions.approve(merged, by=moderator(), version=1)
        decisions.revert(merged, by=moderator(), version=2)
        decisions.hide(two, by=moderator(), reason="privacy")
        decisions.unhide(two, by=moderator(), reason="an error")
        self.assertEqual(audit(), "Nothing differs.\n")

    def test_it_costs_the_same_for_many_reports(self):
        def cost(n):
            for place in range(n):
                report(latitude=Report.objects.count() / 10 - 80 + place / 1000)
            with self.assertNumQueries(5):
                audit()

        cost(2)
        cost(30)

    def test_a_gap_in_the_events(self):
        one = in_status(Status.HELD)
        Report.objects.filter(pk=one.pk).update(version=5)
        self.assertIn("version 5, but events [1, 2]", audit())

    def test_a_status_that_no_event_explains(self):
        one = report()
        Report.objects.filter(pk=one.pk).update(status="held")
        self.assertIn(f"{one}: it is held, its events lead to pending", audit())

    def test_an_event_that_cannot_follow(self):
        one = report()
        ReportEvent.objects.create(report=one, seq=2, event="release", at=one.submitted_at)
        Report.objects.filter(pk=one.pk).update(version=2)
        self.assertIn("release cannot follow on pending", audit())

    def test_an_approval_without_its_revision(self):
        one = in_status(Status.APPROVED)
        Report.objects.filter(pk=one.pk).update(status="rejected", reason="spam", revision=None)
        self.assertIn("1 approvals, no revision", audit())

    def test_a_revision_by_somebody_else(self):
        one = in_status(Status.APPROVED)
        other = camera(60, 7).revisions.get()
        Report.objects.filter(pk=one.pk).update(revision=other)
        self.assertIn("approved by another account", audit())

    def test_a_revert_without_its_revision(self):
        one = in_status(Status.APPROVED)
        ReportEvent.objects.create(report=one, seq=3, event="revert", data={"seq": 999}, at=one.submitted_at)
        Report.objects.filter(pk=one.pk).update(version=3)
        output = audit()
        self.assertIn("taken back without a revision", output)
        self.assertIn("approved, with 1 reverts", output)

    def test_a_revision_of_a_moderator_from_nowhere(self):
        one = camera(60, 7)
        with registry() as clock:
            change(clock, one, {"operator": "Nobody"}, author=Author(CameraRevision.Role.MODERATOR))
        self.assertIn(f"camera {one.pk}: revision 2 belongs to no report", audit())
