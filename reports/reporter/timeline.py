"""What happened to a report, as its reporter reads it: days and words, no names, nothing of what moderators
tell each other."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from reports.models import Report, ReportEvent
from reports.models.transitions import Event

# What is not here (asking for a second opinion) is between moderators.
WORDS = {
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
TEXTS = {Event.HOLD: "public_reason", Event.ASK: "question", Event.ANSWER: "answer"}


@dataclass(frozen=True)
class Entry:
    """A line of the timeline; `text` is what was asked or answered, or why it was held."""

    label: str
    on: date
    text: str = ""


def timeline(report: Report) -> list[Entry]:
    return [_entry(one) for one in report.events.order_by("seq") if one.event in WORDS]


def _entry(one: ReportEvent) -> Entry:
    event = Event(one.event)
    return Entry(str(WORDS[event]), one.at.date(), str(one.data.get(TEXTS.get(event, ""), "")))
