"""Normalised records into the registry: one transaction per batch, nothing written twice."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from itertools import islice
from operator import attrgetter
from typing import Any

import orjson
from django.db import connection
from django.db.models.base import ModelState
from django.utils import timezone

from cameras.filters import SHOWN
from cameras.importing import Row, runs
from cameras.importing.report import ImportReport
from cameras.importing.runs import File
from cameras.importing.seen import Seen
from cameras.importing.vanished import remove_vanished
from cameras.models import Camera, CameraRevision, Dataset, ImportRun
from cameras.record import CameraRecord, Refused
from cameras.revisions import DERIVED, change, create, registry

BATCH = 2500  # rows a transaction: the registry clock is held for less than half a second
NO_FILE = File("", "", {})
# What a record says of its camera; the reference finds the camera and never changes.
SAID = tuple(name for name in CameraRecord.__slots__ if name not in ("external_ref", "capabilities", "gone"))
_said = attrgetter(*SAID)
_BLANK = {field.attname: field.get_default() for field in Camera._meta.concrete_fields}


@dataclass(frozen=True)
class Plan:
    """How to import. `allow_share`: the part of the dataset's cameras that may vanish, 0 to 1."""

    dry_run: bool = False
    complete: bool = False
    allow_share: float = 0.1
    progress: Callable[[int], None] = lambda rows: None


@dataclass(frozen=True, slots=True)
class Statement:
    """A record, whether its camera stands there today, and 128 bits for both."""

    record: CameraRecord
    status: Camera.Status
    digest: str


def write(
    rows: Iterable[Row], dataset: Dataset, file: File = NO_FILE, plan: Plan | None = None
) -> ImportReport:
    """Write the rows of a file as the given dataset and say what became of each.

    Where the same file was interrupted it goes on. When more cameras would vanish than may, or a refused
    row may speak of one of them, none is removed and the report says so.
    """
    plan = plan or Plan()
    run = None if plan.dry_run else runs.begin(dataset, file)
    with closing(Seen()) as seen:
        writer = _Writer(dataset, run, seen)
        writer.read(iter(rows), plan.progress)
        if plan.complete:
            remove_vanished(dataset, run, seen, writer.report, plan.allow_share)
    if run:
        runs.finish(run)
    return writer.report


class _Writer:
    """One file on its way into the registry; without a run nothing is written."""

    def __init__(self, dataset: Dataset, run: ImportRun | None, seen: Seen) -> None:
        self.dataset, self.run, self.seen = dataset, run, seen
        self.report = ImportReport()
        self.today = timezone.now().date()
        self.done = 0
        if run:
            self.done = runs.rows_done(run)
            self.report.count(created=run.created, changed=run.changed, unchanged=run.unchanged)
            self.report.run, self.report.removed = run.pk, run.removed

    def read(self, rows: Iterator[Row], progress: Callable[[int], None]) -> None:
        """What an interrupted run has written is only read again, for its refusals."""
        report = self.report
        while batch := list(islice(rows, self._size())):
            is_done = report.read < self.done
            report.read += len(batch)
            fresh, counts = self._sorted(batch)
            if not is_done:
                counts += (
                    self._write(self.run, fresh, counts, len(batch)) if self.run else self._foresee(fresh)
                )
                del counts["refused"]
                report.count(**counts)
            self.seen.add({ref: statement.digest for ref, statement in fresh.items()})
            progress(report.read)

    def _size(self) -> int:
        """A batch is either done or not done as a whole."""
        left = self.done - self.report.read
        return min(BATCH, left) if left > 0 else BATCH

    def _sorted(self, batch: list[Row]) -> tuple[dict[str, Statement], Counter[str]]:
        """What the batch says and nothing before said; the rest is counted, refusals are noted."""
        counts: Counter[str] = Counter()
        named = [row.external_ref for _, row in batch if row.external_ref]
        before = self.seen.find(named)
        fresh: dict[str, Statement] = {}
        for where, row in batch:
            outcome: CameraRecord | Refused | None = row
            if isinstance(row, CameraRecord):
                statement = stated(row, self.today)
                ref = row.external_ref
                earlier = fresh[ref].digest if ref in fresh else before.get(ref)
                if not earlier:
                    fresh[ref] = statement
                    continue
                outcome = None if earlier == statement.digest else _repeated(ref)
            if isinstance(outcome, Refused):
                self.report.refuse(where, outcome)
                counts["refused"] += 1
            else:
                counts["unchanged"] += 1
        self.seen.add(
            {row.external_ref: "" for _, row in batch if isinstance(row, Refused) and row.external_ref}
        )
        return fresh, counts

    def _write(
        self, run: ImportRun, fresh: dict[str, Statement], counts: Counter[str], rows_read: int
    ) -> Counter[str]:
        author = runs.author_of(run)
        with registry(durable=False) as clock:
            first = clock.seq + 1
            new, differing, written = _compared(fresh)
            create(clock, [self._camera(one) for one in new], author=author)
            for camera, values in self._news(differing, fresh):
                revision = change(clock, camera, values, author=author)
                written["changed" if revision else "unchanged"] += 1
            runs.note_batch(run, clock, first, rows_read, counts + written)
        return written

    def _foresee(self, fresh: dict[str, Statement]) -> Counter[str]:
        """Count what _write would do."""
        _new, differing, counts = _compared(fresh)
        for camera, values in self._news(differing, fresh):
            told = any(
                getattr(camera, name) != value for name, value in values.items() if name not in DERIVED
            )
            counts["changed" if told else "unchanged"] += 1
        return counts

    def _camera(self, statement: Statement) -> Camera:
        # As unpickling does it: __init__ takes 19 microseconds, this 3.
        camera = Camera.__new__(Camera)
        camera.__dict__ = {
            **_BLANK,
            **values_of(statement.record),
            "_state": ModelState(),
            "external_ref": statement.record.external_ref,
            "dataset_id": self.dataset.pk,
            "source_digest": statement.digest,
            "status": statement.status,
        }
        return camera

    def _news(
        self, ids: dict[str, int], fresh: dict[str, Statement]
    ) -> Iterator[tuple[Camera, dict[str, Any]]]:
        """What the source says now and did not say at the last import. What people decided here stays."""
        decided = _decided(ids.values())
        for camera in Camera.objects.filter(pk__in=ids.values()):
            statement = fresh[str(camera.external_ref)]
            values = values_of(statement.record) | {"dataset_id": self.dataset.pk}
            if camera.status in SHOWN:  # by an import, or it is among the decided fields
                values["status"] = statement.status
            kept = decided.get(camera.pk, set())
            values = {
                name: value for name, value in values.items() if name not in kept or name == "dataset_id"
            }
            yield camera, values | {"source_digest": statement.digest}


