from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0002_edition"),
        ("cameras", "0009_revision_by_resident"),
        ("reports", "0005_event_data_erasable"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="confirmation",
            name="says",
            field=models.CharField(
                choices=[("there", "Still there"), ("gone", "It is gone")],
                db_default="there",
                default="there",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="confirmation",
            name="by",
            field=models.CharField(
                help_text="Hash of the day: of the account, or of the network", max_length=64
            ),
        ),
        migrations.AddConstraint(
            model_name="confirmation",
            constraint=models.CheckConstraint(
                condition=models.Q(("says__in", ["there", "gone"])), name="reports_confirmation_says"
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "approved",
                            "expired",
                            "held",
                            "merged",
                            "needs_info",
                            "pending",
                            "rejected",
                            "reverted",
                            "withdrawn",
                        ],
                    )
                ),
                name="reports_report_status",
            ),
        ),
    ]
