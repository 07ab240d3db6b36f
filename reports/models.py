"""What residents send, and what became of it."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cameras.models import Camera, CameraRevision
from reports.transitions import Status as States

TERMS_VERSION = "2026-11"  # the sentence beside the box of the form; change both together


class ReportQuerySet(models.QuerySet["Report"]):
    def pending(self) -> Self:
        return self.filter(status=Report.Status.PENDING)

    def oldest_first(self) -> Self:
        return self.order_by("submitted_at", "pk")

    def before(self, report: "Report") -> Self:
        """What a moderator sees earlier in the queue."""
        same_time = Q(submitted_at=report.submitted_at, pk__lt=report.pk)
        return self.filter(Q(submitted_at__lt=report.submitted_at) | same_time)

    def after(self, report: "Report") -> Self:
        same_time = Q(submitted_at=report.submitted_at, pk__gt=report.pk)
        return self.filter(Q(submitted_at__gt=report.submitted_at) | same_time)


class Report(models.Model):
    """What somebody says about one camera. Nothing of it is public before a moderator approves it."""

    class Kind(models.TextChoices):
        NEW = "new", _("New camera")
        CORRECTION = "correction", _("Correction")
        REMOVED = "removed", _("Camera is gone")

    class Status(models.TextChoices):
        PENDING = States.PENDING.value, _("Waiting for review")
        APPROVED = States.APPROVED.value, _("Approved")
        REJECTED = States.REJECTED.value, _("Refused")

    class Basis(models.TextChoices):
        SEEN_MYSELF = "seen_myself", _("I saw it myself")
        PHOTO = "photo", _("From a photo")
        OFFICIAL_DOCUMENT = "official_document", _("From an official document")
        PRESS = "press", _("From the press")
        OTHER = "other", _("Otherwise")

    class Reason(models.TextChoices):
        NOT_A_CAMERA = "not_a_camera", _("It is not a surveillance camera")
        DUPLICATE = "duplicate", _("It is on the map already")
        PRIVATE_HOME = "private_home", _("It belongs to a private home")
        WRONG_PLACE = "wrong_place", _("The place is wrong")
        NO_EVIDENCE = "no_evidence", _("There is nothing to check it by")
        SPAM = "spam", _("It is advertising or a joke")
        PERSONAL_DATA = "personal_data", _("It names or shows people")
        OUT_OF_SCOPE = "out_of_scope", _("It is not what this map is for")
        OTHER = "other", _("Another reason")

    reference = models.CharField(max_length=11, unique=True)
    token_hash = models.CharField(
        max_length=64, unique=True, help_text="SHA-256 of the sender's token: sending twice makes one report"
    )
    payload_hash = models.CharField(max_length=64)
    tracking_hash = models.CharField(
        max_length=64, unique=True, help_text="SHA-256 of the secret in the status link"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    status = models.CharField(max_length=10, choices=Status, default=Status.PENDING)
    version = models.PositiveIntegerField(default=1)
    camera = models.ForeignKey(Camera, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    camera_version = models.PositiveIntegerField(
        null=True, blank=True, help_text="Version that the reporter saw"
    )
    acknowledged = models.JSONField(
        default=list, help_text="Cameras near by that the reporter saw and ruled out"
    )
    latitude = models.FloatField()
    longitude = models.FloatField()
    submitted = models.JSONField(help_text="What was sent, never changed")
    proposed = models.JSONField(help_text="Fields of the camera as the report wants them")
    basis = models.CharField(max_length=20, choices=Basis, default=Basis.SEEN_MYSELF)
    source_url = models.URLField(blank=True)
    observed_on = models.DateField(null=True, blank=True)
    note = models.TextField(max_length=2000, blank=True, help_text="For moderators only, never public")
    locale = models.CharField(max_length=10)
    terms_version = models.CharField(max_length=20)
    submitted_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=20, choices=Reason, blank=True)
    public_reason = models.TextField(max_length=1000, blank=True, help_text="What the reporter is told")
    revision = models.OneToOneField(
        CameraRevision, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            # The queue. Partial: SQLite would choose an ordinary index on status before the tile key.
            models.Index(
                fields=["submitted_at", "id"], condition=Q(status="pending"), name="reports_report_queue"
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status="approved", revision__isnull=False)
                | (~Q(status="approved") & Q(revision__isnull=True)),
                name="reports_report_approved_has_revision",
            ),
            models.CheckConstraint(
                condition=Q(status="pending") | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="reports_report_decided_has_decider",
            ),
            models.CheckConstraint(
                condition=~Q(status="rejected") | ~Q(reason=""), name="reports_report_rejected_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(kind="new") | Q(camera__isnull=False, camera_version__isnull=False),
                name="reports_report_kind_has_camera",
            ),
            models.CheckConstraint(
                condition=Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="reports_report_position",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_open(self) -> bool:
        return self.status == Report.Status.PENDING

    @property
    def summary(self) -> str:
        """A line for the queue, such as "New camera: public, dome"."""
        ownership, shape = (self.claim(name) or "unknown" for name in ("ownership", "shape"))
        words = [str(Camera.Ownership(ownership).label).lower()]
        if shape != Camera.Shape.UNKNOWN:
            words.append(str(Camera.Shape(shape).label).lower())
        parts = {"kind": self.get_kind_display(), "words": ", ".join(words)}
        return gettext("%(kind)s: %(words)s") % parts

    def claim(self, name: str) -> str:
        """What the report says of a field; what it leaves out is as the map has it, "" for a new camera."""
        known = getattr(self.camera, name) if self.camera else ""
        return str(self.proposed.get(name, known))


class ReportEvent(models.Model):
    """What happened to a report, in order, never changed."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField()
    event = models.CharField(max_length=20)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    data = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "seq"], name="reports_event_seq_once"),
        ]

    def __str__(self) -> str:
        return f"{self.report} {self.event}"
