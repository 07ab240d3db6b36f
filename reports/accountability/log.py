"""The audit log: decisions and submissions by partner applications (ReportEvent) and accesses to contact data
(AuditEntry), latest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from operator import attrgetter

from django.db.models import Q

from accounts.models import User
from accounts.permissions import role_of
from accounts.roles import TABLE, Action, Scope
from reports.models import AuditEntry, ReportEvent
from reports.models.event_labels import EVENT_LABELS
from reports.models.transitions import Event
from reports.review.queue import visible_reports

LOGGED = {event for event, labels in EVENT_LABELS.items() if labels.audit}


@dataclass(frozen=True)
class LogLine:
    """One line of the audit log. `actor` is a name, or "" when a reporter reads the log."""

    at: datetime
    actor: str
    action: str
    reference: str


AuditRow = ReportEvent | AuditEntry


def log_lines(person: User, *, before: datetime | None = None, limit: int | None = None) -> Iterator[LogLine]:
    """The part of the log that the person may read, streamed: all, that of their areas, or that of their own
    reports. `limit`: rows per table, None for all."""
    scope = TABLE[Action.AUDIT].scopes[role_of(person)]
    visible = Q(at__lt=before) if before else Q()
    if scope is Scope.AREAS:
        visible &= Q(report__in=visible_reports(person).values("pk"))
    elif scope is not Scope.ALL:
        visible &= Q(report__reporter=person)
    decision = Q(event__in=sorted(LOGGED - {Event.SUBMIT}), actor__isnull=False)
    sent = Q(event=Event.SUBMIT, report__application__isnull=False)
    decisions = ReportEvent.objects.filter(visible, decision | sent)
    accesses = AuditEntry.objects.filter(visible)
    tables: list[Iterator[AuditRow]] = [
        iter(table.order_by("-at", "-pk").select_related("actor", "report__application")[:limit].iterator())
        for table in (decisions, accesses)
    ]
    names = scope is not Scope.OWN
    return (_log_line(row, names) for row in merge(*tables, key=attrgetter("at"), reverse=True))


def _log_line(row: AuditRow, names: bool) -> LogLine:
    action = row.get_what_display() if isinstance(row, AuditEntry) else EVENT_LABELS[Event(row.event)].audit
    author = row.actor or (row.report and row.report.application)
    actor = str(author) if names else ""
    return LogLine(row.at, actor, str(action), row.report.reference if row.report else "")
