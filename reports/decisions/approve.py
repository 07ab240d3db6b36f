"""Approval: applies a report to the registry of cameras."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.utils import timezone

from accounts.models import User
from accounts.roles import Action
from cameras.models import Camera, CameraRevision, Dataset
from cameras.registry.merging import merge_cameras
from cameras.registry.neighbours import refuse_duplicates, removed_near
from cameras.registry.revisions import Author, Clock, change, create, registry
from reports.history.conflicts import (
    BadTarget,
    CameraGone,
    FieldConflict,
    FieldConflicts,
    NothingToChange,
    NotRemoved,
)
from reports.history.events import advance, check_transition
from reports.jurisdiction import require_permission
from reports.models import Report
from reports.models.transitions import Event

UNSTATED: tuple[Any, ...] = (None, "", "unknown", [])  # a revived camera keeps its own value for these
NO_EDITS: Mapping[str, Any] = {}


def approve(
    report: Report,
    *,
    by: User,
    version: int,
    edits: Mapping[str, Any] = NO_EDITS,
    acknowledged: Collection[int] = (),
    camera_version: int | None = None,
    revive: int | None = None,
) -> CameraRevision:
    """Publish the report. `edits`: camera fields changed by the moderator (EditForm of
    reports/intake/forms.py) who saw `camera_version`. `revive`: id of a removed camera that becomes active
    again instead of a new one.

    Raises a Conflict or PossibleDuplicates, and then nothing has changed. A proposed field is in conflict
    when it was changed since the version that the reporter saw; an edited one, since `camera_version`.
    """
    with registry() as clock:
        check_transition(report, Event.APPROVE, version)
        revived = _removed_camera(report, revive) if revive else None
        require_permission(report, Action.APPROVE, *_affected_places(report, edits, revived), by=by)
        decision = _Decision(report, by, edits, acknowledged, camera_version, revived)
        seq, data = _apply(decision, clock)
        advance(
            report,
            Event.APPROVE,
            version=version,
            by=by,
            data=data | ({"edits": _json_values(edits)} if edits else {}),
            revision_id=seq,
            decided_by=by,
            decided_at=timezone.now(),
        )
    return CameraRevision.objects.select_related("camera").get(seq=seq)


def _removed_camera(report: Report, camera_id: int) -> Camera:
    """The camera to revive. Raises NotRemoved when it was not removed, or stood elsewhere."""
    neighbours = removed_near(report.latitude, report.longitude) if report.kind == Report.Kind.NEW else []
    for neighbour in neighbours:
        if neighbour.camera.pk == camera_id:
            return neighbour.camera
    raise NotRemoved


def _affected_places(
    report: Report, edits: Mapping[str, Any], revived: Camera | None
) -> list[Camera | tuple[float, float]]:
    """What the approval changes beyond the report's own locations: the surviving or the revived camera, and
    the new position of a moved pin."""
    if report.duplicate_of:
        return [report.duplicate_of]
    places: list[Camera | tuple[float, float]] = [revived] if revived else []
    if edits.keys().isdisjoint(("latitude", "longitude")):
        return places
    return [*places, (edits.get("latitude", report.latitude), edits.get("longitude", report.longitude))]


def _json_values(edits: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in edits.items()}


@dataclass(frozen=True)
class _Decision:
    """The arguments of an approval."""

    report: Report
    by: User
    edits: Mapping[str, Any]
    acknowledged: Collection[int]
    camera_version: int | None
    revived: Camera | None


def _apply(decision: _Decision, clock: Clock) -> tuple[int, dict[str, Any]]:
    """Change the registry; returns the seq of the revision and the data of the event."""
    report, author = decision.report, author_of(decision.by, decision.report.get_kind_display())
    if report.kind == Report.Kind.NEW:
        return _publish_new(decision, clock, author)
    camera = _camera_of(report)
    if report.kind == Report.Kind.DUPLICATE:
        return _merge(report, camera, clock, author)
    seq = change(clock, camera, _changes(decision, camera), author=author)
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


def _publish_new(decision: _Decision, clock: Clock, author: Author) -> tuple[int, dict[str, Any]]:
    """Create a camera, or revive a removed one, which keeps its id and history."""
    values = _new_camera(decision)
    if not decision.revived:
        return create(clock, [Camera(dataset=contributions(), **values)], author=author)[0], {}
    camera = decision.revived
    restored = {"status": Camera.Status.ACTIVE, "removed_on": None}
    changes = _stated_values(values) | dict(decision.edits) | restored
    seq = cast(int, change(clock, camera, changes, author=author))  # the status changes
    return seq, {"revived": camera.pk}


def _stated_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values that the reporter stated. The device "camera" is the form's default, and the ownership basis
    goes with the ownership."""
    stated = {name: value for name, value in values.items() if value not in UNSTATED}
    if stated.get("device") == Camera.Device.CAMERA:
        del stated["device"]
    if "ownership" not in stated:
        stated.pop("ownership_basis", None)
    return stated


