"""Where cameras come from."""

from django.db import models


class Dataset(models.Model):
    """Where cameras come from, under which licence, and whom to name."""

    CONTRIBUTIONS = "contributions"  # what residents report here, ODbL-1.0

    slug = models.SlugField(unique=True)
    title = models.CharField(max_length=200)
    url = models.URLField(blank=True)
    licence = models.CharField(max_length=60, help_text="SPDX identifier, such as ODbL-1.0")
    attribution = models.CharField(max_length=255)
    retrieved_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.slug
