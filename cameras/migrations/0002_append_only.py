from django.db import migrations

from web.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("cameras", "0001_initial")]

    operations = [
        append_only("cameras_camerarevision", except_column="snapshot"),
        append_only("cameras_change"),
    ]
