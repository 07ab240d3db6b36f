"""Normalised records into the registry: one transaction per batch, nothing written twice."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice

import orjson
from django.db import connection
from django.db.models.base import ModelState
from django.utils import timezone

from cameras.importing import Row, runs, sources
from cameras.importing.decisions import Decision, decide
from cameras.importing.report import COUNTS, ImportReport
from cameras.importing.runs import File
from cameras.importing.seen import Seen
from cameras.importing.statements import Statement, stated, stated_gone, values_of
from cameras.importing.vanished import remove_vanished
from cameras.models import Camera, Dataset, ImportRun
from cameras.osm.record import Refused
from cameras.registry.revisions import DERIVED, Author, Clock, change, create, registry

BATCH = 2500  # rows a transaction: the registry clock is held for less than half a second
NO_FILE = File("", "", {})
_BLANK = {field.attname: field.get_default() for field in Camera._meta.concrete_fields}


@dataclass(frozen=True)
class Plan:
    """How to import. `allow_share`: the part of the dataset's cameras that may vanish, 0 to 1."""

    dry_run: bool = False
    complete: bool = False
    allow_share: float = 0.1
    progress: Callable[[int], None] = lambda rows: None


@dataclass
class Batch:
    """What some rows say and no row before them: `fresh` of cameras, `gone` of those that are none any more.
    The other rows are counted already."""

    fresh: dict[str, Statement] = field(default_factory=dict)
    gone: dict[str, Statement] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)


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
            self.report.run = run.pk
            self.report.count({name: getattr(run, name) for name in COUNTS})

    def read(self, rows: Iterator[Row], progress: Callable[[int], None]) -> None:
        """What an interrupted run has written is only read again, for its refusals."""
        report = self.report
        while rows_read := list(islice(rows, self._size())):
            is_done = report.read < self.done
            report.read += len(rows_read)
            batch = self._sorted(rows_read)
            if not is_done:
                written = self._write(self.run, batch, len(rows_read)) if self.run else self._foresee(batch)
                report.count(written)
            self.seen.add((ref, one.digest, one.edition.version) for ref, one in batch.fresh.items())
            progress(report.read)

    def _size(self) -> int:
        """A batch is either done or not done as a whole."""
        left = self.done - self.report.read
        return min(BATCH, left) if left > 0 else BATCH

    def _sorted(self, rows: list[Row]) -> Batch:
        """What the rows say and nothing before said; the rest is counted, refusals are noted."""
        batch = Batch()
        before = self.seen.find([row.external_ref for _, row in rows if row.external_ref])
        for where, row in rows:
            if isinstance(row, Refused):
                self._refuse(batch, where, row)
                continue
            ref = row.external_ref
            statement = stated(row, self.today)
            known = batch.fresh.get(ref)
            digest, version = (known.digest, known.edition.version) if known else before.get(ref, ("", None))
            if not digest or _is_newer(row.version, version):
                # The row before it told of an older version of the object.
                batch.counts["older"] += known is not None
                batch.fresh[ref] = statement
            elif digest == statement.digest:
                batch.counts["unchanged"] += 1
            elif _is_newer(version, row.version):
                batch.counts["older"] += 1
            else:
                self._refuse(batch, where, _repeated(ref))
        named = (row.external_ref for _, row in rows if isinstance(row, Refused) and row.external_ref)
        self.seen.add((ref, "", None) for ref in named)
        return batch

    def _refuse(self, batch: Batch, where: str, refusal: Refused) -> None:
        self.report.refuse(where, refusal)
        batch.counts["refused"] += 1
        if ref := refusal.gone_ref:
            gone = stated_gone(refusal)
            known = batch.fresh.get(ref)
            if known and not gone.edition.is_older_than(known.edition):
                del batch.fresh[ref]
                batch.counts["older"] += 1
            batch.gone[ref] = gone

    def _write(self, run: ImportRun, batch: Batch, rows_read: int) -> Counter[str]:
        author = runs.author_of(run)
        with registry(durable=False) as clock:
            first = clock.seq + 1
            new, said, counts = _compared(batch, self.dataset)
            create(clock, [self._camera(one) for one in new], author=author)
            counts += _carry_out(clock, decide(self.dataset, run, said), said, author)
            counts += batch.counts
            runs.note_batch(run, clock, first, rows_read, counts)
        return counts

    def _foresee(self, batch: Batch) -> Counter[str]:
        """Count what _write would do."""
        _new, said, counts = _compared(batch, self.dataset)
        for one in decide(self.dataset, None, said):
            camera = one.camera
            changes = any(
                getattr(camera, name) != value for name, value in one.values.items() if name not in DERIVED
            )
            counts[_outcome(one, said[camera.pk], changes)] += 1
        del counts["nothing"]
        return counts + batch.counts

    def _camera(self, statement: Statement) -> Camera:
        record = statement.record
        assert record is not None  # noqa: S101  what is gone makes no camera
        # As unpickling does it: __init__ takes 19 microseconds, this 3.
        camera = Camera.__new__(Camera)
        camera.__dict__ = {
            **_BLANK,
            **values_of(record),
            "_state": ModelState(),
            "external_ref": record.external_ref,
            "dataset_id": self.dataset.pk,
            "source_digest": statement.digest,
            "source_version": record.version,
            "source_timestamp": record.timestamp,
            "status": statement.status,
        }
        return camera


