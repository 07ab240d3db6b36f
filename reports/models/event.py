"""The events of a report: an append-only, ordered log."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import User
from reports.models.report import Report
from reports.models.transitions import Event

DECISIONS = (
    Event.APPROVE, Event.REJECT, Event.MERGE, Event.HOLD,
    Event.RELEASE, Event.ASK, Event.REOPEN, Event.REVERT,
)  # fmt: skip
EVENT_WORDS = {
    Event.SUBMIT: gettext_lazy("Received"),
    Event.HOLD: gettext_lazy("Set aside"),
    Event.RELEASE: gettext_lazy("Back in the queue"),
    Event.AMEND: gettext_lazy("Changed by the reporter"),
    Event.ASK: gettext_lazy("Question to the reporter"),
    Event.ANSWER: gettext_lazy("Answer of the reporter"),
    Event.FLAG: gettext_lazy("Second opinion"),
    Event.APPROVE: pgettext_lazy("report", "Approved"),
    Event.REJECT: pgettext_lazy("report", "Refused"),
    Event.MERGE: gettext_lazy("Merged"),
    Event.WITHDRAW: gettext_lazy("Withdrawn by the reporter"),
    Event.EXPIRE: gettext_lazy("Closed without an answer"),
    Event.REOPEN: gettext_lazy("Opened again"),
    Event.REVERT: gettext_lazy("Taken back"),
    Event.ERASE: gettext_lazy("The reporter deleted their data"),
}
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
        """The name of the event in the current language."""
        return str(EVENT_WORDS[Event(self.event)])
