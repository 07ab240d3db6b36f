"""The ground: territories with their boundary."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Area(models.Model):
    """A territory. Its polygon is a GeoJSON geometry in WGS 84 degrees, its bbox stands in columns."""

    class Level(models.TextChoices):
        COUNTRY = "country", _("Country")
        REGION = "region", _("Region")
        TOWN = "town", _("Town")

    code = models.CharField(
        max_length=40, unique=True, help_text="Official code, such as the INSEE code FR-06088"
    )
    name = models.CharField(max_length=200)
    level = models.CharField(max_length=20, choices=Level)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()
    polygon = models.JSONField()
    population = models.PositiveIntegerField(null=True, blank=True)
    population_year = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.CharField(max_length=255)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(south__lte=models.F("north"), south__gte=-90, north__lte=90),
                name="areas_area_latitudes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"
