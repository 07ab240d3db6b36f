"""The outbox: rows written with the event (`note`), mails sent by the worker (`send_due`).

A row is written in the transaction of its event, so that a decision that is rolled back tells nobody. A mail
leaves five minutes later, so that an undo overtakes it: the next decision cancels what still waits. Nothing
is sent inside a transaction. A mail holds nothing that a reporter wrote: whose address was given by somebody
else cannot be made to read anything.
"""

import logging
from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from reports.mail.contacts import is_reachable, mailbox_of
from reports.models import Notification, Report, ReportEvent
from reports.models.transitions import Event

UNDO_TIME = timedelta(minutes=5)
FIRST_PAUSE = timedelta(minutes=1)  # after the first failure; five times as long after each further one
MOST_ATTEMPTS = 7  # the last a week after the first
BATCH = 100

# Event -> subject. Of these the reporter is told; templates/reports/mail/mail.txt has what each says.
TOLD = {
    Event.ASK: _("A question about your report %(reference)s"),
    Event.APPROVE: _("Your report %(reference)s is on the map"),
    Event.REJECT: _("Your report %(reference)s was not taken"),
    Event.MERGE: _("Your report %(reference)s was joined with another"),
    Event.REVERT: _("Your report %(reference)s was taken off the map again"),
    Event.REOPEN: _("Your report %(reference)s is looked at again"),
    Event.EXPIRE: _("Your report %(reference)s was closed"),
}


OVERTAKING = {*TOLD, Event.ANSWER, Event.WITHDRAW, Event.ERASE}  # make an earlier mail pointless


def note(report: Report, happened: ReportEvent) -> None:
    """Called for every event, in its transaction."""
    event = Event(happened.event)
    if event not in OVERTAKING:
        return
    waiting = Notification.objects.waiting().filter(event__report=report)
    was_overtaken = bool(waiting.update(state=Notification.State.CANCELLED))
    if event not in TOLD or (event is Event.REOPEN and was_overtaken):
        return  # an undone refusal of which nobody heard is none
    if is_reachable(report):
        Notification.objects.create(event=happened, next_try_at=happened.at + UNDO_TIME)


def send_due() -> int:
    """Send what is due; returns how many mails left. Two workers at once send nothing twice: each row is
    taken by one conditional UPDATE, which also sets the next try in case this process dies meanwhile."""
    sent = 0
    due = Notification.objects.due(timezone.now()).order_by("next_try_at", "pk")
    for row in list(due.select_related("event__report")[:BATCH]):
        pause = FIRST_PAUSE * 5**row.attempts
        mine = Notification.objects.waiting().filter(pk=row.pk, attempts=row.attempts)
        if mine.update(attempts=F("attempts") + 1, next_try_at=timezone.now() + pause):
            sent += _send(row)
    return sent


def _send(row: Notification) -> bool:
    """Outside of any transaction. Errors of the mail server name addresses: only their kind is logged."""
    state = Notification.State.SENT
    try:
        mail = _mail(row)
        if mail is None:
            state = Notification.State.CANCELLED
        else:
            mail.send()
    except (SMTPException, OSError) as error:
        name = type(error).__name__
        logging.getLogger(__name__).warning("notification %s was not sent: %s", row.pk, name)
        if row.attempts + 1 < MOST_ATTEMPTS:
            return False
        state = Notification.State.FAILED
    Notification.objects.filter(pk=row.pk).update(state=state)
    return state == Notification.State.SENT


def _mail(row: Notification) -> EmailMessage | None:
    """In the language of the report; None when nobody can be reached any more."""
    report = row.event.report
    with translation.override(report.locale):
        mailbox = mailbox_of(report)
        if mailbox is None:
            return None
        event = Event(row.event.event)
        subject = str(TOLD[event]) % {"reference": report.reference}
        context = {
            "report": report, "event": str(event), "data": row.event.data, "link": mailbox.path,
            "reason": _reason(row.event), "site": settings.PUBLIC_URL,
        }  # fmt: skip
        body = render_to_string("reports/mail/mail.txt", context)
    headers = {"Auto-Submitted": "auto-generated"}
    return EmailMessage(subject, body, to=[mailbox.address], headers=headers)


def _reason(happened: ReportEvent) -> str:
    code = happened.data.get("reason", "") if happened.event == Event.REJECT else ""
    return str(Report.Reason(code).label) if code else ""
