"""Datasets and the imports of their files."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class Dataset(models.Model):
    """Source of cameras, with licence and attribution."""

    CONTRIBUTIONS = "contributions"  # what residents report here, ODbL-1.0

    slug = models.SlugField(unique=True)
    title = models.CharField(max_length=200)
    url = models.URLField(blank=True)
    licence = models.CharField(max_length=60, help_text="SPDX identifier, such as ODbL-1.0")
    attribution = models.CharField(max_length=255)
    retrieved_on = models.DateField(null=True, blank=True)
    rank = models.SmallIntegerField(
        default=100,
        db_default=100,
        help_text="Where datasets differ about one camera and none is newer, the lower rank is followed",
    )

    def __str__(self) -> str:
        return self.slug


class ImportRun(models.Model):
    """One file read into the registry. `id` is what `undo_import` takes.

    A run without `finished_at` was interrupted: importing the same file with the same options resumes it.
    """

    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="imports")
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64, help_text="Of the file as it was given")
    options = models.JSONField(default=dict, help_text="What else decides how the file is read")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    read = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    removed = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    older = models.PositiveIntegerField(default=0, db_default=0)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(read=F("created") + F("changed") + F("unchanged") + F("refused") + F("older")),
                name="cameras_import_every_row_counted",
            )
        ]

    def __str__(self) -> str:
        return f"import {self.pk} of {self.file_name}"


class ImportBatch(models.Model):
    """One transaction of a run: how many rows of the file it consumed, and the revisions it created.

    These are first_seq to last_seq; last_seq is below first_seq when there are none. One range per batch
    identifies the revisions of a run without a column in each of them.
    """

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="batches")
    rows_read = models.PositiveIntegerField()
    first_seq = models.PositiveBigIntegerField()
    last_seq = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return f"{self.run}: {self.first_seq} to {self.last_seq}"
