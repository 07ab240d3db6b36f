"""Cameras of a dataset that its newest whole file does not name any more."""

from array import array
from collections.abc import Iterator, Sequence
from itertools import islice

from django.db.models import Exists, F, OuterRef, Sum

from cameras.importing import runs, sources
from cameras.importing.decisions import decided_by_people
from cameras.importing.report import ImportReport
from cameras.importing.seen import Seen
from cameras.models import Camera, CameraQuerySet, Dataset, ImportRun, SourceStatement
from cameras.registry.revisions import change, registry

BATCH = 200  # a removal takes about a millisecond


def remove_vanished(
    dataset: Dataset, run: ImportRun | None, seen: Seen, report: ImportReport, allow_share: float
) -> None:
    """Mark them removed, unless they are more than the allowed share: a file cut short names few. One that
    another dataset still lists stays. A refused row without a readable id may be that of any of them."""
    if dataset._state.adding:  # a dry run of a new one
        return
    there = _listed(dataset)
    vanished = array("q", _vanished(there, seen))
    before = _removed_before(run)
    gone, all_before = len(vanished) + before, there.count() + before
    report.vanished = gone
    if vanished and report.nameless:
        report.why_kept = (
            f"{gone} cameras of {dataset.slug} are not in the file, but {len(report.nameless)} of its "
            f"refused rows do not say whose they are (the first is {report.nameless[0]}); none was removed. "
            "Mend those rows or take them out."
        )
    elif gone > allow_share * all_before:
        report.why_kept = (
            f"{gone} of the {all_before} cameras of {dataset.slug} are not in the file, more than the "
            f"{allow_share:.0%} that may vanish at once; none was removed. If the file is whole, say "
            f"--allow-share {min(100, -(-100 * gone // all_before))}."
        )
    elif run:
        _remove(vanished, dataset, run, report)


def _listed(dataset: Dataset) -> CameraQuerySet:
    """The published cameras that the dataset lists, alone or among others."""
    statements = SourceStatement.objects.filter(camera=OuterRef("pk"), current=True)
    own = Exists(statements.filter(dataset=dataset, said__isnull=False))
    alone = Camera.objects.filter(dataset=dataset).filter(~Exists(statements))
    among_others = Camera.objects.filter(
        pk__in=SourceStatement.objects.filter(dataset=dataset, current=True).values("camera")
    ).filter(own)
    return (alone | among_others).filter(status=Camera.Status.ACTIVE, external_ref__isnull=False)


def _vanished(there: CameraQuerySet, seen: Seen) -> Iterator[int]:
    """Their ids, a thousand cameras at a time; not of those of which people said whether they are there."""
    last = 0
    while chunk := list(there.after(last).values_list("pk", "external_ref")[:1000]):
        named = seen.find(str(ref) for _, ref in chunk)
        missing = [pk for pk, ref in chunk if ref not in named]
        decided = decided_by_people(missing)
        yield from (pk for pk in missing if "status" not in decided.get(pk, ()))
        last = chunk[-1][0]


def _removed_before(run: ImportRun | None) -> int:
    """How many an interrupted run has removed: its batches without rows."""
    if run is None:
        return 0
    removals = run.batches.filter(rows_read=0)
    return removals.aggregate(n=Sum(F("last_seq") - F("first_seq") + 1))["n"] or 0


def _remove(vanished: Sequence[int], dataset: Dataset, run: ImportRun, report: ImportReport) -> None:
    ids = iter(vanished)
    author = runs.author_of(run)
    datasets = {one.pk: one for one in Dataset.objects.all()}
    # Without the digest the camera comes back with the file that names it again.
    removed = {"status": Camera.Status.REMOVED, "source_digest": ""}
    while batch := list(islice(ids, BATCH)):
        with registry() as clock:
            first, count = clock.seq + 1, 0
            shared, decided = sources.current(batch), decided_by_people(batch)
            for camera in Camera.objects.published().filter(pk__in=batch):
                values = removed
                if known := shared.get(camera.pk):
                    now = sources.withdraw(camera, known, dataset, run)
                    values = sources.followed(camera, now, decided.get(camera.pk, set()), datasets)
                change(clock, camera, values, author=author)
                count += camera.status == Camera.Status.REMOVED
            runs.note_batch(run, clock, first, 0, {"removed": count})
        report.removed += count
        report.listed_elsewhere += len(batch) - count
