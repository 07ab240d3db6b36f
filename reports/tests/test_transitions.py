from itertools import product

from django.test import SimpleTestCase, TestCase

from reports.models import Report
from reports.moderation import AlreadyDecided, approve, reject
from reports.tests.people import alice, report
from reports.transitions import TABLE, Event, Status


def allowed(status, event):
    return status in TABLE[event].sources


ACTS = {
    Event.APPROVE: lambda one, by, version: approve(one, by=by, version=version),
    Event.REJECT: lambda one, by, version: reject(one, by=by, version=version, reason="spam"),
}


class TableTests(SimpleTestCase):
    def test_the_model_knows_the_same_states(self):
        self.assertEqual(set(Report.Status.values), {str(status) for status in Status})

    def test_what_is_decided_is_final(self):
        for status, event in product((Status.APPROVED, Status.REJECTED), Event):
            self.assertFalse(allowed(status, event))


class EveryStatusAndEventTests(TestCase):
    """The full product: what the table allows happens, all else is refused and changes nothing."""

    def test_it(self):
        by = alice()
        leads_to = {Status.PENDING: None, Status.APPROVED: Event.APPROVE, Status.REJECTED: Event.REJECT}
        for place, (status, event) in enumerate(product(Status, ACTS)):
            with self.subTest(status=status, event=event):
                one = report(latitude=place)
                if leads_to[status]:
                    ACTS[leads_to[status]](one, by, 1)
                one.refresh_from_db()
                before = one.events.count()
                if allowed(status, event):
                    ACTS[event](one, by, one.version)
                    one.refresh_from_db()
                    self.assertEqual(one.status, TABLE[event].target)
                else:
                    with self.assertRaises(AlreadyDecided):
                        ACTS[event](one, by, one.version)
                    one.refresh_from_db()
                    self.assertEqual((one.status, one.events.count()), (status, before))
