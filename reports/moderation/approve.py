"""Approving: what the report says goes onto the map."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from accounts.models import User
from accounts.roles import Action
from cameras.merging import merge_cameras
from cameras.models import Camera, CameraRevision, Dataset
from cameras.revisions import Author, Clock, change, create, registry
from reports.conflicts import BadTarget, CameraGone, FieldConflict, FieldConflicts, NothingToChange
from reports.duplicates import refuse_duplicates
from reports.events import advance, check_open
from reports.models import Report
from reports.reach import require_on
from reports.transitions import Event

NO_EDITS: Mapping[str, Any] = {}


def approve(
    report: Report,
    *,
    by: User,
    version: int,
    edits: Mapping[str, Any] = NO_EDITS,
    acknowledged: Collection[int] = (),
) -> CameraRevision:
    """Put what the report says on the map; `edits` are fields of the camera as the moderator wants them.

    Raises a Conflict or PossibleDuplicates, and then nothing has changed. A field in `edits` was decided by
    somebody who saw the map: it is never a conflict.
    """
    with registry() as clock:
        check_open(report, Event.APPROVE, version)
        require_on(report, Action.APPROVE, *_touched(report, edits), by=by)
        seq, data = _apply(report, clock, by, edits, acknowledged)
        advance(
            report,
            Event.APPROVE,
            version=version,
            by=by,
            data=data | ({"edits": _plain(edits)} if edits else {}),
            revision_id=seq,
            decided_by=by,
            decided_at=timezone.now(),
        )
    return CameraRevision.objects.select_related("camera").get(seq=seq)


def _touched(report: Report, edits: Mapping[str, Any]) -> list[Camera | tuple[float, float]]:
    """What the approval changes beside the report's own places: the survivor, the point of a moved pin."""
    if report.duplicate_of:
        return [report.duplicate_of]
    if edits.keys().isdisjoint(("latitude", "longitude")):
        return []
    return [(edits.get("latitude", report.latitude), edits.get("longitude", report.longitude))]


def _plain(edits: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in edits.items()}


def _apply(
    report: Report, clock: Clock, by: User, edits: Mapping[str, Any], acknowledged: Collection[int]
) -> tuple[int, dict[str, Any]]:
    """Change the registry; returns the seq of the revision and what the event has to remember."""
    author = author_of(by, report.get_kind_display())
    if report.kind == Report.Kind.NEW:
        return create(clock, [_new_camera(report, edits, acknowledged)], author=author)[0], {}
    camera = _camera_of(report)
    if report.kind == Report.Kind.DUPLICATE:
        return _merge(report, camera, clock, author)
    values = _correction(report, camera, edits) if report.kind == Report.Kind.CORRECTION else _removal(report)
    seq = change(clock, camera, {**values, **edits}, author=author)
    if seq is None:
        raise NothingToChange
    return seq, {}


def author_of(by: User, reason: str) -> Author:
    role = CameraRevision.Role.ADMIN if by.is_superuser else CameraRevision.Role.MODERATOR
    return Author(role, user_id=by.pk, reason=reason)


def _camera_of(report: Report) -> Camera:
    camera = Camera.objects.published().filter(pk=report.camera_id or 0).first()
    if camera is None:
        raise CameraGone
    return camera


def _new_camera(report: Report, edits: Mapping[str, Any], acknowledged: Collection[int]) -> Camera:
    """Looked for duplicates under the clock: nobody else can put a camera there before the commit."""
    values = {
        "latitude": report.latitude,
        "longitude": report.longitude,
        "observed_on": report.observed_on or _seen_on(report),
        **report.proposed,
        **edits,
    }
    refuse_duplicates(
        values["latitude"],
        values["longitude"],
        operator=values.get("operator", ""),
        device=values.get("device", ""),
        acknowledged=acknowledged,
    )
    return Camera(dataset=contributions(), **values)


def _seen_on(report: Report) -> date | None:
    """Who saw it and names no day saw it that day."""
    return report.submitted_at.date() if report.basis == Report.Basis.SEEN_MYSELF else None


def _correction(report: Report, camera: Camera, edits: Mapping[str, Any]) -> dict[str, Any]:
    """Field by field: what nobody touched since the reporter looked goes through, the rest is a conflict."""
    values: dict[str, Any] = report.proposed
    since = camera.revisions.filter(version__gt=report.camera_version or 0).values_list("changed", flat=True)
    touched = {name for changed in since for name in changed} - edits.keys()
    names = sorted(name for name in touched & values.keys() if getattr(camera, name) != values[name])
    if names:
        seen = camera.revisions.get(version=report.camera_version or 0).snapshot
        raise FieldConflicts(
            [FieldConflict(name, seen[name], getattr(camera, name), values[name]) for name in names]
        )
    return values


def _removal(report: Report) -> dict[str, Any]:
    return {"status": Camera.Status.REMOVED, "removed_on": report.observed_on or report.submitted_at.date()}


def _merge(report: Report, camera: Camera, clock: Clock, author: Author) -> tuple[int, dict[str, Any]]:
    survivor = Camera.objects.published().filter(pk=report.duplicate_of_id or 0).first()
    if survivor is None:
        raise BadTarget
    seq, followed = merge_cameras(clock, camera, survivor, author=author)
    return seq, {"followed": followed}


def contributions() -> Dataset:
    """The dataset of what residents report."""
    dataset, _created = Dataset.objects.get_or_create(
        slug=Dataset.CONTRIBUTIONS,
        defaults={
            "title": "Reports of residents",
            "licence": "ODbL-1.0",
            "attribution": "© Contrechamp contributors",
        },
    )
    return dataset
