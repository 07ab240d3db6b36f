"""What each dataset says of a camera that several of them list."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from cameras.models.camera import Camera
from cameras.models.dataset import Dataset, ImportRun


class SourceStatement(models.Model):
    """What one import of one dataset said of a camera. Only cameras that several datasets list have any; for
    the others the camera itself is enough (decision 0035).

    `said` holds fields as a revision does, and the status; null: the dataset lists the camera no more. The
    current one of each dataset counts, older ones are what an undone import gives back.
    """

    camera = models.ForeignKey(Camera, on_delete=models.PROTECT, related_name="statements", db_index=False)
    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="+", db_index=False)
    run = models.ForeignKey(ImportRun, null=True, on_delete=models.PROTECT, related_name="statements")
    current = models.BooleanField(default=True)
    said = models.JSONField(null=True)
    digest = models.CharField(max_length=32, blank=True)
    version = models.PositiveIntegerField(null=True, help_text="Of the object in its source")
    timestamp = models.DateTimeField(null=True, help_text="Of that version in the source")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["camera", "dataset"], condition=Q(current=True), name="cameras_statement_current_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["camera", "id"], name="cameras_statement_camera"),
            # The cameras that a dataset lists besides its own.
            models.Index(
                fields=["dataset", "camera"], name="cameras_statement_dataset", condition=Q(current=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dataset} of camera {self.camera_id}"
