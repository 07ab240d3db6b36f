"""The plans of the queue's queries, on a database that was never analysed."""

from django.db import connection
from django.http import QueryDict
from django.test import TestCase

from cameras.geo import Bbox
from reports.models import Report
from reports.review.queue import QueueFilter
from reports.tests.people import alice, report

BY_INDEX = {
    "": "reports_report_open (status=?)",
    "sort=newest": "reports_report_open (status=?)",
    "sort=risk": "reports_report_odd (status=?)",
    "sort=place": "reports_report_place (status=?)",
    "kind=removed": "reports_report_kind (status=? AND kind=?)",
    "older=7": "reports_report_open (status=? AND submitted_at<?)",
    "flag=second": "reports_report_second (status=?)",
    "flag=new": "U0 USING INDEX reports_report_known (reporter_id=?)",
    "flag=mine": "U0 USING INDEX reports_event_actor (actor_id=?)",
}


class PlanTests(TestCase):
    """SQLite only: PostgreSQL reads a small table whole, whatever the indexes are."""

    def setUp(self):
        if connection.vendor != "sqlite":
            self.skipTest("SQLite's planner")
        self.alice, self.one = alice(), report()

    def filtered(self, query):
        filters = QueueFilter.parse(QueryDict(query))
        return filters, filters.apply(Report.objects.all(), self.alice)

    def test_no_page_of_the_queue_is_sorted_by_hand(self):
        for query, index in BY_INDEX.items():
            with self.subTest(query):
                plan = self.filtered(query)[1][:51].explain()
                self.assertIn(index, plan)
                self.assertNotIn("ORDER BY", plan)

    def test_nor_one_far_down(self):
        for query in ("", "sort=newest", "sort=place"):
            with self.subTest(query):
                filters, reports = self.filtered(query)
                plan = reports.after(self.one, filters.order)[:51].explain()
                self.assertRegex(plan, r"reports_report_\w+ \(status=\? AND (submitted_at|tile)[<>]\?\)")
                self.assertNotIn("ORDER BY", plan)

    def test_open_reports_close_by_are_found_by_their_place(self):
        plan = Report.objects.open_in_box(Bbox.around(43.7, 7.4, 75)).explain()
        self.assertIn("reports_report_near (latitude>? AND latitude<?)", plan)

    def test_how_many_wait_before_one_is_counted_on_the_index(self):
        self.assertIn(
            "reports_report_open (status=? AND submitted_at<?)",
            Report.objects.pending().before(self.one).explain(),
        )
