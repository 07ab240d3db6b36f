from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0007_sender_counts")]

    operations = [
        migrations.AddField(
            model_name="report",
            name="batch",
            field=models.CharField(
                blank=True,
                default="",
                help_text="A random number, the same for what one network sent on one day; forgotten after 30 days",
                max_length=16,
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                condition=models.Q(("batch", ""), _negated=True),
                fields=["batch", "submitted_at"],
                name="reports_report_batch",
            ),
        ),
    ]
