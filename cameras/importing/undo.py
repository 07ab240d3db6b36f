"""A whole import taken back: not forgotten, but answered by new revisions, newest first.

A camera that several datasets list takes what the others say of it, and what this one said before.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone

from cameras.importing import sources
from cameras.importing.decisions import decided_by_people
from cameras.models import Camera, CameraRevision, Dataset, ImportBatch, ImportRun, SourceStatement
from cameras.registry.revisions import Author, Clock, change, registry, snapshot, values_of

CHUNK = 200  # revisions a transaction; each takes about a millisecond


@dataclass
class UndoReport:
    """`removed` cameras were new with the import, `restored` ones said something else before it; `kept` ones
    were changed since, and stay wholly or in the fields that changed."""

    removed: int = 0
    restored: int = 0
    kept: int = 0


def undo(run: ImportRun) -> UndoReport:
    """Take back what a run did. A second call, or a call after an interrupted one, does only what is left."""
    report = UndoReport()
    if run.undone_at:
        return report
    author = Author(CameraRevision.Role.IMPORT, reason=f"undo of import {run.pk}")
    for statements in _statements(run):
        with registry() as clock:
            _withdraw(clock, statements, author, report)
    for batch in run.batches.order_by("-pk"):
        for revisions in _chunks(batch):
            with registry() as clock:
                for revision in revisions:
                    _undo_one(clock, revision, author, report)
    # Unfinished it stays, and is never taken up again.
    ImportRun.objects.filter(pk=run.pk).update(undone_at=timezone.now())
    return report


def _chunks(batch: ImportBatch) -> Iterator[list[CameraRevision]]:
    last = batch.last_seq + 1
    found = CameraRevision.objects.select_related("camera").order_by("-seq")
    while chunk := list(found.filter(seq__gte=batch.first_seq, seq__lt=last)[:CHUNK]):
        yield chunk
        last = chunk[-1].seq


def _statements(run: ImportRun) -> Iterator[list[SourceStatement]]:
    while chunk := list(run.statements.select_related("camera").order_by("-pk")[:CHUNK]):
        yield chunk


def _withdraw(clock: Clock, statements: list[SourceStatement], author: Author, report: UndoReport) -> None:
    """Take back what the run said of cameras that other datasets list too."""
    sources.forget(statements)
    cameras = {one.camera_id: one.camera for one in statements}
    known, decided = sources.current(cameras), decided_by_people(cameras)
    datasets = {one.pk: one for one in Dataset.objects.all()}
    for pk, camera in cameras.items():
        was = camera.status
        values = sources.followed(camera, known.get(pk, {}), decided.get(pk, set()), datasets)
        if change(clock, camera, values, author=author):
            is_removed = camera.status == Camera.Status.REMOVED != was
            report.removed += is_removed
            report.restored += not is_removed


def _undo_one(clock: Clock, revision: CameraRevision, author: Author, report: UndoReport) -> None:
    camera = revision.camera
    if camera.statements.exists():
        return
    # A run makes one revision a camera at most, so its answer, if an interrupted undo gave it, is this one's.
    if camera.revisions.filter(version__gt=revision.version, role=author.role, reason=author.reason).exists():
        return
    now, after = snapshot(camera), revision.state
    same = [name for name in revision.changed if name in now and now[name] == after[name]]
    if revision.version > 1:
        before = camera.revisions.get(version=revision.version - 1).state
        values = values_of({name: before[name] for name in same})
    else:
        values = {"status": Camera.Status.REMOVED} if now == after else {}
    # Without the digest, the same file makes the same changes again.
    if values and change(clock, camera, values | {"source_digest": ""}, author=author):
        report.removed += revision.version == 1
        report.restored += revision.version > 1
    report.kept += len(same) < len(revision.changed)
