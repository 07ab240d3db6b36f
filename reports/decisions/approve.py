"""Approving: what the report says goes onto the map."""

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

NOTHING: tuple[Any, ...] = (None, "", "unknown", [])  # what a report does not say is as the camera had it
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
    """Publish the report; `edits` are fields of the camera as the moderator changed them
    (EditForm of reports/intake/forms.py) while looking at `camera_version`. `revive`: the new camera is one
    that was removed; it is active again under its own id.

    Raises a Conflict or PossibleDuplicates, and then nothing has changed. A field that somebody else changed
    since the reporter looked is a conflict; one in `edits` since the moderator looked.
    """
    with registry() as clock:
        check_transition(report, Event.APPROVE, version)
        revived = _removed(report, revive) if revive else None
        require_permission(report, Action.APPROVE, *_touched(report, edits, revived), by=by)
        decision = _Decision(report, by, edits, acknowledged, camera_version, revived)
        seq, data = _apply(decision, clock)
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


def _removed(report: Report, number: int) -> Camera:
    """The camera to bring back. Raises NotRemoved when it was not taken down, or stood elsewhere."""
    near = removed_near(report.latitude, report.longitude) if report.kind == Report.Kind.NEW else []
    for one in near:
        if one.camera.pk == number:
            return one.camera
    raise NotRemoved


def _touched(
    report: Report, edits: Mapping[str, Any], revived: Camera | None
) -> list[Camera | tuple[float, float]]:
    """What the approval changes beside the report's own places: the survivor or the camera that stands again,
    the point of a moved pin."""
    if report.duplicate_of:
        return [report.duplicate_of]
    others: list[Camera | tuple[float, float]] = [revived] if revived else []
    if edits.keys().isdisjoint(("latitude", "longitude")):
        return others
    return [*others, (edits.get("latitude", report.latitude), edits.get("longitude", report.longitude))]


def _plain(edits: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in edits.items()}


@dataclass(frozen=True)
class _Decision:
    """What a moderator decided, looking at what."""

    report: Report
    by: User
    edits: Mapping[str, Any]
    acknowledged: Collection[int]
    camera_version: int | None
    revived: Camera | None


def _apply(decision: _Decision, clock: Clock) -> tuple[int, dict[str, Any]]:
    """Change the registry; returns the seq of the revision and what the event has to remember."""
    report, author = decision.report, author_of(decision.by, decision.report.get_kind_display())
    if report.kind == Report.Kind.NEW:
        return _put_up(decision, clock, author)
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


def _put_up(decision: _Decision, clock: Clock, author: Author) -> tuple[int, dict[str, Any]]:
    """A new camera, or one that stands again: a revision of the old one, which keeps its id and history."""
    values = _new_camera(decision)
    if not decision.revived:
        return create(clock, [Camera(dataset=contributions(), **values)], author=author)[0], {}
    camera = decision.revived
    back = {"status": Camera.Status.ACTIVE, "removed_on": None}
    said = _said(values) | dict(decision.edits) | back
    seq = cast(int, change(clock, camera, said, author=author))  # the status changes
    return seq, {"revived": camera.pk}


def _said(values: Mapping[str, Any]) -> dict[str, Any]:
    """What a report of a new camera does say: "camera" is the device of a form in which nobody chose one, and
    the basis belongs to the ownership."""
    said = {name: value for name, value in values.items() if value not in NOTHING}
    if said.get("device") == Camera.Device.CAMERA:
        del said["device"]
    if "ownership" not in said:
        said.pop("ownership_basis", None)
    return said


def _new_camera(decision: _Decision) -> dict[str, Any]:
    """Looked for duplicates under the clock: nobody else can put a camera there before the commit."""
    report = decision.report
    values = {
        "latitude": report.latitude,
        "longitude": report.longitude,
        "observed_on": report.observed_on or _seen_on(report),
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


def _seen_on(report: Report) -> date | None:
    """Who saw it and names no day saw it that day."""
    return report.submitted_at.date() if report.basis == Report.Basis.SEEN_MYSELF else None


def _changes(decision: _Decision, camera: Camera) -> dict[str, Any]:
    """Field by field: what nobody touched meanwhile goes through, the rest is a conflict."""
    report, edits = decision.report, decision.edits
    if report.kind == Report.Kind.REMOVED:
        return {**_removal(report), **edits}
    values = {name: value for name, value in report.proposed.items() if name not in edits}
    conflicts = _conflicts(camera, values, report.camera_version)
    conflicts += _conflicts(camera, edits, decision.camera_version)
    if conflicts:
        raise FieldConflicts(conflicts)
    return {**values, **edits}


def _conflicts(camera: Camera, wanted: Mapping[str, Any], seen: int | None) -> list[FieldConflict]:
    """The wanted fields that were changed, to something else, after the version that was seen."""
    if not seen:
        return []
    since = camera.revisions.filter(version__gt=seen).values_list("changed", flat=True)
    touched = {name for changed in since for name in changed}
    names = sorted(name for name in touched & wanted.keys() if getattr(camera, name) != wanted[name])
    if not names:
        return []
    base = camera.revisions.get(version=seen).snapshot
    return [FieldConflict(name, base[name], getattr(camera, name), wanted[name]) for name in names]


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
