import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.test import TestCase

from cameras.geo import tile_key
from cameras.models import Camera, CameraRevision, Change, RegistryClock
from cameras.registry.revisions import StaleCamera, change, create, registry, snapshot
from cameras.tests.builders import IMPORT, camera, dataset


class CreateTests(TestCase):
    def test_a_new_camera_has_its_first_revision_and_a_line_in_the_feed(self):
        made = camera(operator="Ville")
        revision = made.revisions.get()
        self.assertEqual((revision.version, revision.snapshot["operator"]), (1, "Ville"))
        self.assertEqual(Change.objects.get().op, "upsert")
        self.assertEqual(Change.objects.get().seq, revision.seq)

    def test_the_tile_key_follows_the_position(self):
        self.assertEqual(camera(43.7, 7.4).tile, tile_key(43.7, 7.4))

    def test_seq_has_no_gap(self):
        for _ in range(3):
            camera()
        self.assertEqual(list(Change.objects.order_by("seq").values_list("seq", flat=True)), [1, 2, 3])
        self.assertEqual(RegistryClock.objects.get().seq, 3)

    def test_a_batch_takes_one_seq_a_camera(self):
        with registry() as clock:
            create(
                clock, [Camera(latitude=n, longitude=n, dataset=dataset()) for n in range(3)], author=IMPORT
            )
        self.assertEqual(CameraRevision.objects.values("seq").distinct().count(), 3)

    def test_a_transaction_that_fails_takes_nothing(self):
        with self.assertRaises(ZeroDivisionError), registry() as clock:
            create(clock, [Camera(latitude=1, longitude=1, dataset=dataset())], author=IMPORT)
            raise ZeroDivisionError
        self.assertFalse(Camera.objects.exists())
        camera()
        self.assertEqual(Change.objects.get().seq, 1)


class ChangeTests(TestCase):
    def setUp(self):
        self.camera = camera(operator="Ville")

    def change(self, **values):
        with registry() as clock:
            seq = change(clock, self.camera, values, author=IMPORT)
        return CameraRevision.objects.get(seq=seq) if seq else None

    def test_it_makes_one_revision_with_the_changed_fields(self):
        revision = self.change(operator="Police", shape="dome", ownership="unknown")
        self.assertEqual(revision.version, 2)
        self.assertEqual(sorted(revision.changed), ["operator", "shape"])
        self.camera.refresh_from_db()
        self.assertEqual(snapshot(self.camera), revision.snapshot)

    def test_the_same_again_changes_nothing(self):
        self.assertIsNone(self.change(operator="Ville"))
        self.assertEqual(self.camera.revisions.count(), 1)

    def test_it_refuses_a_camera_that_somebody_changed_meanwhile(self):
        stale = Camera.objects.get()
        self.change(operator="Police")
        with self.assertRaises(StaleCamera), registry() as clock:
            change(clock, stale, {"operator": "Nobody"}, author=IMPORT)
        self.assertEqual(Camera.objects.get().operator, "Police")

    def test_moving_it_moves_its_key(self):
        self.change(latitude=48.85, longitude=2.35)
        self.assertEqual(Camera.objects.get().tile, tile_key(48.85, 2.35))

    def test_removing_it_leaves_a_tombstone_in_the_feed(self):
        self.change(status="removed")
        line = Change.objects.latest("seq")
        self.assertEqual((line.op, line.reason), ("delete", "removed"))

    def test_it_refuses_what_is_not_a_field(self):
        with self.assertRaises(KeyError):
            self.change(version=9)


class SchemaTests(TestCase):
    """The database refuses nonsense, whoever writes it."""

    def refuses(self, **values):
        made = camera()
        with self.assertRaises(IntegrityError), transaction.atomic():
            Camera.objects.filter(pk=made.pk).update(**values)

    def test_latitude(self):
        self.refuses(latitude=90.1)

    def test_longitude(self):
        self.refuses(longitude=-180.1)

    def test_angle(self):
        self.refuses(angle=361)

    def test_merged_into_nothing(self):
        self.refuses(status="merged")

    def test_unknown_words(self):
        self.refuses(ownership="mine")

    def test_one_object_of_a_source_twice(self):
        camera(external_ref="osm:node/1")
        with self.assertRaises(IntegrityError), transaction.atomic():
            camera(external_ref="osm:node/1")


@pytest.mark.postgresql
class AppendOnlyTests(TestCase):
    def setUp(self):
        self.revision = camera().revisions.get()

    def refuses(self, act):
        with self.assertRaisesRegex(DatabaseError, "append-only"), transaction.atomic():
            act()

    def test_revisions_can_be_neither_changed_nor_deleted(self):
        mine = CameraRevision.objects.filter(pk=self.revision.pk)
        self.refuses(lambda: mine.update(reason="other"))
        self.refuses(lambda: mine._raw_delete("default"))

    def test_a_snapshot_can_be_redacted(self):
        CameraRevision.objects.update(snapshot={})
        self.assertEqual(CameraRevision.objects.get().snapshot, {})

    def test_the_feed_can_be_neither_changed_nor_deleted(self):
        self.refuses(lambda: Change.objects.update(op="delete"))
        self.refuses(lambda: Change.objects.all()._raw_delete("default"))
