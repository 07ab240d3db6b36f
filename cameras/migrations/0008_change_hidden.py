"""Whether a camera was hidden after a snapshot is asked for each of its files."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("cameras", "0007_camera_area")]

    operations: ClassVar = [
        migrations.AddIndex(
            model_name="change",
            index=models.Index(
                condition=models.Q(("reason", "hidden")), fields=["seq"], name="cameras_change_hidden"
            ),
        ),
    ]
