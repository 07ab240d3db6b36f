"""The audit log: decisions and what partners' programs sent (ReportEvent), and looks at contact data
(AuditEntry), the latest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from heapq import merge

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import role_of
from accounts.roles import TABLE, Action, Scope
from reports.models import AuditEntry, ReportEvent
from reports.models.transitions import Event
from reports.review.queue import reachable

SENT = _("sent a report")
WORDS = {
    Event.HOLD: _("set aside"),
    Event.RELEASE: _("put back into the queue"),
    Event.ASK: _("asked the reporter"),
    Event.FLAG: _("asked for a second opinion"),
    Event.APPROVE: _("approved"),
    Event.REJECT: _("refused"),
    Event.MERGE: _("merged"),
    Event.REOPEN: _("opened again"),
    Event.REVERT: _("took the approval back"),
}


@dataclass(frozen=True)
class Line:
    """What somebody did. Who is a name for those who may read it, "" for the reporter themselves."""

    at: datetime
    who: str
    what: str
    reference: str


Row = ReportEvent | AuditEntry


def lines(person: User, *, before: datetime | None = None, most: int | None = None) -> Iterator[Line]:
    """As far as the person may read: all, what lies in their areas, or what concerns their own reports.
    `most` of each of the two tables, all of them when it is None; streamed."""
    scope = TABLE[Action.AUDIT].scopes[role_of(person)]
    which = Q(at__lt=before) if before else Q()
    if scope is Scope.AREAS:
        which &= Q(report__in=reachable(person).values("pk"))
    elif scope is not Scope.ALL:
        which &= Q(report__reporter=person)
    decided = Q(event__in=sorted(WORDS), actor__isnull=False)
    sent = Q(event=Event.SUBMIT, report__application__isnull=False)
    decisions = ReportEvent.objects.filter(which, decided | sent)
    looks = AuditEntry.objects.filter(which)
    tables: list[Iterator[Row]] = [
        iter(table.order_by("-at", "-pk").select_related("actor", "report__application")[:most].iterator())
        for table in (decisions, looks)
    ]
    names = scope is not Scope.OWN
    return (_line(row, names) for row in merge(*tables, key=_instant, reverse=True))


def _instant(row: Row) -> datetime:
    return row.at


def _line(row: Row, names: bool) -> Line:
    what = row.get_what_display() if isinstance(row, AuditEntry) else WORDS.get(Event(row.event), SENT)
    author = row.actor or (row.report and row.report.application)
    who = str(author) if names else ""
    return Line(row.at, who, str(what), row.report.reference if row.report else "")
