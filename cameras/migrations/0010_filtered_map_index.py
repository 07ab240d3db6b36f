"""An index that answers tiles and counts with any filter, and one for what changed since a day."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("cameras", "0009_revision_by_resident")]

    operations: ClassVar = [
        migrations.RemoveIndex(model_name="camera", name="cameras_camera_map"),
        migrations.AddIndex(
            model_name="camera",
            index=models.Index(
                fields=[
                    "tile",
                    "status",
                    "ownership",
                    "shape",
                    "device",
                    "latitude",
                    "longitude",
                    "zone",
                    "operator",
                    "dataset",
                    "changed_at",
                    "observed_on",
                    "last_confirmed_on",
                ],
                name="cameras_camera_filtered_map",
            ),
        ),
        migrations.AddIndex(
            model_name="camera",
            index=models.Index(fields=["changed_at", "id"], name="cameras_camera_changed"),
        ),
    ]
