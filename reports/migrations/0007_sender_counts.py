from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0006_gone_and_known_status")]

    operations = [
        migrations.CreateModel(
            name="QuotaCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        help_text="What is counted, and the network hash or the account", max_length=90
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                ("used", models.PositiveIntegerField()),
            ],
            options={
                "indexes": [models.Index(fields=["starts_at"], name="reports_quota_starts_at")],
                "constraints": [
                    models.UniqueConstraint(fields=("key", "starts_at"), name="reports_quota_once_per_window")
                ],
            },
        ),
        migrations.CreateModel(
            name="SenderBatch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "network",
                    models.CharField(help_text="The network hash of the day", max_length=64, unique=True),
                ),
                ("batch", models.CharField(max_length=16)),
                ("started_at", models.DateTimeField()),
            ],
        ),
    ]
