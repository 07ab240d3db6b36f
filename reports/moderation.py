"""What moderators decide: the transactions that cross reports and cameras.

Each decision is one conditional UPDATE on status and version. "Read, check, save" had two winners in 100 of
100 rounds with eight moderators on PostgreSQL; the conditional UPDATE had one.
"""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from accounts.roles import Action
from cameras.models import Camera, CameraRevision, Dataset
from cameras.revisions import Author, Clock, change, create, registry
from reports.duplicates import refuse_duplicates
from reports.models import Report, ReportEvent
from reports.reach import require_on
from reports.transitions import TABLE, Event


class Conflict(Exception):
    """A decision that cannot be taken as things stand. Nothing has changed."""


class AlreadyDecided(Conflict):
    """The report is no longer what the moderator looked at."""

    def __init__(self, report: Report) -> None:
        super().__init__(f"{report.reference} is {report.status}")
        self.report = report


class NothingToChange(Conflict):
    """The map says already what the report says."""


class CameraGone(Conflict):
    """The camera is no longer on the map."""


class FieldConflicts(Conflict):
    """Fields that the report wants to change were changed since the reporter looked."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(", ".join(names))
        self.names = names


def approve(report: Report, *, by: User, version: int, acknowledged: Collection[int] = ()) -> CameraRevision:
    """Put what the report says on the map. Raises a Conflict or PossibleDuplicates, and then nothing has
    changed."""
    require_on(report, Action.APPROVE, by=by)
    with registry() as clock:
        _still_open(report, version, Event.APPROVE)
        seq = _apply(report, clock, by, acknowledged)
        _decide(report, Event.APPROVE, by=by, version=version, revision_id=seq)
    return CameraRevision.objects.select_related("camera").get(seq=seq)


def reject(report: Report, *, by: User, version: int, reason: str, public_reason: str = "") -> None:
    """Refuse the report, with a reason. Raises AlreadyDecided."""
    require_on(report, Action.REVIEW, by=by)
    with transaction.atomic():
        values = {"reason": Report.Reason(reason), "public_reason": public_reason}
        _decide(report, Event.REJECT, by=by, version=version, **values)


def _still_open(report: Report, version: int, event: Event) -> None:
    """Look first, under the clock: the loser of a race is told of the decision, not that the winner's own
    camera may be a duplicate."""
    current = Report.objects.filter(pk=report.pk, status__in=TABLE[event].sources, version=version)
    if not current.exists():
        raise AlreadyDecided(Report.objects.select_related("decided_by").get(pk=report.pk))


def _decide(report: Report, event: Event, *, by: User, version: int, **values: Any) -> None:
    now = timezone.now()
    same = Report.objects.filter(pk=report.pk, status__in=TABLE[event].sources, version=version)
    target = TABLE[event].target
    if not same.update(status=target, version=F("version") + 1, decided_by=by, decided_at=now, **values):
        raise AlreadyDecided(Report.objects.select_related("decided_by").get(pk=report.pk))
    data = {name: str(value) for name, value in values.items() if name != "revision_id"}
    ReportEvent.objects.create(
        report=report, seq=report.events.count() + 1, event=event, actor=by, data=data, at=now
    )


def _apply(report: Report, clock: Clock, by: User, acknowledged: Collection[int]) -> int:
    """Change the registry; returns the seq of the revision."""
    author = Author(CameraRevision.Role.MODERATOR, user_id=by.pk, reason=report.get_kind_display())
    if report.kind == Report.Kind.NEW:
        return create(clock, [_new_camera(report, acknowledged)], author=author)[0]
    camera = Camera.objects.published().filter(pk=report.camera_id or 0).first()
    if camera is None:
        raise CameraGone
    values = _correction(report, camera) if report.kind == Report.Kind.CORRECTION else _removal(report)
    seq = change(clock, camera, values, author=author)
    if seq is None:
        raise NothingToChange
    return seq


def _new_camera(report: Report, acknowledged: Collection[int]) -> Camera:
    """Looked for duplicates under the clock: nobody else can put a camera there before the commit."""
    operator = report.proposed.get("operator", "")
    refuse_duplicates(report.latitude, report.longitude, operator=operator, acknowledged=acknowledged)
    return Camera(
        latitude=report.latitude,
        longitude=report.longitude,
        dataset=contributions(),
        observed_on=report.observed_on or _seen_on(report),
        **report.proposed,
    )


def _seen_on(report: Report) -> date | None:
    """Who saw it and names no day saw it that day."""
    return report.submitted_at.date() if report.basis == Report.Basis.SEEN_MYSELF else None


def _correction(report: Report, camera: Camera) -> dict[str, Any]:
    """Field by field: what nobody touched since the reporter looked goes through, the rest is a conflict."""
    values: dict[str, Any] = report.proposed
    since = camera.revisions.filter(version__gt=report.camera_version or 0).values_list("changed", flat=True)
    touched = {name for changed in since for name in changed}
    conflicts = sorted(name for name in touched & values.keys() if getattr(camera, name) != values[name])
    if conflicts:
        raise FieldConflicts(conflicts)
    return values


def _removal(report: Report) -> dict[str, Any]:
    return {"status": Camera.Status.REMOVED, "removed_on": report.observed_on or report.submitted_at.date()}


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
