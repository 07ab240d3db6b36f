"""The memory of imports: which file was read how far, and which revisions came of it."""

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import F, Sum
from django.utils import timezone

from cameras.models import Camera, CameraRevision, Change, Dataset, ImportBatch, ImportRun, PyramidCell
from cameras.registry.revisions import Author, Clock

MANY = 10_000  # rows; below, the planner's own habits are good enough


@dataclass(frozen=True)
class File:
    """What was read: its name, the SHA-256 of its bytes, and the options that decide how."""

    name: str
    sha256: str
    options: dict[str, Any]


def begin(dataset: Dataset, file: File) -> ImportRun:
    """Start a run, or take up the last one where it was interrupted.

    Only the registry's last run of all is taken up: after another one the rows that were written
    already may not be what is there now.
    """
    if not file.sha256:
        return _new(dataset, file)
    last = ImportRun.objects.order_by("pk").last()
    same = last and (last.dataset_id, last.sha256, last.options) == (dataset.pk, file.sha256, file.options)
    if last and same and not last.finished_at and not last.undone_at:
        return last
    return _new(dataset, file)


def _new(dataset: Dataset, file: File) -> ImportRun:
    return ImportRun.objects.create(
        dataset=dataset,
        file_name=file.name[:255],
        sha256=file.sha256,
        options=file.options,
        started_at=timezone.now(),
    )


def rows_done(run: ImportRun) -> int:
    return run.batches.aggregate(done=Sum("rows_read"))["done"] or 0


def author_of(run: ImportRun) -> Author:
    return Author(CameraRevision.Role.IMPORT, reason=run.dataset.slug)


def note_batch(run: ImportRun, clock: Clock, first: int, rows_read: int, counts: dict[str, int]) -> None:
    """Write down a batch inside its own transaction: either both are there or none."""
    ImportBatch.objects.create(run=run, rows_read=rows_read, first_seq=first, last_seq=clock.seq)
    sums = {name: F(name) + count for name, count in counts.items()}
    ImportRun.objects.filter(pk=run.pk).update(read=F("read") + rows_read, **sums)


def finish(run: ImportRun) -> None:
    """The run is over; the planner hears of the new rows. Without ANALYZE PostgreSQL sorted a million of them
    for each page of the API: 373 ms instead of 1."""
    ImportRun.objects.filter(pk=run.pk).update(finished_at=timezone.now())
    run.refresh_from_db()
    if run.created + run.changed + run.removed >= MANY:
        with connection.cursor() as cursor:
            for model in (Camera, CameraRevision, Change, PyramidCell):
                cursor.execute(f"ANALYZE {model._meta.db_table}")