def _new_camera(decision: _Decision) -> dict[str, Any]:
    """Field values of the new camera. Raises PossibleDuplicates; checked while the registry clock is locked,
    so that nobody else can add the same camera before the commit."""
    report = decision.report
    values = {
        "latitude": report.latitude,
        "longitude": report.longitude,
        "observed_on": report.observed_on or _presumed_day(report),
        **report.proposed,
        **decision.edits,
    }
    refuse_duplicates(
        values["latitude"],
        values["longitude"],
        operator=values.get("operator", ""),
        device=values.get("device", ""),
        acknowledged=decision.acknowledged,
    )
    return values


def _presumed_day(report: Report) -> date | None:
    """Day of observation when the reporter gave none: a first-hand report counts as seen on its day."""
    return report.submitted_at.date() if report.basis == Report.Basis.SEEN_MYSELF else None


def _changes(decision: _Decision, camera: Camera) -> dict[str, Any]:
    """The changes of an existing camera. Raises FieldConflicts, field by field."""
    report, edits = decision.report, decision.edits
    if report.kind == Report.Kind.REMOVED:
        return {**_removal(report), **edits}
    values = {name: value for name, value in report.proposed.items() if name not in edits}
    conflicts = _conflicts(camera, values, report.camera_version)
    conflicts += _conflicts(camera, edits, decision.camera_version)
    if conflicts:
        raise FieldConflicts(conflicts)
    return {**values, **edits}


def _conflicts(camera: Camera, proposed: Mapping[str, Any], seen_version: int | None) -> list[FieldConflict]:
    """The proposed fields that were changed, to another value, after the version that was seen."""
    if not seen_version:
        return []
    since = camera.revisions.filter(version__gt=seen_version).values_list("changed", flat=True)
    touched = {name for changed in since for name in changed}
    names = sorted(name for name in touched & proposed.keys() if getattr(camera, name) != proposed[name])
    if not names:
        return []
    base = camera.revisions.get(version=seen_version).state
    return [FieldConflict(name, base[name], getattr(camera, name), proposed[name]) for name in names]


def _removal(report: Report) -> dict[str, Any]:
    return {"status": Camera.Status.REMOVED, "removed_on": report.observed_on or report.submitted_at.date()}


def _merge(report: Report, camera: Camera, clock: Clock, author: Author) -> tuple[int, dict[str, Any]]:
    survivor = Camera.objects.published().filter(pk=report.duplicate_of_id or 0).first()
    if survivor is None:
        raise BadTarget
    seq, followed = merge_cameras(clock, camera, survivor, author=author)
    return seq, {"followed": followed}


def contributions() -> Dataset:
    """The dataset of residents' reports."""
    dataset, _created = Dataset.objects.get_or_create(
        slug=Dataset.CONTRIBUTIONS,
        defaults={
            "title": "Reports of residents",
            "licence": "ODbL-1.0",
            "attribution": "© Contrechamp contributors",
        },
    )
    return dataset
