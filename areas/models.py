"""Areas: territories with their boundary. Written only by areas/outlines.py."""

from collections.abc import Collection
from functools import reduce
from operator import or_
from typing import ClassVar, Self
from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class AreaQuerySet(models.QuerySet["Area"]):
    def within(self, ids: Collection[int]) -> Self:
        """These areas and their descendants; a parent is always of a higher level."""
        ways = [Q(**{"parent__" * depth + "pk__in": ids}) for depth in range(len(Area.Level))]
        return self.filter(reduce(or_, ways))


class Area(models.Model):
    """A territory. `polygon` is a GeoJSON geometry in WGS 84 degrees; the bbox columns have west > east when
    it crosses the antimeridian."""

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
    licence = models.CharField(max_length=60, default="", help_text="SPDX identifier, such as etalab-2.0")

    objects = AreaQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(south__lte=F("north"), south__gte=-90, north__lte=90),
                name="areas_area_latitudes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class Edition(models.Model):
    """Single row with a new token whenever an outline is added or changed. Random instead of a counter: a
    restored backup or a rolled-back transaction must not look like an edition that a process has cached."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    token = models.UUIDField(default=uuid4)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(id=1), name="areas_edition_one_row")]

    def __str__(self) -> str:
        return str(self.token)

    @classmethod
    def current(cls) -> UUID | None:
        """None before the first outline."""
        return cls.objects.values_list("token", flat=True).first()

    @classmethod
    def renew(cls) -> Self:
        return cls.objects.update_or_create(pk=1, defaults={"token": uuid4()})[0]
