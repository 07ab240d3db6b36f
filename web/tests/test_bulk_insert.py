from datetime import date

from django.db import connection
from django.test import TestCase

from cameras.models import Camera, CameraRevision, Change
from cameras.tests.builders import camera


class BulkTests(TestCase):
    """A row written in bulk is the row that the ORM writes."""

    def raw(self, model):
        columns = ", ".join(field.column for field in model._meta.concrete_fields)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {columns} FROM {model._meta.db_table}")
            return cursor.fetchall()

    def test_every_column_of_every_kind(self):
        camera(
            operator="Sûreté; \"publique\"\n\ttab\\", angle=60, height=4.5, capabilities=["thermal"],
            installed_on=date(2020, 2, 29), tags={"name": "Élan", "empty": ""}, external_ref="osm:node/1",
        )  # fmt: skip
        for model in (Camera, CameraRevision, Change):
            before = model.objects.values().get()
            written = self.raw(model)
            if model is Camera:
                model.objects.get().save()  # the same values, by the ORM
                self.assertEqual(self.normal(self.raw(model)), self.normal(written))
            self.assertEqual(model.objects.values().get(), before)

    def normal(self, rows):
        """JSON may be spaced and escaped in two ways: compare without those columns."""
        columns = [field.column for field in Camera._meta.concrete_fields]
        json = {columns.index(name) for name in ("capabilities", "tags")}
        return [[None if index in json else value for index, value in enumerate(row)] for row in rows]

    def test_written_values_are_read_back_unchanged(self):
        created = camera(tags={"note": "a\\b\tc\nd"}, capabilities=["infrared", "thermal"], operator="\\N")
        stored = Camera.objects.get()
        self.assertEqual(
            (stored.tags, stored.capabilities, stored.operator), (created.tags, created.capabilities, "\\N")
        )
        self.assertEqual(stored.revisions.get().snapshot["tags"], created.tags)
