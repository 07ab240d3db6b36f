"""The events of a report: an append-only, ordered log."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models

from accounts.models import User
from reports.models.event_labels import EVENT_LABELS
from reports.models.report import Report
from reports.models.transitions import Event

DECISIONS = (
    Event.APPROVE, Event.REJECT, Event.MERGE, Event.HOLD,
    Event.RELEASE, Event.ASK, Event.REOPEN, Event.REVERT,
)  # fmt: skip
UNDOABLE = (Event.REJECT, Event.MERGE, Event.HOLD)  # an approval has a rule of its own: decisions/revert.py


class ReportEventQuerySet(models.QuerySet["ReportEvent"]):
    def decisions_of(self, person: User) -> Self:
        """Decisions of one person, newest first; uses the index reports_event_actor."""
        return self.filter(actor=person, event__in=DECISIONS).order_by("-pk")

    def before(self, last_id: str) -> Self:
        """Keyset pagination by id; anything but a number returns the first page."""
        return self.filter(pk__lt=int(last_id)) if last_id.isascii() and last_id.isdigit() else self


class ReportEvent(models.Model):
    """One event of reports/models/transitions.py. `seq` is 1, 2, 3 ... for each report, as its version is.

    `data` holds what belongs to the event: a reason, a question, an answer, the fields before an amendment.
    What a reporter wrote is taken out of it when they delete their data; nothing else is ever changed.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField()
    event = models.CharField(max_length=20)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    data = models.JSONField(default=dict)
    at = models.DateTimeField()

    objects = ReportEventQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            # "My decisions", newest first.
            models.Index(
                fields=["actor", "-id"], condition=models.Q(actor__isnull=False), name="reports_event_actor"
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "seq"], name="reports_event_seq_once"),
        ]

    def __str__(self) -> str:
        return f"{self.report} {self.event}"

    @property
    def is_undoable(self) -> bool:
        return self.event in UNDOABLE

    @property
    def label(self) -> str:
        """The label of the event for staff."""
        return str(EVENT_LABELS[Event(self.event)].staff)
