from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0002_edition"),
        ("cameras", "0011_lean_indexes"),
        ("reports", "0009_restrictions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                condition=models.Q(("status__in", ["pending", "held", "needs_info"])),
                fields=["latitude", "longitude"],
                name="reports_report_near",
            ),
        ),
        migrations.AddIndex(
            model_name="reportevent",
            index=models.Index(
                condition=models.Q(("actor__isnull", False)),
                fields=["actor", "-id"],
                name="reports_event_actor",
            ),
        ),
    ]
