"""Objections to a camera or to personal data: reviewed before reports, always answered."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from areas.models import Area
from cameras.models import Camera

if TYPE_CHECKING:
    from accounts.models import User

REVIEW_WITHIN = timedelta(days=7)  # an administrator looks again at what was hidden at once
CONTACT_RETENTION = timedelta(days=30)  # after the answer


class ObjectionQuerySet(models.QuerySet["Objection"]):
    def open(self) -> Self:
        return self.filter(status=Objection.Status.OPEN)

    def answered(self) -> Self:
        return self.filter(status=Objection.Status.ANSWERED)

    def visible_to(self, person: "User") -> Self:
        """Objections that the person may act on; for an area moderator, those about a camera in their
        areas."""
        if person.is_superuser or person.jurisdiction.everywhere:
            return self
        areas = Area.objects.within(person.jurisdiction.areas)
        return self.filter(camera__areas__area__in=areas).distinct()

    def to_review(self) -> Self:
        """Objections whose camera was hidden immediately and that no administrator has reviewed yet."""
        return self.filter(hidden_at__isnull=False, reviewed_at=None)

    def to_mail(self, now: datetime) -> Self:
        return self.filter(mail_due_at__lte=now)


class Objection(models.Model):
    """An objection; created by reports/objections/actions.py. None of it is ever public."""

    class Kind(models.TextChoices):
        HOME = "home", _("This is my home")
        DATA = "data", _("These are my data")
        OTHER = "other", _("Something else")

    class Status(models.TextChoices):
        OPEN = "open", _("Waits for an answer")
        ANSWERED = "answered", _("Answered")

    reference = models.CharField(max_length=11, unique=True)
    token = models.UUIDField(unique=True, help_text="Of the form: sending it twice makes one objection")
    kind = models.CharField(max_length=10, choices=Kind)
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    camera = models.ForeignKey(Camera, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=300, blank=True, help_text="Number, link or place, as it was written")
    text = models.TextField(max_length=4000, blank=True)
    contact = models.TextField(
        blank=True, help_text="E-mail address, encrypted; deleted 30 days after the answer"
    )
    locale = models.CharField(max_length=10)
    created_at = models.DateTimeField()
    hidden_at = models.DateTimeField(null=True, blank=True, help_text="A moderator hid the camera at once")
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.TextField(max_length=4000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    mail_due_at = models.DateTimeField(
        null=True, blank=True, help_text="The answer is to be mailed; null: done"
    )
    mail_attempts = models.PositiveSmallIntegerField(default=0)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            # The staff's list and its count on every moderation page.
            models.Index(fields=["created_at"], condition=Q(status="open"), name="reports_objection_open"),
            models.Index(
                fields=["mail_due_at"], condition=Q(mail_due_at__isnull=False), name="reports_objection_mail"
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status="open", answered_at=None, answered_by=None, answer="")
                | (
                    Q(status="answered", answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")
                ),
                name="reports_objection_answered",
            ),
            models.CheckConstraint(
                condition=Q(hidden_at=None, hidden_by=None, reviewed_at=None)
                | Q(hidden_at__isnull=False, hidden_by__isnull=False),
                name="reports_objection_hidden_by",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_at=None, reviewed_by=None)
                | Q(reviewed_at__gte=F("hidden_at"), reviewed_by__isnull=False),
                name="reports_objection_reviewed",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["home", "data", "other"]), name="reports_objection_kind"
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def review_due_at(self) -> datetime | None:
        return self.hidden_at + REVIEW_WITHIN if self.hidden_at and not self.reviewed_at else None
