"""Indexes that repeated another one, or held a million NULLs, go: an import writes each of them."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("cameras", "0010_filtered_map_index"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.AlterField(
            model_name="camera",
            name="dataset",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cameras",
                to="cameras.dataset",
                verbose_name="source",
            ),
        ),
        migrations.AlterField(
            model_name="camera",
            name="external_ref",
            field=models.CharField(blank=True, max_length=120, null=True),
        ),
        migrations.AlterField(
            model_name="camera",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cameras.camera",
            ),
        ),
        migrations.AlterField(
            model_name="camerarevision",
            name="actor",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="camerarevision",
            name="camera",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="revisions",
                to="cameras.camera",
            ),
        ),
        migrations.AddIndex(
            model_name="camera",
            index=models.Index(
                condition=~models.Q(merged_into=None), fields=["merged_into"], name="cameras_camera_merged"
            ),
        ),
        migrations.AddIndex(
            model_name="camerarevision",
            index=models.Index(
                condition=~models.Q(actor=None), fields=["actor"], name="cameras_revision_actor"
            ),
        ),
        migrations.AddConstraint(
            model_name="camera",
            constraint=models.UniqueConstraint(fields=("external_ref",), name="cameras_camera_external_ref"),
        ),
    ]
