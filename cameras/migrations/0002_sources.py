"""What several datasets say of one camera, the version of an object in its source, the order of datasets."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies: ClassVar = [("cameras", "0001_initial")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="dataset",
            name="rank",
            field=models.SmallIntegerField(
                default=100,
                db_default=100,
                help_text="Where datasets differ about one camera and none is newer, the lower rank is followed",
            ),
        ),
        migrations.AddField(
            model_name="camera",
            name="source_version",
            field=models.PositiveIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="camera",
            name="source_timestamp",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="camera",
            name="sources",
            field=models.JSONField(
                blank=True,
                editable=False,
                null=True,
                help_text="Short names of all datasets that list it, if several",
            ),
        ),
        migrations.AlterField(
            model_name="change",
            name="reason",
            field=models.CharField(
                blank=True,
                max_length=20,
                help_text="Class of a deletion: removed, hidden, merged; or source",
            ),
        ),
        migrations.RemoveConstraint(model_name="importrun", name="cameras_import_every_row_counted"),
        migrations.AddField(
            model_name="importrun", name="older", field=models.PositiveIntegerField(default=0, db_default=0)
        ),
        migrations.AddConstraint(
            model_name="importrun",
            constraint=models.CheckConstraint(
                condition=Q(read=F("created") + F("changed") + F("unchanged") + F("refused") + F("older")),
                name="cameras_import_every_row_counted",
            ),
        ),
        migrations.CreateModel(
            name="SourceStatement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "camera",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="cameras.camera",
                    ),
                ),
                (
                    "dataset",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cameras.dataset",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="cameras.importrun",
                    ),
                ),
                ("current", models.BooleanField(default=True)),
                ("said", models.JSONField(null=True)),
                ("digest", models.CharField(blank=True, max_length=32)),
                (
                    "version",
                    models.PositiveIntegerField(null=True, help_text="Of the object in its source"),
                ),
                (
                    "timestamp",
                    models.DateTimeField(null=True, help_text="Of that version in the source"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=["camera", "dataset"],
                        condition=Q(current=True),
                        name="cameras_statement_current_once",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["camera", "id"], name="cameras_statement_camera"),
                    models.Index(
                        fields=["dataset", "camera"],
                        condition=Q(current=True),
                        name="cameras_statement_dataset",
                    ),
                ],
            },
        ),
    ]
