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
        """JSON may be spaced and escaped in two ways: compare what it says."""
        columns = [field.column for field in Camera._meta.concrete_fields]
        json = {columns.index(name) for name in ("capabilities", "tags")}
        return [[None if place in json else value for place, value in enumerate(row)] for row in rows]

    def test_what_was_written_is_what_is_read(self):
        made = camera(tags={"note": "a\\b\tc\nd"}, capabilities=["infrared", "thermal"], operator="\\N")
        read = Camera.objects.get()
        self.assertEqual((read.tags, read.capabilities, read.operator), (made.tags, made.capabilities, "\\N"))
        self.assertEqual(read.revisions.get().snapshot["tags"], made.tags)
