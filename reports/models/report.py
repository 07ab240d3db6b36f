"""Reports sent by residents, with their moderation state."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Application
from areas.models import Area
from cameras.models import Camera, CameraRevision
from reports.models.report_indexes import INDEXES
from reports.models.report_queryset import ReportQuerySet
from reports.models.risk_labels import risk_labels
from reports.models.transitions import OPEN
from reports.models.transitions import Status as States

TERMS_VERSION = "2026-11"  # the sentence beside the box of the form; change both together


class Report(models.Model):
    """A report about one camera. Nothing in it is public before a moderator approves it."""

    class Kind(models.TextChoices):
        NEW = "new", _("New camera")
        CORRECTION = "correction", _("Correction")
        REMOVED = "removed", _("Camera is gone")
        DUPLICATE = "duplicate", _("Same camera twice")

    class Status(models.TextChoices):
        PENDING = States.PENDING.value, _("Waiting for review")
        HELD = States.HELD.value, _("Set aside for a closer look")
        NEEDS_INFO = States.NEEDS_INFO.value, _("A question waits for an answer")
        APPROVED = States.APPROVED.value, _("Approved")
        REJECTED = States.REJECTED.value, _("Refused")
        MERGED = States.MERGED.value, _("Merged with another")
        WITHDRAWN = States.WITHDRAWN.value, _("Withdrawn")
        EXPIRED = States.EXPIRED.value, _("Closed without an answer")
        REVERTED = States.REVERTED.value, _("Taken back")

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
    version = models.PositiveIntegerField(default=1, help_text="The seq of its last event")
    camera = models.ForeignKey(Camera, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    camera_version = models.PositiveIntegerField(
        null=True, blank=True, help_text="Version that the reporter saw"
    )
    duplicate_of = models.ForeignKey(
        Camera, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="Of a duplicate: the camera that stays",
    )  # fmt: skip
    acknowledged = models.JSONField(
        default=list, help_text="Cameras near by that the reporter saw and ruled out"
    )
    latitude = models.FloatField()
    longitude = models.FloatField()
    tile = models.BigIntegerField(
        default=0, help_text="Tile key of the place (cameras/geo.py): what lies close together is in a row"
    )
    submitted = models.JSONField(help_text="What was sent, never changed")
    proposed = models.JSONField(help_text="Fields of the camera as the report wants them")
    basis = models.CharField(max_length=20, choices=Basis, default=Basis.SEEN_MYSELF)
    source_url = models.URLField(blank=True)
    observed_on = models.DateField(null=True, blank=True)
    areas = models.ManyToManyField(
        Area, related_name="+", help_text="Where its pin lies; its camera has areas of its own"
    )
    note = models.TextField(max_length=2000, blank=True, help_text="For moderators only, never public")
    locale = models.CharField(max_length=10)
    terms_version = models.CharField(max_length=20)
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="Only when sent from an account",
    )  # fmt: skip
    application = models.ForeignKey(
        Application, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="Only when a partner's program sent it with its token",
    )  # fmt: skip
    batch = models.CharField(
        max_length=16, blank=True, default="",
        help_text="A random number, the same for what one network sent on one day; forgotten after 30 days",
    )  # fmt: skip
    risk_score = models.PositiveSmallIntegerField(default=0)
    risk_reasons = models.JSONField(default=list, blank=True, help_text="Words that say why it was held")
    second_opinion = models.BooleanField(default=False, help_text="A moderator asks for another one's eyes")
    looking_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        help_text="A courtesy, never a lock",
    )  # fmt: skip
    looking_until = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField()
    changed_at = models.DateTimeField(db_default=Now(), help_text="Of its last event")
    erased_at = models.DateTimeField(null=True, blank=True, help_text="The reporter deleted what was theirs")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=20, choices=Reason, blank=True)
    public_reason = models.TextField(max_length=1000, blank=True, help_text="What the reporter is told")
    revision = models.OneToOneField(
        CameraRevision, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )
    merged_into_camera = models.ForeignKey(
        Camera, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = INDEXES
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status__in=sorted(one.value for one in States)),
                name="reports_report_status",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["approved", "reverted"], revision__isnull=False)
                | (~Q(status__in=["approved", "reverted"]) & Q(revision__isnull=True)),
                name="reports_report_approved_has_revision",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=["approved", "rejected", "merged", "reverted"],
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                )
                | (
                    ~Q(status__in=["approved", "rejected", "merged", "reverted"])
                    & Q(decided_at__isnull=True, decided_by__isnull=True)
                ),
                name="reports_report_decided_has_decider",
            ),
            models.CheckConstraint(
                condition=~Q(status="rejected") | ~Q(reason=""), name="reports_report_rejected_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(status="merged", merged_into__isnull=False, merged_into_camera__isnull=True)
                | Q(status="merged", merged_into__isnull=True, merged_into_camera__isnull=False)
                | (~Q(status="merged") & Q(merged_into__isnull=True, merged_into_camera__isnull=True)),
                name="reports_report_merged_into_one",
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=F("id")), name="reports_report_not_merged_into_itself"
            ),
            models.CheckConstraint(
                condition=Q(kind="new") | Q(camera__isnull=False, camera_version__isnull=False),
                name="reports_report_kind_has_camera",
            ),
            models.CheckConstraint(
                condition=Q(kind="duplicate", duplicate_of__isnull=False)
                | (~Q(kind="duplicate") & Q(duplicate_of__isnull=True)),
                name="reports_report_duplicate_has_survivor",
            ),
            models.CheckConstraint(
                condition=~Q(duplicate_of=F("camera")), name="reports_report_duplicate_of_another"
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
        return self.status in OPEN

    @property
    def outcome(self) -> Camera | None:
        """The camera that a decision resulted in: the report's own, or the one it was merged into. None when
        it is hidden."""
        target = self.merged_into or self
        camera = target.merged_into_camera or (target.revision.camera if target.revision else None)
        return camera if camera and camera.status != Camera.Status.HIDDEN else None

    @property
    def risks(self) -> list[str]:
        """Labels of its risk reasons."""
        return risk_labels(self.risk_reasons)

    @property
    def is_held_silently(self) -> bool:
        """Held for a reason that its sender must not learn of."""
        event = (
            self.events.filter(event="hold").order_by("-seq").first() if self.status == States.HELD else None
        )
        return bool(event and event.data.get("is_silent"))

    @property
    def reporter_status(self) -> "Report.Status":
        """The status that the sender reads."""
        return Report.Status.PENDING if self.is_held_silently else Report.Status(self.status)

    @property
    def hold_reason(self) -> str:
        """The public reason of the zone that the report is held for; "" when there is none."""
        event = self.events.filter(event="hold").order_by("-seq").first()
        return str(event.data.get("public_reason", "")) if event and self.status == States.HELD else ""

    @property
    def question(self) -> str:
        """The moderator's latest question while it is unanswered, else ""."""
        event = self.events.filter(event="ask").order_by("-seq").first()
        return str(event.data["question"]) if event and self.status == Report.Status.NEEDS_INFO else ""

    @property
    def summary(self) -> str:
        """One-line summary for the queue, such as "New camera: public, dome"."""
        ownership, shape = (self.value_of(name) or "unknown" for name in ("ownership", "shape"))
        details = [str(Camera.Ownership(ownership).label).lower()]
        if shape != Camera.Shape.UNKNOWN:
            details.append(str(Camera.Shape(shape).label).lower())
        parts = {"kind": self.get_kind_display(), "words": ", ".join(details)}
        return gettext("%(kind)s: %(words)s") % parts

    def content(self) -> dict[str, Any]:
        """The reporter's current content as JSON, stored with an amendment as the previous version."""
        return {
            "latitude": self.latitude,
            "longitude": self.longitude,
            "proposed": self.proposed,
            "basis": self.basis,
            "source_url": self.source_url,
            "observed_on": self.observed_on.isoformat() if self.observed_on else None,
            "note": self.note,
        }

    def value_of(self, name: str) -> Any:
        """The value of a camera field after approval: the proposed one, else the camera's, else the default.
        Text, except for the list of capabilities."""
        default = Camera._meta.get_field(name).get_default()  # type: ignore[union-attr]  # a plain field
        value = self.proposed.get(name, getattr(self.camera, name) if self.camera else default)
        return value if isinstance(value, list) else str(value)
