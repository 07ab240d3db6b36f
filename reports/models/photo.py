"""The photo of a report: at most one, private until the report is approved."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from cameras.models import Camera
from reports.models.report import Report


class PhotoQuerySet(models.QuerySet["Photo"]):
    def with_report(self) -> Self:
        return self.select_related("report__camera", "report__revision")

    def published(self) -> Self:
        """Photos of approved reports whose camera is still active."""
        return self.filter(
            report__status=Report.Status.APPROVED,
            report__revision__camera__status=Camera.Status.ACTIVE,
        )

    def of(self, camera: Camera) -> Self:
        return self.filter(report__revision__camera=camera)


class Photo(models.Model):
    """Files lie in the media folder under random names, outside what the web server serves. `blurred` is
    what is shown once a moderator covered faces or plates; the original goes when the report is decided."""

    report = models.OneToOneField(Report, on_delete=models.CASCADE, related_name="photo")
    key = models.CharField(max_length=32, unique=True, help_text="Random, in its public address")
    original = models.CharField(max_length=60, blank=True)
    blurred = models.CharField(max_length=60, blank=True)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()

    objects = PhotoQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(original="", blurred=""), name="reports_photo_has_a_file"),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def shown(self) -> str:
        """Name of the file to display."""
        return self.blurred or self.original

    @property
    def files(self) -> list[str]:
        return [name for name in (self.original, self.blurred) if name]
