"""What Bob makes of a report once it is in the queue is looked at as when it came in."""

from datetime import timedelta

from django.test import TestCase
from django.utils import timezone

from cameras.tests.builders import camera
from reports import decisions
from reports.intake.receive import submit
from reports.intake.tests.test_screening import zone
from reports.models import Report
from reports.reporter import actions
from reports.senders.sender import Sender
from reports.tests.people import alice, submission

BOB = Sender("b" * 64)


def sent(**fields):
    return submit(submission(**fields), sender=BOB)[0]


class AmendedTests(TestCase):
    def amend(self, one, **fields):
        actions.amend(one, submission(**fields), version=one.version)
        one.refresh_from_db()
        return one

    def test_an_innocent_change_stays_in_the_queue(self):
        one = self.amend(sent(), note="On the wall, not on the post", latitude=43.7386)
        self.assertEqual((one.status, one.risk_score, one.risk_reasons, one.version), ("pending", 0, [], 2))

    def test_advertising_that_comes_later_is_held(self):
        note = "https://a.example https://b.example https://c.example"
        one = self.amend(sent(), note=note)
        self.assertEqual((one.status, one.risk_reasons, one.version), ("held", ["many_links"], 3))
        events = list(one.events.order_by("seq").values_list("event", flat=True))
        self.assertEqual(events, ["submit", "amend", "hold"])

    def test_a_pin_that_is_moved_into_a_zone_is_held_and_its_reporter_reads_why(self):
        zone(ends_at=timezone.now() + timedelta(days=1))
        one = self.amend(sent(latitude=45, longitude=5), latitude=43.5, longitude=7.5)
        self.assertEqual((one.status, one.risk_reasons), ("held", ["zone"]))
        self.assertIn("flood", one.hold_reason)

    def test_a_released_report_is_not_held_again_for_the_same_reason(self):
        one = sent(operator="call 06 12 34 56 78")
        self.assertEqual(one.status, "held")
        decisions.release(one, by=alice(), version=one.version)
        one = self.amend(one, operator="call 06 12 34 56 79")
        self.assertEqual((one.status, one.risk_reasons), ("pending", ["person_public"]))

    def test_while_a_question_waits_it_is_marked_and_stays(self):
        one = sent()
        decisions.ask(one, by=alice(), version=1, question="Where?")
        one = self.amend(one, operator="call 06 12 34 56 78")
        self.assertEqual((one.status, one.risk_reasons), ("needs_info", ["person_public"]))
        self.assertGreaterEqual(one.risk_score, 50)

    def test_reports_that_came_later_do_not_count_against_it(self):
        cameras = [camera(43.7 + n / 10, 7.4, operator="Police") for n in range(5)]
        ours = [sent(kind="removed", camera=one.pk, note="") for one in cameras[:3]]
        one = self.amend(ours[0], kind="removed", camera=cameras[0].pk, note="I looked again")
        self.assertEqual((one.status, one.risk_reasons), ("pending", []))
        self.assertEqual(Report.objects.filter(status="held").count(), 0)