def stated(record: CameraRecord, today: date) -> Statement:
    """An object that is gone, or whose last day has come (`end_date` in OpenStreetMap), stood here once."""
    data = orjson.dumps(record, option=orjson.OPT_SORT_KEYS)
    status = Camera.Status.ACTIVE
    if record.gone or (record.removed_on and record.removed_on <= today):
        # In the digest too, for the day may come between two imports of the same row.
        status, data = Camera.Status.REMOVED, data + b"removed"
    return Statement(record, status, blake2b(data, digest_size=16).hexdigest())


def values_of(record: CameraRecord) -> dict[str, Any]:
    return dict(zip(SAID, _said(record), strict=True), capabilities=list(record.capabilities))


def _compared(fresh: dict[str, Statement]) -> tuple[list[Statement], dict[str, int], Counter[str]]:
    """The statements on new cameras, the ids of cameras of which something else is said now, and the counts
    of what is known already."""
    known = _known(list(fresh))
    new = [statement for ref, statement in fresh.items() if ref not in known]
    differing = {str(ref): pk for ref, (pk, said) in known.items() if said != fresh[str(ref)].digest}
    counts = Counter(created=len(new), unchanged=len(known) - len(differing))
    return new, differing, counts


def _known(refs: list[str]) -> dict[str, tuple[int, str]]:
    """The cameras of references: id and digest. One parameter: 2500 of them take longer than their answer."""
    listed, named = (
        ("= ANY(%s)", refs)
        if connection.vendor == "postgresql"
        else ("IN (SELECT value FROM json_each(%s))", orjson.dumps(refs).decode())
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT external_ref, id, source_digest FROM cameras_camera "  # noqa: S608  constant words
            f"WHERE external_ref {listed}",
            [named],
        )
        return {ref: (pk, said) for ref, pk, said in cursor}


def _decided(ids: Iterable[int]) -> dict[int, set[str]]:
    """The fields that people set here, by camera."""
    decided: dict[int, set[str]] = {}
    by_people = CameraRevision.objects.exclude(role=CameraRevision.Role.IMPORT).filter(camera__in=ids)
    for pk, changed in by_people.values_list("camera_id", "changed"):
        decided.setdefault(pk, set()).update(changed)
    return decided


def _repeated(ref: str) -> Refused:
    refusal = Refused("repeated_id", f"{ref} stood above with other values; those are kept.")
    refusal.external_ref = ref
    return refusal
