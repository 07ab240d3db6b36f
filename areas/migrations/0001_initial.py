import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    # The steps by which older databases came here; cameras/checks.py refuses one that stopped between them.
    replaces = [("areas", "0002_edition")]

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Area",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="Official code, such as the INSEE code FR-06088", max_length=40, unique=True
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                (
                    "level",
                    models.CharField(
                        choices=[("country", "Country"), ("region", "Region"), ("town", "Town")],
                        max_length=20,
                    ),
                ),
                ("west", models.FloatField()),
                ("south", models.FloatField()),
                ("east", models.FloatField()),
                ("north", models.FloatField()),
                ("polygon", models.JSONField()),
                ("population", models.PositiveIntegerField(blank=True, null=True)),
                ("population_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("source", models.CharField(max_length=255)),
                (
                    "licence",
                    models.CharField(
                        default="", help_text="SPDX identifier, such as etalab-2.0", max_length=60
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="children",
                        to="areas.area",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("north__lte", 90), ("south__gte", -90), ("south__lte", models.F("north"))
                        ),
                        name="areas_area_latitudes",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("token", models.UUIDField(default=uuid.uuid4)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="areas_edition_one_row")
                ],
            },
        ),
    ]
