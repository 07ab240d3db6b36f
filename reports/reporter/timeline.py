"""Timeline of a report for its reporter: days and labels, without names and without internal events."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from reports.models import Report, ReportEvent
from reports.models.transitions import Event

# Events without a label (a request for a second opinion) are internal.
LABELS = {
    Event.SUBMIT: pgettext_lazy("report", "Received"),
    Event.HOLD: _("Set aside for a closer look"),
    Event.RELEASE: _("Back in the queue"),
    Event.AMEND: _("Changed by you"),
    Event.ASK: _("A moderator asks"),
    Event.ANSWER: _("Your answer"),
    Event.APPROVE: pgettext_lazy("report", "Approved"),
    Event.REJECT: pgettext_lazy("report", "Refused"),
    Event.MERGE: _("Joined with what is known already"),
    Event.WITHDRAW: _("Withdrawn by you"),
    Event.EXPIRE: _("Closed: nobody answered in time"),
    Event.REOPEN: _("Opened again"),
    Event.REVERT: _("Approval taken back"),
    Event.ERASE: _("Your data were deleted"),
}
TEXT_KEYS = {Event.HOLD: "public_reason", Event.ASK: "question", Event.ANSWER: "answer"}


@dataclass(frozen=True)
class TimelineEntry:
    """One line of the timeline; `text`: the question, the answer or the public reason of a hold."""

    label: str
    on: date
    text: str = ""


def timeline(report: Report) -> list[TimelineEntry]:
    return [_entry(row) for row in report.events.order_by("seq") if row.event in LABELS]


def _entry(row: ReportEvent) -> TimelineEntry:
    event = Event(row.event)
    return TimelineEntry(str(LABELS[event]), row.at.date(), str(row.data.get(TEXT_KEYS.get(event, ""), "")))
