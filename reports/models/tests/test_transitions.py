from itertools import product

from django.test import SimpleTestCase, TestCase

from cameras.models import Camera, CameraRevision
from reports.history.conflicts import AlreadyDecided
from reports.models import Report
from reports.models.transitions import OPEN, TABLE, Actor, Event, Status, replay
from reports.tests.acts import ACTS, WAY, elsewhere, in_status, moderator


def allowed(status, event):
    return status in TABLE[event].sources


class TableTests(SimpleTestCase):
    def test_the_model_knows_the_same_states(self):
        self.assertEqual(set(Report.Status.values), {str(status) for status in Status})

    def test_every_event_has_one_row_and_somebody_who_makes_it_happen(self):
        self.assertEqual(set(TABLE), set(Event))
        self.assertTrue(all(row.by for row in TABLE.values()))

    def test_three_states_are_final_but_for_what_the_reporter_may_delete(self):
        for status in (Status.WITHDRAWN, Status.REVERTED):
            self.assertEqual([event for event in Event if allowed(status, event)], [Event.ERASE])
        self.assertEqual(
            [event for event in Event if allowed(Status.APPROVED, event)], [Event.REVERT, Event.ERASE]
        )

    def test_only_moderators_and_the_system_close_what_the_reporter_did_not(self):
        for event, row in TABLE.items():
            if row.target in (Status.APPROVED, Status.REJECTED, Status.MERGED, Status.REVERTED):
                self.assertEqual(row.by, {Actor.MODERATOR}, event)

    def test_every_state_can_be_reached_and_every_open_one_left(self):
        for status, way in WAY.items():
            self.assertEqual(replay([Event.SUBMIT, *way]), status)
        for status in OPEN:
            self.assertTrue(any(allowed(status, e) and TABLE[e].target not in (None, status) for e in Event))

    def test_a_replay_refuses_an_impossible_event(self):
        for events in (["approve"], ["submit", "submit"], ["submit", "reject", "approve"], ["dance"]):
            with self.assertRaises(ValueError):
                replay(events)
        self.assertIsNone(replay([]))


class I7EveryStatusAndEventTests(TestCase):
    """I7: the full product. What the table allows happens; all else is refused and changes nothing."""

    def setUp(self):
        elsewhere()

    def world(self, one):
        rows = Report.objects.filter(pk=one.pk).values().get(), Camera.objects.count()
        return rows, list(one.events.values()), CameraRevision.objects.count()

    def test_it(self):
        for place, (status, event) in enumerate(product(Status, ACTS)):
            with self.subTest(status=status, event=event):
                one = in_status(status, latitude=place / 2 - 40)
                before = self.world(one)
                if allowed(status, event):
                    ACTS[event](one, moderator(), one.version)
                    one.refresh_from_db()
                    target = TABLE[event].leads_to(status)
                    if event is Event.ERASE and status in OPEN:
                        target = Status.WITHDRAWN
                    self.assertEqual(one.status, target)
                else:
                    with self.assertRaises(AlreadyDecided):
                        ACTS[event](one, moderator(), one.version)
                    self.assertEqual(self.world(one), before)

    def test_a_stale_version_is_refused_whatever_the_event(self):
        for place, (status, event) in enumerate(product(Status, ACTS)):
            if allowed(status, event):
                with self.subTest(status=status, event=event):
                    one = in_status(status, latitude=place / 2 - 40)
                    before = self.world(one)
                    with self.assertRaises(AlreadyDecided):
                        ACTS[event](one, moderator(), one.version - 1)
                    self.assertEqual(self.world(one), before)

    def test_the_events_of_a_report_are_numbered_as_its_version_and_lead_to_its_status(self):
        """I8, for every way."""
        for status in Status:
            one = in_status(status, latitude=list(Status).index(status))
            one.refresh_from_db()
            events = list(one.events.order_by("seq").values_list("seq", "event"))
            self.assertEqual([seq for seq, _event in events], list(range(1, one.version + 1)))
            self.assertEqual(replay([event for _seq, event in events]), one.status)
