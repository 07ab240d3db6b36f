import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cameras", "0011_lean_indexes"),
        ("reports", "0010_review_indexes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Objection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(max_length=11, unique=True)),
                (
                    "token",
                    models.UUIDField(
                        help_text="Of the form: sending it twice makes one objection", unique=True
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("home", "This is my home"),
                            ("data", "These are my data"),
                            ("other", "Something else"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "Waits for an answer"), ("answered", "Answered")],
                        default="open",
                        max_length=10,
                    ),
                ),
                (
                    "about",
                    models.CharField(
                        blank=True, help_text="Number, link or place, as it was written", max_length=300
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=4000)),
                (
                    "contact",
                    models.TextField(
                        blank=True, help_text="E-mail address, encrypted; deleted 30 days after the answer"
                    ),
                ),
                ("locale", models.CharField(max_length=10)),
                ("created_at", models.DateTimeField()),
                (
                    "hidden_at",
                    models.DateTimeField(
                        blank=True, help_text="A moderator hid the camera at once", null=True
                    ),
                ),
                ("reviewed_at", models.DateTimeField(blank=True, null=True)),
                ("answer", models.TextField(blank=True, max_length=4000)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "mail_due_at",
                    models.DateTimeField(
                        blank=True, help_text="The answer is to be mailed; null: done", null=True
                    ),
                ),
                ("mail_attempts", models.PositiveSmallIntegerField(default=0)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "camera",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cameras.camera",
                    ),
                ),
                (
                    "hidden_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("status", "open")),
                        fields=["created_at"],
                        name="reports_objection_open",
                    ),
                    models.Index(
                        condition=models.Q(("mail_due_at__isnull", False)),
                        fields=["mail_due_at"],
                        name="reports_objection_mail",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answer", ""),
                                ("answered_at", None),
                                ("answered_by", None),
                                ("status", "open"),
                            ),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                                ("status", "answered"),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="reports_objection_answered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("hidden_at", None), ("hidden_by", None), ("reviewed_at", None)),
                            models.Q(("hidden_at__isnull", False), ("hidden_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="reports_objection_hidden_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reviewed_at", None), ("reviewed_by", None)),
                            models.Q(
                                ("reviewed_at__gte", models.F("hidden_at")), ("reviewed_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="reports_objection_reviewed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["home", "data", "other"])),
                        name="reports_objection_kind",
                    ),
                ],
            },
        ),
    ]
