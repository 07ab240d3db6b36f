"""Cameras of a dataset that its newest whole file does not name any more."""

from array import array
from collections.abc import Iterator, Sequence
from itertools import islice

from cameras.importing import runs
from cameras.importing.report import ImportReport
from cameras.importing.seen import Seen
from cameras.models import Camera, CameraQuerySet, CameraRevision, Dataset, ImportRun
from cameras.registry.revisions import change, registry

BATCH = 200  # a removal takes about a millisecond


def remove_vanished(
    dataset: Dataset, run: ImportRun | None, seen: Seen, report: ImportReport, allow_share: float
) -> None:
    """Mark them removed, unless they are more than the allowed share: a file cut short names few.
    A refused row without a readable id may be that of any of them."""
    if dataset._state.adding:  # a dry run of a new one
        return
    there = Camera.objects.published().filter(dataset=dataset, external_ref__isnull=False)
    vanished = array("q", _vanished(there, seen))
    gone = len(vanished) + report.removed
    all_before = there.count() + report.removed
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
        _remove(vanished, run, report)


def _vanished(there: CameraQuerySet, seen: Seen) -> Iterator[int]:
    """Their ids, a thousand cameras at a time."""
    last = 0
    while chunk := list(there.after(last).values_list("pk", "external_ref")[:1000]):
        named = seen.find(str(ref) for _, ref in chunk)
        yield from (pk for pk, ref in chunk if ref not in named and not _decided(pk))
        last = chunk[-1][0]


def _decided(camera_id: int) -> bool:
    """Somebody here said that the camera is there, or that it is not."""
    by_people = CameraRevision.objects.exclude(role=CameraRevision.Role.IMPORT).filter(camera=camera_id)
    return any("status" in changed for changed in by_people.values_list("changed", flat=True))


def _remove(vanished: Sequence[int], run: ImportRun, report: ImportReport) -> None:
    ids = iter(vanished)
    author = runs.author_of(run)
    # Without the digest the camera comes back with the file that names it again.
    values = {"status": Camera.Status.REMOVED, "source_digest": ""}
    while batch := list(islice(ids, BATCH)):
        with registry() as clock:
            first = clock.seq + 1
            cameras = Camera.objects.published().filter(pk__in=batch)
            removed = sum(change(clock, camera, values, author=author) is not None for camera in cameras)
            runs.note_batch(run, clock, first, 0, {"removed": removed})
        report.removed += removed
