"""One object in several datasets: one camera, what each of them says of it, and whose word is followed.

The rule (decision 0035): what is surely older than another statement, by the version or the time of the
object in its source, is not followed; of the rest the dataset of the lowest rank, then the oldest one. A
camera is removed when no dataset lists it any more.
"""

import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cameras.filters import PUBLIC_STATUSES
from cameras.importing.statements import SAID, Edition
from cameras.models import Camera, CameraRevision, Dataset, ImportBatch, ImportRun, SourceStatement
from cameras.registry.revisions import snapshot, values_of

_NEW = sys.maxsize  # the place of a dataset that a rehearsal does not make
_KEPT = (*SAID, "capabilities", "status")
Statements = dict[int, SourceStatement]  # the current ones of a camera, by dataset


def edition_of(one: SourceStatement) -> Edition:
    return Edition(one.version, one.timestamp)


def camera_edition(camera: Camera) -> Edition:
    return Edition(camera.source_version, camera.source_timestamp)


def current(camera_ids: Iterable[int]) -> dict[int, Statements]:
    """The current statements of those cameras that several datasets have named."""
    found: dict[int, Statements] = defaultdict(dict)
    for one in SourceStatement.objects.filter(camera__in=list(camera_ids), current=True):
        found[one.camera_id][one.dataset_id] = one
    return dict(found)


def earlier(cameras: Sequence[Camera]) -> dict[int, list[SourceStatement]]:
    """What the dataset of each camera said while it was the only one: a statement for each import, the last
    one current. They are not stored yet."""
    found: dict[int, list[SourceStatement]] = {}
    slugs = dict(Dataset.objects.values_list("pk", "slug"))
    runs = {pk: _Runs(pk) for pk in {camera.dataset_id for camera in cameras}}
    for camera, revisions in _imported(cameras, slugs):
        made = [
            SourceStatement(
                camera=camera, dataset_id=camera.dataset_id, run_id=run, said=_said(revision.state)
            )
            for revision in revisions
            if (run := runs[camera.dataset_id].of(revision.seq)) is not None
        ]
        if not made and not revisions:  # made by no import that is on record
            made = [SourceStatement(camera=camera, dataset_id=camera.dataset_id, said=said_of(camera))]
        for one in made[:-1]:
            one.current = False
        if made:
            made[-1].digest = camera.source_digest
            made[-1].version, made[-1].timestamp = camera.source_version, camera.source_timestamp
            if camera.status == Camera.Status.REMOVED and not camera.source_digest:
                made[-1].said = None  # it had vanished from the file
        found[camera.pk] = made
    return found


def _imported(
    cameras: Sequence[Camera], slugs: Mapping[int, str]
) -> Iterable[tuple[Camera, list[CameraRevision]]]:
    """Each camera with the revisions that imports of its dataset made, in their order."""
    by_camera: dict[int, list[CameraRevision]] = defaultdict(list)
    imports = CameraRevision.objects.filter(
        camera__in=[camera.pk for camera in cameras], role=CameraRevision.Role.IMPORT
    )
    for revision in imports.order_by("seq"):
        by_camera[revision.camera_id].append(revision)
    for camera in cameras:
        slug = slugs[camera.dataset_id]
        yield camera, [one for one in by_camera[camera.pk] if one.reason == slug]


class _Runs:
    """Which import made a revision; none for one that was undone since."""

    def __init__(self, dataset_id: int) -> None:
        batches = ImportBatch.objects.filter(run__dataset=dataset_id, run__undone_at=None).order_by(
            "first_seq"
        )
        self._ranges = list(batches.values_list("first_seq", "last_seq", "run_id"))
        self._starts = [first for first, _last, _run in self._ranges]

    def of(self, seq: int) -> int | None:
        at = bisect_right(self._starts, seq) - 1
        if at < 0:
            return None
        _first, last, run = self._ranges[at]
        return run if seq <= last else None


def said_of(camera: Camera) -> dict[str, Any]:
    """What the camera says now, as a statement holds it."""
    return _said(snapshot(camera))


def _said(revision: Mapping[str, Any]) -> dict[str, Any]:
    return {name: revision[name] for name in _KEPT}


def in_order(statements: Statements, order: Mapping[int, tuple[int, int]]) -> list[SourceStatement]:
    """Those that list the camera, the one to follow first; `order` is that of the datasets."""
    listing = [one for one in statements.values() if one.said is not None]
    outdated = {
        one.dataset_id
        for one in listing
        if any(edition_of(one).is_older_than(edition_of(other)) for other in listing)
    }
    return sorted(listing, key=lambda one: (one.dataset_id in outdated, *order[one.dataset_id]))


def followed(
    camera: Camera, statements: Statements, decided: set[str], datasets: Mapping[int, Dataset]
) -> dict[str, Any]:
    """The values that the camera takes of its sources: fields that people decided here stay."""
    order = {pk: (one.rank, pk or _NEW) for pk, one in datasets.items()}
    listing = in_order(statements, order)
    slugs = [datasets[one.dataset_id].slug for one in listing]
    values: dict[str, Any] = {"status": Camera.Status.REMOVED}
    derived: dict[str, Any] = {"source_digest": "", "sources": slugs if len(slugs) > 1 else None}
    if listing:
        first = listing[0]
        values = values_of(first.said or {})
        derived |= {
            "dataset_id": first.dataset_id,
            "source_digest": first.digest,
            "source_version": first.version,
            "source_timestamp": first.timestamp,
        }
    if camera.status not in PUBLIC_STATUSES:  # it is hidden, or merged
        del values["status"]
    return {name: value for name, value in values.items() if name not in decided} | derived


def withdraw(camera: Camera, statements: Statements, dataset: Dataset, run: ImportRun) -> Statements:
    """Store that the dataset lists the camera no more; returns what is current then."""
    own = statements[dataset.pk]
    new = SourceStatement(
        camera=camera, dataset=dataset, run=run, said=None, version=own.version, timestamp=own.timestamp
    )
    save([new], [own.pk])
    return {**statements, dataset.pk: new}


def forget(statements: Sequence[SourceStatement]) -> None:
    """Take statements back, all of one import: of each camera and dataset the one before it is current again.
    An empty row stays, so that the camera is known to have had several sources."""
    SourceStatement.objects.filter(pk__in=[one.pk for one in statements]).update(
        run=None, said=None, current=False, digest=""
    )
    for one in statements:
        of_dataset = SourceStatement.objects.filter(camera=one.camera_id, dataset=one.dataset_id)
        before = of_dataset.exclude(run=None, said=None).order_by("-pk").first()
        if before and not before.current:
            SourceStatement.objects.filter(pk=before.pk).update(current=True)


def save(statements: Sequence[SourceStatement], replaced: Sequence[int]) -> None:
    """Store new statements; the replaced ones, by their ids, are current no more."""
    if replaced:
        SourceStatement.objects.filter(pk__in=replaced).update(current=False)
    SourceStatement.objects.bulk_create(statements)
