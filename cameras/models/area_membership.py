"""Area memberships of cameras: derived from position and outline, updated with every change of either."""

from typing import ClassVar

from django.db import models

from areas.models import Area
from cameras.models.camera import Camera


class CameraArea(models.Model):
    """A camera, published or not, inside an area."""

    pk = models.CompositePrimaryKey("area_id", "camera_id")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    camera = models.ForeignKey(Camera, on_delete=models.PROTECT, related_name="areas", db_index=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["camera", "area"], name="cameras_cameraarea_camera"
            ),  # the areas of a camera
        ]

    def __str__(self) -> str:
        return f"camera {self.camera_id} in area {self.area_id}"
