import django.contrib.auth.models
import django.contrib.auth.validators
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    # The steps by which older databases came here; cameras/checks.py refuses one that stopped between them.
    replaces = [
        ("accounts", "0002_user_is_trusted"),
        ("accounts", "0003_invitation"),
        ("accounts", "0004_application"),
    ]

    dependencies = [
        ("areas", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        error_messages={"unique": "A user with that username already exists."},
                        help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                        max_length=150,
                        unique=True,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                        verbose_name="username",
                    ),
                ),
                ("first_name", models.CharField(blank=True, max_length=150, verbose_name="first name")),
                ("last_name", models.CharField(blank=True, max_length=150, verbose_name="last name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="email address")),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                (
                    "date_joined",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="date joined"),
                ),
                (
                    "is_trusted",
                    models.BooleanField(
                        default=False,
                        help_text="Sends many good reports: a higher daily limit.",
                        verbose_name="trusted",
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "user",
                "verbose_name_plural": "users",
                "abstract": False,
            },
            managers=[
                ("objects", django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name="ModeratorScope",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty means everywhere.",
                        null=True,
                        on_delete=models.CASCADE,
                        to="areas.area",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=models.CASCADE, related_name="scopes", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("user", "area"), name="accounts_scope_once_per_area"),
                    models.UniqueConstraint(
                        condition=models.Q(("area", None)),
                        fields=("user",),
                        name="accounts_scope_everywhere_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("secret_hash", models.CharField(editable=False, max_length=64, unique=True)),
                (
                    "role",
                    models.CharField(
                        choices=[("moderator", "moderator"), ("admin", "administrator")],
                        default="moderator",
                        max_length=10,
                        verbose_name="role",
                    ),
                ),
                ("created_at", models.DateTimeField(editable=False)),
                ("expires_at", models.DateTimeField(editable=False, verbose_name="expires")),
                ("accepted_at", models.DateTimeField(editable=False, null=True, verbose_name="accepted")),
                (
                    "accepted_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty means everywhere.",
                        null=True,
                        on_delete=models.CASCADE,
                        related_name="+",
                        to="areas.area",
                        verbose_name="area",
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "invitation",
                "verbose_name_plural": "invitations",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("accepted_at", None), ("accepted_by", None)),
                            models.Q(("accepted_at__isnull", False), ("accepted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="accounts_invitation_accepted_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role", "moderator"), ("area", None), _connector="OR"),
                        name="accounts_invitation_admin_everywhere",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Application",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="Moderators see it on what it sends.",
                        max_length=80,
                        unique=True,
                        verbose_name="name",
                    ),
                ),
                (
                    "contact",
                    models.EmailField(
                        help_text="Whom to write to when it misbehaves.",
                        max_length=254,
                        verbose_name="contact",
                    ),
                ),
                ("token_hash", models.CharField(editable=False, max_length=64, unique=True)),
                (
                    "may_read",
                    models.BooleanField(
                        default=True,
                        help_text="Reads with limits of its own instead of its network's.",
                        verbose_name="read",
                    ),
                ),
                (
                    "may_report",
                    models.BooleanField(
                        default=False,
                        help_text="Sends reports in its own name, with a quota of its own.",
                        verbose_name="report",
                    ),
                ),
                (
                    "reads_per_minute",
                    models.PositiveIntegerField(
                        default=30000,
                        help_text="For each process of the server; 0 is no limit.",
                        verbose_name="reads a minute",
                    ),
                ),
                (
                    "megabytes_per_hour",
                    models.PositiveIntegerField(
                        default=20000,
                        help_text="For each process of the server; 0 is no limit.",
                        verbose_name="megabytes an hour",
                    ),
                ),
                ("reports_per_day", models.PositiveIntegerField(default=200, verbose_name="reports a day")),
                (
                    "expires_on",
                    models.DateField(
                        help_text="The token is good until the end of it (UTC).", verbose_name="last day"
                    ),
                ),
                ("last_used_on", models.DateField(editable=False, null=True, verbose_name="last used")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="made")),
                ("revoked_at", models.DateTimeField(editable=False, null=True, verbose_name="withdrawn")),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "application",
                "verbose_name_plural": "applications",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("may_read", True), ("may_report", True), _connector="OR"),
                        name="accounts_application_may_something",
                        violation_error_message="It must be allowed to read, to report, or both.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("revoked_by", None), ("revoked_at__isnull", False), _connector="OR"
                        ),
                        name="accounts_application_revoked_at_some_time",
                    ),
                ],
            },
        ),
    ]
