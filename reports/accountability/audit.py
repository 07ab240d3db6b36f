"""Does what happened to each report explain what it is, and what is on the map? In constant memory.

Each event of a report follows on the one before and they lead to its status (I8). What was approved or taken
back made exactly one revision of a camera, and no moderator's revision comes from nowhere (I3). Each
difference is a sentence.
"""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Exists, OuterRef, QuerySet

from cameras.models import CameraRevision
from reports.models import Report, ReportEvent
from reports.models.transitions import Event, Status, replay

STEP = 1000
STAFF = (CameraRevision.Role.MODERATOR, CameraRevision.Role.ADMIN)


def differences() -> Iterator[str]:
    """Every difference; nothing when all is well."""
    yield from _reports()
    yield from _revisions()


def _reports() -> Iterator[str]:
    last = 0
    while found := list(_after(last)):
        events = defaultdict(list)
        for one in ReportEvent.objects.filter(report__in=found).order_by("report", "seq"):
            events[one.report_id].append(one)
        for report in found:
            yield from _report(report, events[report.pk])
        last = found[-1].pk


def _after(pk: int) -> QuerySet[Report]:
    return Report.objects.select_related("revision").filter(pk__gt=pk).order_by("pk")[:STEP]


def _report(report: Report, events: list[ReportEvent]) -> Iterator[str]:
    if [one.seq for one in events] != list(range(1, report.version + 1)):
        yield f"{report}: version {report.version}, but events {[one.seq for one in events]}"
    try:
        status = replay([one.event for one in events])
    except ValueError as error:
        yield f"{report}: {error}"
        return
    if status != report.status:
        yield f"{report}: it is {report.status}, its events lead to {status}"
    yield from _decision(report, events)


def _decision(report: Report, events: list[ReportEvent]) -> Iterator[str]:
    approvals = [one for one in events if one.event == Event.APPROVE]
    if len(approvals) != (report.revision is not None):
        yield f"{report}: {len(approvals)} approvals, {'a' if report.revision else 'no'} revision"
    elif approvals and report.revision and approvals[0].actor_id != report.revision.actor_id:
        yield f"{report}: approved by another account than revision {report.revision.seq} was made by"
    reverts = [one.data.get("seq") for one in events if one.event == Event.REVERT]
    if reverts and not CameraRevision.objects.filter(seq=reverts[0], role__in=STAFF).exists():
        yield f"{report}: it was taken back without a revision"
    if (report.status == Status.REVERTED) != bool(reverts):
        yield f"{report}: {report.status}, with {len(reverts)} reverts"


def _revisions() -> Iterator[str]:
    """Revisions of moderators that no report, no hiding and no merge explains."""
    explained = Exists(Report.objects.filter(revision=OuterRef("pk")))
    found = CameraRevision.objects.filter(~explained, role__in=STAFF).order_by("seq")
    for revision in found.iterator(STEP):
        if not (_is_hiding(revision) or _is_following(revision) or _is_revert(revision)):
            yield f"camera {revision.camera_id}: revision {revision.seq} belongs to no report"


def _is_hiding(revision: CameraRevision) -> bool:
    return bool(revision.changed == ["status"])


def _is_following(revision: CameraRevision) -> bool:
    """A camera that was merged into a copy follows it to the survivor, and back."""
    return bool(revision.changed == ["merged_into_id"])


def _is_revert(revision: CameraRevision) -> bool:
    return ReportEvent.objects.filter(event=Event.REVERT, data__seq=revision.seq).exists()
