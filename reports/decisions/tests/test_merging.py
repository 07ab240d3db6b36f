"""I11: a merged camera leads straight to one that was on the map; a merged report closes as one more."""

from django.test import TestCase

from cameras.models import Camera, Change
from cameras.tests.builders import camera
from reports import decisions
from reports.decisions import approve, merge, reject, reopen
from reports.history.conflicts import AlreadyDecided, BadTarget, CameraGone
from reports.reporter.tests.test_reporter_page import ReporterTest
from reports.tests.people import alice, report


class I11MergedCamerasTests(TestCase):
    def setUp(self):
        self.alice = alice()
        self.cameras = [camera(43.0 + n, 7.0) for n in range(4)]

    def merge(self, copy, survivor):
        one = report(kind="duplicate", camera=self.cameras[copy].pk, duplicate_of=self.cameras[survivor].pk)
        return approve(one, by=self.alice, version=1)

    def test_a_chain_has_one_link_and_ends_on_the_map(self):
        for copy, survivor in ((0, 1), (1, 2), (2, 3)):
            self.merge(copy, survivor)
        merged = Camera.objects.filter(status="merged").select_related("merged_into")
        self.assertEqual({one.merged_into for one in merged}, {self.cameras[3]})
        self.assertEqual({one.merged_into.status for one in merged}, {"active"})
        self.assertEqual(merged.count(), 3)

    def test_a_ring_is_refused(self):
        self.merge(0, 1)
        back = report(kind="duplicate", camera=self.cameras[1].pk, duplicate_of=self.cameras[2].pk)
        type(back).objects.filter(pk=back.pk).update(duplicate_of=self.cameras[0])  # merged meanwhile
        back.refresh_from_db()
        with self.assertRaises(BadTarget):
            approve(back, by=self.alice, version=1)

    def test_a_copy_that_is_gone_already_is_told(self):
        late = report(kind="duplicate", camera=self.cameras[0].pk, duplicate_of=self.cameras[1].pk)
        self.merge(0, 2)
        with self.assertRaises(CameraGone):
            approve(late, by=self.alice, version=1)

    def test_the_feed_has_each_of_them(self):
        self.merge(0, 1)
        self.merge(1, 2)
        lines = list(Change.objects.filter(op="delete").values_list("camera", "reason"))
        ids = [one.pk for one in self.cameras]
        self.assertEqual(lines, [(ids[0], "merged"), (ids[1], "merged"), (ids[0], "merged")])


class MergedReportsTests(TestCase):
    def setUp(self):
        self.alice = alice()
        self.one, self.other = report(), report()

    def merge(self, one, into, version=1):
        merge(one, by=self.alice, version=version, into=into)
        one.refresh_from_db()

    def test_into_a_camera_of_the_map(self):
        known = camera(44, 7)
        self.merge(self.one, known)
        self.assertEqual((self.one.status, self.one.merged_into_camera), ("merged", known))
        self.assertEqual(self.one.decided_by, self.alice)
        known.refresh_from_db()
        self.assertEqual(known.version, 1)

    def test_into_a_report_that_waits_or_was_approved(self):
        self.merge(self.one, self.other)
        self.assertEqual(self.one.merged_into, self.other)
        approve(self.other, by=self.alice, version=1)
        third = report(acknowledged=[camera.pk for camera in Camera.objects.all()])
        self.merge(third, self.other)
        self.assertEqual(third.merged_into, self.other)

    def test_neither_into_itself_nor_into_what_is_closed_or_off_the_map(self):
        reject(self.other, by=self.alice, version=1, reason="spam")
        for target in (self.one, self.other, camera(44, 7, status="removed")):
            with self.assertRaises(BadTarget):
                self.merge(self.one, target)
        self.one.refresh_from_db()
        self.assertEqual((self.one.status, self.one.events.count()), ("pending", 1))

    def test_what_was_merged_into_a_report_goes_along_with_it(self):
        third = report()
        self.merge(self.one, self.other)
        self.merge(self.other, third)
        self.one.refresh_from_db()
        self.assertEqual(self.one.merged_into, third)

    def test_twice_is_told(self):
        self.merge(self.one, self.other)
        with self.assertRaises(AlreadyDecided):
            self.merge(self.one, self.other)

    def test_a_merged_report_can_be_opened_again(self):
        self.merge(self.one, self.other)
        reopen(self.one, by=self.alice, version=2, reason="another wall")
        self.one.refresh_from_db()
        self.assertEqual(
            (self.one.status, self.one.merged_into, self.one.decided_by), ("pending", None, None)
        )


class BobConfirmsTwice(TestCase):
    def setUp(self):
        self.copy, self.survivor = camera(43.0, 7.0), camera(43.0002, 7.0)

    def post(self, **fields):
        return self.client.post(
            "/report", {"kind": "duplicate", "camera": self.copy.pk, "terms": "on", **fields}
        )

    def test_he_names_both(self):
        page = self.client.get(f"/report?kind=duplicate&camera={self.copy.pk}")
        self.assertContains(page, 'name="duplicate_of"')
        self.assertEqual(self.post(duplicate_of=self.survivor.pk).status_code, 303)

    def test_without_another_camera_it_is_refused(self):
        for number in ("", self.copy.pk, 999, "x"):
            self.assertContains(self.post(duplicate_of=number), "other camera", status_code=422)
        self.assertEqual(self.client.post("/report", {"kind": "duplicate", "terms": "on"}).status_code, 422)


class MergedIntoAnother(ReporterTest):
    def setUp(self):
        super().setUp()
        self.other = report(acknowledged=[0])
        decisions.merge(self.report, by=self.alice, version=1, into=self.other)

    def test_read_as_one_while_the_other_waits_and_on_the_map_with_it(self):
        self.assertContains(self.client.get(self.url), "are read as one")
        made = decisions.approve(self.other, by=self.alice, version=1)
        page = self.client.get(self.url)
        self.assertContains(page, "is on the map already")
        self.assertContains(page, f"/cameras/{made.camera_id}")

    def test_refused_with_it_or_taken_back_it_is_not_on_the_map(self):
        decisions.reject(self.other, by=self.alice, version=1, reason="spam")
        self.assertContains(self.client.get(self.url), "it is not on the map now")
        decisions.reopen(self.other, by=self.alice, version=2, reason="an error")
        made = decisions.approve(self.other, by=self.alice, version=3)
        decisions.revert(self.other, by=self.alice, version=4)
        page = self.client.get(self.url)
        self.assertContains(page, "it is not on the map now")
        self.assertNotContains(page, f"/cameras/{made.camera_id}")
