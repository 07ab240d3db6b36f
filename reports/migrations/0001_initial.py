from django.conf import settings
from django.db import migrations, models
from django.db.models.functions import Now

from web.append_only import append_only


class Migration(migrations.Migration):
    initial = True

    # The steps by which older databases came here; cameras/checks.py refuses one that stopped between them.
    replaces = [
        ("reports", "0002_append_only"),
        ("reports", "0003_report_review"),
        ("reports", "0004_confirmation"),
        ("reports", "0005_event_data_erasable"),
        ("reports", "0006_gone_and_known_status"),
        ("reports", "0007_sender_counts"),
        ("reports", "0008_report_batch"),
        ("reports", "0009_restrictions"),
        ("reports", "0010_review_indexes"),
        ("reports", "0011_objection"),
        ("reports", "0012_contact"),
        ("reports", "0013_notification"),
        ("reports", "0014_audit_entry"),
        ("reports", "0015_audit_append_only"),
        ("reports", "0016_photo"),
        ("reports", "0017_report_application"),
        ("reports", "0018_queue_orders"),
        ("reports", "0019_tiles_of_reports"),
        ("reports", "0020_areas_of_the_pin"),
    ]

    dependencies = [
        ("accounts", "0001_initial"),
        ("areas", "0001_initial"),
        ("cameras", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(max_length=11, unique=True)),
                (
                    "token_hash",
                    models.CharField(
                        help_text="SHA-256 of the sender's token: sending twice makes one report",
                        max_length=64,
                        unique=True,
                    ),
                ),
                ("payload_hash", models.CharField(max_length=64)),
                (
                    "tracking_hash",
                    models.CharField(
                        help_text="SHA-256 of the secret in the status link", max_length=64, unique=True
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("new", "New camera"),
                            ("correction", "Correction"),
                            ("removed", "Camera is gone"),
                            ("duplicate", "Same camera twice"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "status",
                    models.CharField(
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
                ("version", models.PositiveIntegerField(default=1, help_text="The seq of its last event")),
                (
                    "camera_version",
                    models.PositiveIntegerField(
                        blank=True, help_text="Version that the reporter saw", null=True
                    ),
                ),
                (
                    "acknowledged",
                    models.JSONField(
                        default=list, help_text="Cameras near by that the reporter saw and ruled out"
                    ),
                ),
                ("latitude", models.FloatField()),
                ("longitude", models.FloatField()),
                (
                    "tile",
                    models.BigIntegerField(
                        default=0,
                        help_text="Tile key of the place (cameras/geo.py): what lies close together is in a row",
                    ),
                ),
                ("submitted", models.JSONField(help_text="What was sent, never changed")),
                ("proposed", models.JSONField(help_text="Fields of the camera as the report wants them")),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("seen_myself", "I saw it myself"),
                            ("photo", "From a photo"),
                            ("official_document", "From an official document"),
                            ("press", "From the press"),
                            ("other", "Otherwise"),
                        ],
                        default="seen_myself",
                        max_length=20,
                    ),
                ),
                ("source_url", models.URLField(blank=True)),
                ("observed_on", models.DateField(blank=True, null=True)),
                (
                    "note",
                    models.TextField(
                        blank=True, help_text="For moderators only, never public", max_length=2000
                    ),
                ),
                ("locale", models.CharField(max_length=10)),
                ("terms_version", models.CharField(max_length=20)),
                (
                    "batch",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="A random number, the same for what one network sent on one day; forgotten after 30 days",
                        max_length=16,
                    ),
                ),
                ("risk_score", models.PositiveSmallIntegerField(default=0)),
                (
                    "risk_reasons",
                    models.JSONField(blank=True, default=list, help_text="Words that say why it was held"),
                ),
                (
                    "second_opinion",
                    models.BooleanField(default=False, help_text="A moderator asks for another one's eyes"),
                ),
                ("looking_until", models.DateTimeField(blank=True, null=True)),
                ("submitted_at", models.DateTimeField()),
                (
                    "changed_at",
                    models.DateTimeField(db_default=Now(), help_text="Of its last event"),
                ),
                (
                    "erased_at",
                    models.DateTimeField(
                        blank=True, help_text="The reporter deleted what was theirs", null=True
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not_a_camera", "It is not a surveillance camera"),
                            ("duplicate", "It is on the map already"),
                            ("private_home", "It belongs to a private home"),
                            ("wrong_place", "The place is wrong"),
                            ("no_evidence", "There is nothing to check it by"),
                            ("spam", "It is advertising or a joke"),
                            ("personal_data", "It names or shows people"),
                            ("out_of_scope", "It is not what this map is for"),
                            ("other", "Another reason"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "public_reason",
                    models.TextField(blank=True, help_text="What the reporter is told", max_length=1000),
                ),
                (
                    "application",
                    models.ForeignKey(
                        blank=True,
                        help_text="Only when a partner's program sent it with its token",
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="+",
                        to="accounts.application",
                    ),
                ),
                (
                    "areas",
                    models.ManyToManyField(
                        help_text="Where its pin lies; its camera has areas of its own",
                        related_name="+",
                        to="areas.area",
                    ),
                ),
                (
                    "camera",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=models.PROTECT, related_name="+", to="cameras.camera"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "duplicate_of",
                    models.ForeignKey(
                        blank=True,
                        help_text="Of a duplicate: the camera that stays",
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="+",
                        to="cameras.camera",
                    ),
                ),
                (
                    "looking_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="A courtesy, never a lock",
                        null=True,
                        on_delete=models.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="merged",
                        to="reports.report",
                    ),
                ),
                (
                    "merged_into_camera",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=models.PROTECT, related_name="+", to="cameras.camera"
                    ),
                ),
                (
                    "reporter",
                    models.ForeignKey(
                        blank=True,
                        help_text="Only when sent from an account",
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "revision",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="+",
                        to="cameras.camerarevision",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("decided_at__isnull", True)),
                        fields=["status", "submitted_at", "id"],
                        name="reports_report_open",
                    ),
                    models.Index(
                        condition=models.Q(("decided_at__isnull", True)),
                        fields=["status", "-risk_score", "submitted_at", "id"],
                        name="reports_report_odd",
                    ),
                    models.Index(
                        condition=models.Q(("decided_at__isnull", True)),
                        fields=["status", "tile", "submitted_at", "id"],
                        name="reports_report_place",
                    ),
                    models.Index(
                        condition=models.Q(("decided_at__isnull", True)),
                        fields=["status", "kind", "submitted_at", "id"],
                        name="reports_report_kind",
                    ),
                    models.Index(
                        condition=models.Q(("second_opinion", True)),
                        fields=["status", "submitted_at", "id"],
                        name="reports_report_second",
                    ),
                    models.Index(
                        condition=models.Q(("looking_until__isnull", False)),
                        fields=["looking_until"],
                        name="reports_report_looked_at",
                    ),
                    models.Index(
                        condition=models.Q(("decided_at__isnull", True)),
                        fields=["latitude", "longitude"],
                        name="reports_report_near",
                    ),
                    models.Index(
                        condition=models.Q(("status", "approved")),
                        fields=["reporter"],
                        name="reports_report_known",
                    ),
                    models.Index(
                        condition=models.Q(("decided_by__isnull", False)),
                        fields=["decided_by", "-decided_at"],
                        name="reports_report_decided",
                    ),
                    models.Index(
                        condition=models.Q(("decided_at__isnull", False)),
                        fields=["-decided_at"],
                        name="reports_report_decided_at",
                    ),
                    models.Index(
                        condition=models.Q(("batch", ""), _negated=True),
                        fields=["batch", "submitted_at"],
                        name="reports_report_batch",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "approved",
                                    "expired",
                                    "held",
                                    "merged",
                                    "needs_info",
                                    "pending",
                                    "rejected",
                                    "reverted",
                                    "withdrawn",
                                ],
                            )
                        ),
                        name="reports_report_status",
                    ),
                    models.CheckConstraint(
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
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("status__in", ["approved", "rejected", "merged", "reverted"]),
                            ),
                            models.Q(
                                models.Q(
                                    ("status__in", ["approved", "rejected", "merged", "reverted"]),
                                    _negated=True,
                                ),
                                ("decided_at__isnull", True),
                                ("decided_by__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="reports_report_decided_has_decider",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "rejected"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="reports_report_rejected_has_reason",
                    ),
                    models.CheckConstraint(
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
                    models.CheckConstraint(
                        condition=models.Q(("merged_into", models.F("id")), _negated=True),
                        name="reports_report_not_merged_into_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind", "new"),
                            models.Q(("camera__isnull", False), ("camera_version__isnull", False)),
                            _connector="OR",
                        ),
                        name="reports_report_kind_has_camera",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("duplicate_of__isnull", False), ("kind", "duplicate")),
                            models.Q(
                                models.Q(("kind", "duplicate"), _negated=True), ("duplicate_of__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="reports_report_duplicate_has_survivor",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("duplicate_of", models.F("camera")), _negated=True),
                        name="reports_report_duplicate_of_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("latitude__gte", -90),
                            ("latitude__lte", 90),
                            ("longitude__gte", -180),
                            ("longitude__lte", 180),
                        ),
                        name="reports_report_position",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seq", models.PositiveIntegerField()),
                ("event", models.CharField(max_length=20)),
                ("data", models.JSONField(default=dict)),
                ("at", models.DateTimeField()),
                (
                    "actor",
                    models.ForeignKey(
                        null=True, on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(on_delete=models.PROTECT, related_name="events", to="reports.report"),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("actor__isnull", False)),
                        fields=["actor", "-id"],
                        name="reports_event_actor",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("report", "seq"), name="reports_event_seq_once")
                ],
            },
        ),
        append_only("reports_reportevent", except_column="data"),
        migrations.CreateModel(
            name="Confirmation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "by",
                    models.CharField(
                        help_text="Hash of the day: of the account, or of the network", max_length=64
                    ),
                ),
                ("on", models.DateField()),
                (
                    "says",
                    models.CharField(
                        choices=[("there", "Still there"), ("gone", "It is gone")],
                        db_default="there",
                        default="there",
                        max_length=10,
                    ),
                ),
                (
                    "camera",
                    models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="cameras.camera"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("camera", "by", "on"), name="reports_confirmation_once_a_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("says__in", ["there", "gone"])), name="reports_confirmation_says"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                (
                    "report",
                    models.OneToOneField(
                        on_delete=models.CASCADE,
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
        migrations.CreateModel(
            name="Photo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.CharField(help_text="Random, in its public address", max_length=32, unique=True),
                ),
                ("original", models.CharField(blank=True, max_length=60)),
                ("blurred", models.CharField(blank=True, max_length=60)),
                ("width", models.PositiveSmallIntegerField()),
                ("height", models.PositiveSmallIntegerField()),
                (
                    "report",
                    models.OneToOneField(on_delete=models.CASCADE, related_name="photo", to="reports.report"),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("blurred", ""), ("original", ""), _negated=True),
                        name="reports_photo_has_a_file",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Notification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "recipient",
                    models.CharField(choices=[("reporter", "reporter")], default="reporter", max_length=10),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("sent", "sent"),
                            ("cancelled", "cancelled"),
                            ("failed", "failed"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("next_try_at", models.DateTimeField()),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=models.PROTECT, related_name="notifications", to="reports.reportevent"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["next_try_at"],
                        name="reports_notification_due",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("event", "recipient"), name="reports_notification_once"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "sent", "cancelled", "failed"])),
                        name="reports_notification_state",
                    ),
                ],
            },
        ),
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
                        on_delete=models.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "camera",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=models.PROTECT, related_name="+", to="cameras.camera"
                    ),
                ),
                (
                    "hidden_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=models.PROTECT,
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
        migrations.CreateModel(
            name="QuotaCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        help_text="What is counted, and the network hash or the account", max_length=90
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                ("used", models.PositiveIntegerField()),
            ],
            options={
                "indexes": [models.Index(fields=["starts_at"], name="reports_quota_starts_at")],
                "constraints": [
                    models.UniqueConstraint(fields=("key", "starts_at"), name="reports_quota_once_per_window")
                ],
            },
        ),
        migrations.CreateModel(
            name="SenderBatch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "network",
                    models.CharField(help_text="The network hash of the day", max_length=64, unique=True),
                ),
                ("batch", models.CharField(max_length=16)),
                ("started_at", models.DateTimeField()),
            ],
        ),
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
                        on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("created_at"))), name="reports_zone_ends"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("public_reason", ""), _negated=True),
                        name="reports_zone_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("policy__in", ["hold_anonymous", "hold_all"])),
                        name="reports_zone_policy",
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
                        on_delete=models.PROTECT,
                        related_name="bans",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("created_at"))), name="reports_ban_ends"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="reports_ban_has_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("account__isnull", False), ("contact_hash", "")),
                            models.Q(
                                ("account__isnull", True), models.Q(("contact_hash", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="reports_ban_account_or_contact",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("needs_read", False), ("account__isnull", False), _connector="OR"
                        ),
                        name="reports_ban_read_by_account",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("contact_read", "read the reporter’s address"),
                            ("exported", "exported the audit log"),
                        ],
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        null=True, on_delete=models.PROTECT, related_name="+", to="reports.report"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["-at"], name="reports_audit_latest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("what", "contact_read"), _negated=True),
                            ("report__isnull", False),
                            _connector="OR",
                        ),
                        name="reports_audit_names_the_report",
                    )
                ],
            },
        ),
        append_only("reports_auditentry"),
    ]
