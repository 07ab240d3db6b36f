import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0008_report_batch"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SubmissionZone",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "policy",
                    models.CharField(
                        choices=[
                            ("hold_anonymous", "Hold reports without an account"),
                            ("hold_all", "Hold all, except from trusted people and moderators"),
                        ],
                        max_length=20,
                    ),
                ),
                ("polygon", models.JSONField(help_text="GeoJSON geometry, WGS 84 degrees")),
                ("public_reason", models.CharField(help_text="The reporter reads it", max_length=300)),
                ("created_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "revoked_by",
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
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(ends_at__gt=F("created_at")), name="reports_zone_ends"
                    ),
                    models.CheckConstraint(condition=~Q(public_reason=""), name="reports_zone_has_reason"),
                    models.CheckConstraint(
                        condition=Q(policy__in=["hold_anonymous", "hold_all"]), name="reports_zone_policy"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Ban",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("contact_hash", models.CharField(blank=True, db_index=True, max_length=64)),
                ("reason", models.CharField(help_text="The banned person reads it", max_length=300)),
                (
                    "needs_read",
                    models.BooleanField(
                        default=False, help_text="Goes on until the person, signed in, has read the reason"
                    ),
                ),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bans",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "revoked_by",
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
                "constraints": [
                    models.CheckConstraint(condition=Q(ends_at__gt=F("created_at")), name="reports_ban_ends"),
                    models.CheckConstraint(condition=~Q(reason=""), name="reports_ban_has_reason"),
                    models.CheckConstraint(
                        condition=Q(account__isnull=False, contact_hash="")
                        | (Q(account__isnull=True) & ~Q(contact_hash="")),
                        name="reports_ban_account_or_contact",
                    ),
                    models.CheckConstraint(
                        condition=Q(needs_read=False) | Q(account__isnull=False),
                        name="reports_ban_read_by_account",
                    ),
                ],
            },
        ),
    ]
