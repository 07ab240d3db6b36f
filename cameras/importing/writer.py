"""Normalised records into the registry: one transaction per batch, nothing written twice."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from itertools import islice
from typing import Any

import orjson

from cameras.models import Camera, CameraRevision, Dataset
from cameras.record import CameraRecord, Refused
from cameras.revisions import Author, change, create, registry

BATCH = 1000  # rows a transaction: the registry clock is held for less than half a second
Read = Iterable[tuple[str, CameraRecord | Refused]]


@dataclass
class ImportReport:
    """What an import did. read = created + changed + unchanged + refused."""

    read: int = 0
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: list[dict[str, str]] = field(default_factory=list)


def write(rows: Read, dataset: Dataset) -> ImportReport:
    """Write the rows of a file as the given dataset and say what became of each."""
    report = ImportReport()
    accepted = _accepted(rows, report)
    while batch := list(islice(accepted, BATCH)):
        _write_batch(batch, dataset, report)
    return report


def _accepted(rows: Read, report: ImportReport) -> Iterator[CameraRecord]:
    for where, row in rows:
        report.read += 1
        if isinstance(row, Refused):
            report.refused.append({"where": where, "reason": row.reason, "message": str(row)})
        else:
            yield row


def _write_batch(batch: list[CameraRecord], dataset: Dataset, report: ImportReport) -> None:
    author = Author(CameraRevision.Role.IMPORT, reason=dataset.slug)
    records = {record.external_ref: record for record in batch}  # of an object that comes twice, the last
    report.unchanged += len(batch) - len(records)
    with registry() as clock:
        known = {camera.external_ref: camera for camera in Camera.objects.filter(external_ref__in=records)}
        new = [_camera(record, dataset) for ref, record in records.items() if ref not in known]
        create(clock, new, author=author)
        report.created += len(new)
        for ref, camera in known.items():
            values = _news(camera, records[str(ref)], dataset)
            changed = bool(values) and change(clock, camera, values, author=author) is not None
            report.changed += changed
            report.unchanged += not changed


def _camera(record: CameraRecord, dataset: Dataset) -> Camera:
    return Camera(**_values(record), dataset=dataset, source_digest=_digest(record))


def _news(camera: Camera, record: CameraRecord, dataset: Dataset) -> dict[str, Any]:
    """What the source says now and did not say at the last import. What people decided here since stays."""
    digest = _digest(record)
    if digest == camera.source_digest:
        return {}
    decided = set()
    for changed in camera.revisions.exclude(role=CameraRevision.Role.IMPORT).values_list(
        "changed", flat=True
    ):
        decided.update(changed)
    values = {name: value for name, value in _values(record).items() if name not in decided}
    return {**values, "dataset_id": dataset.pk, "source_digest": digest}


def _values(record: CameraRecord) -> dict[str, Any]:
    values = asdict(record)
    values["capabilities"] = list(record.capabilities)
    return values


def _digest(record: CameraRecord) -> str:
    """128 bits that stand for what the source said."""
    data = orjson.dumps(asdict(record), option=orjson.OPT_SORT_KEYS)
    return blake2b(data, digest_size=16).hexdigest()
