import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0011_objection")]

    operations = [
        migrations.CreateModel(
            name="Contact",
            fields=[
                (
                    "report",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="contact",
                        serialize=False,
                        to="reports.report",
                    ),
                ),
                ("address", models.TextField(help_text="E-mail address, encrypted")),
                ("secret", models.TextField(help_text="Secret of the status link, for the mails, encrypted")),
            ],
        ),
    ]
