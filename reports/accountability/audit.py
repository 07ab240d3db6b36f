"""Consistency audit of reports, their events and the camera revisions they led to. Constant memory.

The events of a report must replay to its status (I8). Each approval and each revert must have exactly one
camera revision, and each moderator's revision must belong to a report, a hiding or a merge (I3). Photos have
their files, and files their photos. Each difference is one line of text.
"""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Exists, OuterRef, QuerySet

from cameras.models import CameraRevision
from reports.models import Report, ReportEvent
from reports.models.transitions import Event, Status, replay
from reports.photos.sweep import missing_files, stray_files

BATCH_SIZE = 1000
STAFF_ROLES = (CameraRevision.Role.MODERATOR, CameraRevision.Role.ADMIN)


def differences() -> Iterator[str]:
    """Every difference found; nothing when all is consistent."""
    yield from _check_reports()
    yield from _check_revisions()
    yield from _check_files()


def _check_reports() -> Iterator[str]:
    last_pk = 0
    while batch := list(_batch_after(last_pk)):
        events = defaultdict(list)
        for event in ReportEvent.objects.filter(report__in=batch).order_by("report", "seq"):
            events[event.report_id].append(event)
        for report in batch:
            yield from _check_report(report, events[report.pk])
        last_pk = batch[-1].pk


def _batch_after(pk: int) -> QuerySet[Report]:
    return Report.objects.select_related("revision").filter(pk__gt=pk).order_by("pk")[:BATCH_SIZE]


def _check_report(report: Report, events: list[ReportEvent]) -> Iterator[str]:
    if [event.seq for event in events] != list(range(1, report.version + 1)):
        yield f"{report}: version {report.version}, but events {[event.seq for event in events]}"
    try:
        status = replay([event.event for event in events])
    except ValueError as error:
        yield f"{report}: {error}"
        return
    if status != report.status:
        yield f"{report}: it is {report.status}, its events lead to {status}"
    yield from _check_decision(report, events)


def _check_decision(report: Report, events: list[ReportEvent]) -> Iterator[str]:
    approvals = [event for event in events if event.event == Event.APPROVE]
    if len(approvals) != (report.revision is not None):
        yield f"{report}: {len(approvals)} approvals, {'a' if report.revision else 'no'} revision"
    elif approvals and report.revision and approvals[0].actor_id != report.revision.actor_id:
        yield f"{report}: approved by another account than revision {report.revision.seq} was made by"
    reverts = [event.data.get("seq") for event in events if event.event == Event.REVERT]
    if reverts and not CameraRevision.objects.filter(seq=reverts[0], role__in=STAFF_ROLES).exists():
        yield f"{report}: it was taken back without a revision"
    if (report.status == Status.REVERTED) != bool(reverts):
        yield f"{report}: {report.status}, with {len(reverts)} reverts"


def _check_revisions() -> Iterator[str]:
    """Revisions by staff that belong to no report, no hiding and no merge."""
    explained = Exists(Report.objects.filter(revision=OuterRef("pk")))
    unexplained = CameraRevision.objects.filter(~explained, role__in=STAFF_ROLES).order_by("seq")
    for revision in unexplained.iterator(BATCH_SIZE):
        if not (_is_hiding(revision) or _is_redirect(revision) or _is_revert(revision)):
            yield f"camera {revision.camera_id}: revision {revision.seq} belongs to no report"


def _is_hiding(revision: CameraRevision) -> bool:
    return bool(revision.changed == ["status"])


def _is_redirect(revision: CameraRevision) -> bool:
    """A camera merged earlier into a duplicate is redirected to its survivor, and back."""
    return bool(revision.changed == ["merged_into_id"])


def _is_revert(revision: CameraRevision) -> bool:
    return ReportEvent.objects.filter(event=Event.REVERT, data__seq=revision.seq).exists()


def _check_files() -> Iterator[str]:
    yield from (f"{photo.report}: its photo {name} is missing" for photo, name in missing_files())
    yield from (f"photo {name} belongs to no report" for name in stray_files())
