"""Timeline of a report for its reporter: days and labels, without names and without internal events."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from reports.models import Report, ReportEvent
from reports.models.event_labels import EVENT_LABELS
from reports.models.transitions import Event

VISIBLE_EVENTS = [event for event, labels in EVENT_LABELS.items() if labels.reporter]
TEXT_KEYS = {Event.HOLD: "public_reason", Event.ASK: "question", Event.ANSWER: "answer"}


@dataclass(frozen=True)
class TimelineEntry:
    """One line of the timeline; `text`: the question, the answer or the public reason of a hold."""

    label: str
    on: date
    text: str = ""


def timeline(report: Report) -> list[TimelineEntry]:
    rows = report.events.filter(event__in=VISIBLE_EVENTS).order_by("seq")
    return [_entry(row) for row in rows if not row.data.get("is_silent")]


def _entry(row: ReportEvent) -> TimelineEntry:
    event = Event(row.event)
    label, text = EVENT_LABELS[event].reporter, row.data.get(TEXT_KEYS.get(event, ""), "")
    return TimelineEntry(str(label), timezone.localdate(row.at), str(text))
