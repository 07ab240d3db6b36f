import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0002_edition"),
        ("cameras", "0008_change_hidden"),
        ("reports", "0002_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="report",
            name="reports_report_approved_has_revision",
        ),
        migrations.RemoveConstraint(
            model_name="report",
            name="reports_report_decided_has_decider",
        ),
        migrations.RemoveIndex(
            model_name="report",
            name="reports_report_queue",
        ),
        migrations.AddField(
            model_name="report",
            name="areas",
            field=models.ManyToManyField(
                help_text="Where its pin lies, and its camera", related_name="+", to="areas.area"
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="changed_at",
            field=models.DateTimeField(
                db_default=django.db.models.functions.datetime.Now(), help_text="Of its last event"
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="duplicate_of",
            field=models.ForeignKey(
                blank=True,
                help_text="Of a duplicate: the camera that stays",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cameras.camera",
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="erased_at",
            field=models.DateTimeField(
                blank=True, help_text="The reporter deleted what was theirs", null=True
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="looking_by",
            field=models.ForeignKey(
                blank=True,
                help_text="A courtesy, never a lock",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="looking_until",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="report",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged",
                to="reports.report",
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="merged_into_camera",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cameras.camera",
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="reporter",
            field=models.ForeignKey(
                blank=True,
                help_text="Only when sent from an account",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="risk_reasons",
            field=models.JSONField(blank=True, default=list, help_text="Words that say why it was held"),
        ),
        migrations.AddField(
            model_name="report",
            name="risk_score",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="report",
            name="second_opinion",
            field=models.BooleanField(default=False, help_text="A moderator asks for another one's eyes"),
        ),
        migrations.AlterField(
            model_name="report",
            name="kind",
            field=models.CharField(
                choices=[
                    ("new", "New camera"),
                    ("correction", "Correction"),
                    ("removed", "Camera is gone"),
                    ("duplicate", "Same camera twice"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="report",
            name="status",
            field=models.CharField(
                choices=[
                    ("pending", "Waiting for review"),
                    ("held", "Set aside for a closer look"),
                    ("needs_info", "A question waits for an answer"),
                    ("approved", "Approved"),
                    ("rejected", "Refused"),
                    ("merged", "Merged with another"),
                    ("withdrawn", "Withdrawn"),
                    ("expired", "Closed without an answer"),
                    ("reverted", "Taken back"),
                ],
                default="pending",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="report",
            name="version",
            field=models.PositiveIntegerField(default=1, help_text="The seq of its last event"),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                condition=models.Q(("status__in", ["pending", "held", "needs_info"])),
                fields=["status", "submitted_at", "id"],
                name="reports_report_open",
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                condition=models.Q(("decided_by__isnull", False)),
                fields=["decided_by", "-decided_at"],
                name="reports_report_decided",
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["-decided_at"], name="reports_report_decided_at"),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("revision__isnull", False), ("status__in", ["approved", "reverted"])),
                    models.Q(
                        models.Q(("status__in", ["approved", "reverted"]), _negated=True),
                        ("revision__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="reports_report_approved_has_revision",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                        ("status__in", ["approved", "rejected", "merged", "reverted"]),
                    ),
                    models.Q(
                        models.Q(
                            ("status__in", ["approved", "rejected", "merged", "reverted"]), _negated=True
                        ),
                        ("decided_at__isnull", True),
                        ("decided_by__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="reports_report_decided_has_decider",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("merged_into__isnull", False),
                        ("merged_into_camera__isnull", True),
                        ("status", "merged"),
                    ),
                    models.Q(
                        ("merged_into__isnull", True),
                        ("merged_into_camera__isnull", False),
                        ("status", "merged"),
                    ),
                    models.Q(
                        models.Q(("status", "merged"), _negated=True),
                        ("merged_into__isnull", True),
                        ("merged_into_camera__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="reports_report_merged_into_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into", models.F("id")), _negated=True),
                name="reports_report_not_merged_into_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("duplicate_of__isnull", False), ("kind", "duplicate")),
                    models.Q(models.Q(("kind", "duplicate"), _negated=True), ("duplicate_of__isnull", True)),
                    _connector="OR",
                ),
                name="reports_report_duplicate_has_survivor",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(("duplicate_of", models.F("camera")), _negated=True),
                name="reports_report_duplicate_of_another",
            ),
        ),
    ]
