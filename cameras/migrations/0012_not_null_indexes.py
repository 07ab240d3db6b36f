"""SQLite takes an index of `IS NOT NULL` for `= 5`, but not one of `NOT (... IS NULL)`: without it each
deleted row read the whole table for rows that point to it."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("cameras", "0011_lean_indexes")]

    operations: ClassVar = [
        migrations.RemoveIndex(model_name="camera", name="cameras_camera_merged"),
        migrations.AddIndex(
            model_name="camera",
            index=models.Index(
                condition=models.Q(merged_into__isnull=False),
                fields=["merged_into"],
                name="cameras_camera_merged",
            ),
        ),
        migrations.RemoveIndex(model_name="camerarevision", name="cameras_revision_actor"),
        migrations.AddIndex(
            model_name="camerarevision",
            index=models.Index(
                condition=models.Q(actor__isnull=False), fields=["actor"], name="cameras_revision_actor"
            ),
        ),
    ]
