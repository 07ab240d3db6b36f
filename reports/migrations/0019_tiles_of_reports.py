from django.db import migrations

from cameras.geo import tile_key

STEP = 1000


def fill(apps, _schema_editor):
    """Each report by its place; a batch at a time, by id."""
    reports = apps.get_model("reports", "Report").objects
    last = 0
    while rows := list(reports.filter(pk__gt=last).order_by("pk").only("latitude", "longitude")[:STEP]):
        for report in rows:
            report.tile = tile_key(report.latitude, report.longitude)
        reports.bulk_update(rows, ["tile"])
        last = rows[-1].pk


class Migration(migrations.Migration):
    dependencies = [("reports", "0018_queue_orders")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