def _is_newer(version: int | None, than: int | None) -> bool:
    return version is not None and than is not None and version > than


def _carry_out(
    clock: Clock, decisions: Iterable[Decision], said: Mapping[int, Statement], author: Author
) -> Counter[str]:
    counts: Counter[str] = Counter()
    statements, replaced = [], []
    for one in decisions:
        revision = change(clock, one.camera, one.values, author=author) if one.values else None
        counts[_outcome(one, said[one.camera.pk], revision is not None)] += 1
        statements += one.statements
        replaced += one.replaced
    sources.save(statements, replaced)
    del counts["nothing"]
    return counts


def _outcome(decision: Decision, statement: Statement, changes: bool) -> str:
    """What a row is counted as. One that is refused, for its object is no camera, is counted already."""
    if statement.record is None:
        return "removed" if changes else "nothing"
    if decision.older:
        return "older"
    return "changed" if changes else "unchanged"


def _compared(batch: Batch, dataset: Dataset) -> tuple[list[Statement], dict[int, Statement], Counter[str]]:
    """The statements on new cameras, those on known ones of which something else is said now (by their ids),
    and the counts of what is known already."""
    known = _known([*batch.fresh, *batch.gone])
    new = [statement for ref, statement in batch.fresh.items() if ref not in known]
    said = {
        pk: statement
        for statements in (batch.gone, batch.fresh)
        for ref, statement in statements.items()
        if ref in known and (pk := known[ref][0]) and known[ref][1:] != (statement.digest, dataset.pk)
    }
    counts = Counter(created=len(new))
    counts["unchanged"] = len(batch.fresh) - len(new) - sum(one.record is not None for one in said.values())
    return new, said, counts


def _known(refs: list[str]) -> dict[str, tuple[int, str, int]]:
    """The cameras of references: id, digest, dataset. One parameter: 2500 of them take longer than their
    answer."""
    listed, named = (
        ("= ANY(%s)", refs)
        if connection.vendor == "postgresql"
        else ("IN (SELECT value FROM json_each(%s))", orjson.dumps(refs).decode())
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT external_ref, id, source_digest, dataset_id FROM cameras_camera "  # noqa: S608  constant words
            f"WHERE external_ref {listed}",
            [named],
        )
        return {ref: (pk, digest, dataset) for ref, pk, digest, dataset in cursor}


def _repeated(ref: str) -> Refused:
    refusal = Refused("repeated_id", f"{ref} stood above with other values; those are kept.")
    refusal.external_ref = ref
    return refusal
