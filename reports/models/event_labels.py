"""The labels of each event for everybody who reads about it: the one table of event texts."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from reports.models.transitions import Event


@dataclass(frozen=True)
class EventLabels:
    """None where the event does not appear: in the reporter's timeline, the audit log or the mails."""

    staff: str | Promise  # timeline of the review page
    reporter: str | Promise | None = None  # timeline of the reporter's page
    audit: str | Promise | None = None  # audit log, after the name of the actor
    mail_subject: str | Promise | None = None  # of the mail to the reporter; with %(reference)s


EVENT_LABELS = {
    Event.SUBMIT: EventLabels(
        staff=_("Received"),
        reporter=pgettext_lazy("report", "Received"),
        audit=_("sent a report"),
    ),
    Event.HOLD: EventLabels(
        staff=_("Set aside"),
        reporter=_("Set aside for a closer look"),
        audit=_("set aside"),
    ),
    Event.RELEASE: EventLabels(
        staff=_("Back in the queue"),
        reporter=_("Back in the queue"),
        audit=_("put back into the queue"),
    ),
    Event.AMEND: EventLabels(
        staff=_("Changed by the reporter"),
        reporter=_("Changed by you"),
    ),
    Event.ASK: EventLabels(
        staff=_("Question to the reporter"),
        reporter=_("A moderator asks"),
        audit=_("asked the reporter"),
        mail_subject=_("A question about your report %(reference)s"),
    ),
    Event.ANSWER: EventLabels(
        staff=_("Answer of the reporter"),
        reporter=_("Your answer"),
    ),
    Event.FLAG: EventLabels(  # internal: not shown to the reporter
        staff=_("Second opinion"),
        audit=_("asked for a second opinion"),
    ),
    Event.APPROVE: EventLabels(
        staff=pgettext_lazy("report", "Approved"),
        reporter=pgettext_lazy("report", "Approved"),
        audit=_("approved"),
        mail_subject=_("Your report %(reference)s is on the map"),
    ),
    Event.REJECT: EventLabels(
        staff=pgettext_lazy("report", "Refused"),
        reporter=pgettext_lazy("report", "Refused"),
        audit=_("refused"),
        mail_subject=_("Your report %(reference)s was not taken"),
    ),
    Event.MERGE: EventLabels(
        staff=_("Merged"),
        reporter=_("Joined with what is known already"),
        audit=_("merged"),
        mail_subject=_("Your report %(reference)s was joined with another"),
    ),
    Event.WITHDRAW: EventLabels(
        staff=_("Withdrawn by the reporter"),
        reporter=_("Withdrawn by you"),
    ),
    Event.EXPIRE: EventLabels(
        staff=_("Closed without an answer"),
        reporter=_("Closed: nobody answered in time"),
        mail_subject=_("Your report %(reference)s was closed"),
    ),
    Event.REOPEN: EventLabels(
        staff=_("Opened again"),
        reporter=_("Opened again"),
        audit=_("opened again"),
        mail_subject=_("Your report %(reference)s is looked at again"),
    ),
    Event.REVERT: EventLabels(
        staff=_("Taken back"),
        reporter=_("Approval taken back"),
        audit=_("took the approval back"),
        mail_subject=_("Your report %(reference)s was taken off the map again"),
    ),
    Event.ERASE: EventLabels(
        staff=_("The reporter deleted their data"),
        reporter=_("Your data were deleted"),
    ),
}
