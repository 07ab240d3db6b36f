from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cameras", "0003_import_run")]

    operations = [
        migrations.CreateModel(
            name="PyramidCell",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "level",
                        "cell",
                        "ownership",
                        "device",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("level", models.PositiveSmallIntegerField()),
                ("cell", models.BigIntegerField()),
                ("ownership", models.CharField(max_length=10)),
                ("device", models.CharField(max_length=20)),
                ("n", models.BigIntegerField()),
                ("x", models.BigIntegerField()),
                ("y", models.BigIntegerField()),
                ("ids", models.BigIntegerField()),
                ("seq", models.PositiveBigIntegerField(help_text="Seq of the last change inside the cell")),
            ],
        ),
    ]
