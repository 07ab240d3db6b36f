from django.conf import settings
from django.db import migrations, models

from web.append_only import append_only


class Migration(migrations.Migration):
    initial = True

    # The steps by which older databases came here; cameras/checks.py refuses one that stopped between them.
    replaces = [
        ("cameras", "0002_append_only"),
        ("cameras", "0003_import_run"),
        ("cameras", "0004_pyramidcell"),
        ("cameras", "0005_fill_pyramid"),
        ("cameras", "0006_camera_map_index"),
        ("cameras", "0007_camera_area"),
        ("cameras", "0008_change_hidden"),
        ("cameras", "0009_revision_by_resident"),
        ("cameras", "0010_filtered_map_index"),
        ("cameras", "0011_lean_indexes"),
        ("cameras", "0012_not_null_indexes"),
    ]

    dependencies = [
        ("accounts", "0001_initial"),
        ("areas", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Dataset",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(unique=True)),
                ("title", models.CharField(max_length=200)),
                ("url", models.URLField(blank=True)),
                ("licence", models.CharField(help_text="SPDX identifier, such as ODbL-1.0", max_length=60)),
                ("attribution", models.CharField(max_length=255)),
                ("retrieved_on", models.DateField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Camera",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "latitude",
                    models.FloatField(help_text="Degrees, WGS 84, 7 decimals", verbose_name="latitude"),
                ),
                (
                    "longitude",
                    models.FloatField(help_text="Degrees, WGS 84, 7 decimals", verbose_name="longitude"),
                ),
                (
                    "tile",
                    models.BigIntegerField(
                        editable=False, help_text="Web Mercator Morton key at zoom 31 (cameras/geo.py)"
                    ),
                ),
                (
                    "ownership",
                    models.CharField(
                        choices=[("public", "Public"), ("private", "Private"), ("unknown", "Unknown")],
                        default="unknown",
                        max_length=10,
                        verbose_name="who runs it",
                    ),
                ),
                (
                    "ownership_basis",
                    models.CharField(
                        choices=[
                            ("stated", "stated by the source"),
                            ("inferred", "inferred from what it watches"),
                            ("none", "nobody has said"),
                        ],
                        default="none",
                        max_length=10,
                        verbose_name="how that is known",
                    ),
                ),
                ("operator", models.CharField(blank=True, max_length=255, verbose_name="operator")),
                (
                    "device",
                    models.CharField(
                        choices=[
                            ("camera", "Camera"),
                            ("plate_reader", "Number-plate reader"),
                            ("microphone", "Microphone"),
                            ("gunshot_detector", "Gunshot detector"),
                            ("other", "Other device"),
                        ],
                        default="camera",
                        max_length=20,
                        verbose_name="device",
                    ),
                ),
                (
                    "shape",
                    models.CharField(
                        choices=[
                            ("fixed", "Fixed"),
                            ("dome", "Dome"),
                            ("panning", "Moving"),
                            ("panorama", "All-round"),
                            ("doorbell", "Doorbell"),
                            ("unknown", "Unknown"),
                        ],
                        default="unknown",
                        max_length=10,
                        verbose_name="shape",
                    ),
                ),
                (
                    "watches",
                    models.CharField(
                        choices=[
                            ("public", "Public space"),
                            ("outdoor", "Private ground outdoors"),
                            ("indoor", "Indoors"),
                            ("traffic", "Traffic"),
                            ("unknown", "Unknown"),
                        ],
                        default="unknown",
                        max_length=10,
                        verbose_name="what it watches",
                    ),
                ),
                ("zone", models.CharField(blank=True, max_length=255, verbose_name="zone")),
                ("mount", models.CharField(blank=True, max_length=255, verbose_name="mount")),
                (
                    "direction",
                    models.CharField(
                        blank=True,
                        help_text="OSM text: 225;45 or 338-23",
                        max_length=255,
                        verbose_name="direction",
                    ),
                ),
                (
                    "angle",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="Degrees, 1 to 360", null=True, verbose_name="angle of view"
                    ),
                ),
                (
                    "height",
                    models.FloatField(blank=True, help_text="Metres", null=True, verbose_name="height"),
                ),
                ("manufacturer", models.CharField(blank=True, max_length=255, verbose_name="manufacturer")),
                ("model", models.CharField(blank=True, max_length=255, verbose_name="model")),
                ("software", models.CharField(blank=True, max_length=255, verbose_name="software")),
                ("capabilities", models.JSONField(blank=True, default=list, verbose_name="capabilities")),
                ("installed_on", models.DateField(blank=True, null=True, verbose_name="installed on")),
                ("removed_on", models.DateField(blank=True, null=True, verbose_name="removed on")),
                ("observed_on", models.DateField(blank=True, null=True, verbose_name="seen on")),
                (
                    "last_confirmed_on",
                    models.DateField(blank=True, null=True, verbose_name="last confirmed on"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("active", "Active"),
                            ("removed", "Removed"),
                            ("hidden", "Hidden"),
                            ("merged", "Merged"),
                        ],
                        default="active",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("external_ref", models.CharField(blank=True, max_length=120, null=True)),
                (
                    "tags",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        help_text="The tags of the source, as they were",
                        verbose_name="tags of the source",
                    ),
                ),
                ("source_digest", models.CharField(blank=True, editable=False, max_length=32)),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="+",
                        to="cameras.camera",
                    ),
                ),
                (
                    "dataset",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=models.PROTECT,
                        related_name="cameras",
                        to="cameras.dataset",
                        verbose_name="source",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=[
                            "tile",
                            "status",
                            "ownership",
                            "shape",
                            "device",
                            "latitude",
                            "longitude",
                            "zone",
                            "operator",
                            "dataset",
                            "changed_at",
                            "observed_on",
                            "last_confirmed_on",
                        ],
                        name="cameras_camera_filtered_map",
                    ),
                    models.Index(fields=["dataset", "id"], name="cameras_camera_dataset"),
                    models.Index(fields=["changed_at", "id"], name="cameras_camera_changed"),
                    models.Index(
                        condition=models.Q(("merged_into__isnull", False)),
                        fields=["merged_into"],
                        name="cameras_camera_merged",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("external_ref",), name="cameras_camera_external_ref"),
                    models.CheckConstraint(
                        condition=models.Q(("latitude__gte", -90), ("latitude__lte", 90)),
                        name="cameras_camera_latitude",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("longitude__gte", -180), ("longitude__lte", 180)),
                        name="cameras_camera_longitude",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("angle", None), models.Q(("angle__gte", 1), ("angle__lte", 360)), _connector="OR"
                        ),
                        name="cameras_camera_angle",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("merged_into__isnull", False), ("status", "merged")),
                            models.Q(
                                models.Q(("status", "merged"), _negated=True), ("merged_into__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="cameras_camera_merged_has_survivor",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("merged_into", models.F("id")), _negated=True),
                        name="cameras_camera_not_merged_into_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["active", "removed", "hidden", "merged"])),
                        name="cameras_camera_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ownership__in", ["public", "private", "unknown"])),
                        name="cameras_camera_ownership",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CameraRevision",
            fields=[
                ("seq", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField()),
                ("snapshot", models.JSONField()),
                ("changed", models.JSONField(help_text="Names of the fields that this revision set")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("import", "import"),
                            ("resident", "resident"),
                            ("moderator", "moderator"),
                            ("admin", "administrator"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=255)),
                ("at", models.DateTimeField()),
                (
                    "actor",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "camera",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=models.PROTECT,
                        related_name="revisions",
                        to="cameras.camera",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("actor__isnull", False)),
                        fields=["actor"],
                        name="cameras_revision_actor",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("camera", "version"), name="cameras_revision_version_once"
                    )
                ],
            },
        ),
        append_only("cameras_camerarevision", except_column="snapshot"),
        migrations.CreateModel(
            name="Change",
            fields=[
                ("seq", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("op", models.CharField(choices=[("upsert", "Upsert"), ("delete", "Delete")], max_length=10)),
                (
                    "reason",
                    models.CharField(
                        blank=True, help_text="Class of a deletion: removed, hidden, merged", max_length=20
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "camera",
                    models.ForeignKey(
                        db_index=False, on_delete=models.PROTECT, related_name="+", to="cameras.camera"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("reason", "hidden")), fields=["seq"], name="cameras_change_hidden"
                    )
                ],
            },
        ),
        append_only("cameras_change"),
        migrations.CreateModel(
            name="RegistryClock",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("seq", models.PositiveBigIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="cameras_clock_one_row")
                ],
            },
        ),
        migrations.CreateModel(
            name="CameraArea",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "area_id", "camera_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        db_index=False, on_delete=models.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
                (
                    "camera",
                    models.ForeignKey(
                        db_index=False, on_delete=models.PROTECT, related_name="areas", to="cameras.camera"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["camera", "area"], name="cameras_cameraarea_camera")],
            },
        ),
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
        migrations.CreateModel(
            name="ImportRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file_name", models.CharField(max_length=255)),
                ("sha256", models.CharField(help_text="Of the file as it was given", max_length=64)),
                (
                    "options",
                    models.JSONField(default=dict, help_text="What else decides how the file is read"),
                ),
                ("started_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                ("read", models.PositiveIntegerField(default=0)),
                ("created", models.PositiveIntegerField(default=0)),
                ("changed", models.PositiveIntegerField(default=0)),
                ("unchanged", models.PositiveIntegerField(default=0)),
                ("removed", models.PositiveIntegerField(default=0)),
                ("refused", models.PositiveIntegerField(default=0)),
                (
                    "dataset",
                    models.ForeignKey(on_delete=models.PROTECT, related_name="imports", to="cameras.dataset"),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            read=models.F("created")
                            + models.F("changed")
                            + models.F("unchanged")
                            + models.F("refused")
                        ),
                        name="cameras_import_every_row_counted",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportBatch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rows_read", models.PositiveIntegerField()),
                ("first_seq", models.PositiveBigIntegerField()),
                ("last_seq", models.PositiveBigIntegerField()),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=models.CASCADE, related_name="batches", to="cameras.importrun"
                    ),
                ),
            ],
        ),
    ]
