"""The mail outbox: rows are written with the event (`queue_mail`) and sent by the worker (`send_due`).

A row is written in the transaction of its event, so that a decision that is rolled back sends no mail. A mail
is sent five minutes later: the next decision, such as an undo, cancels what is still waiting. Nothing is sent
inside a transaction. A mail contains nothing that a reporter wrote, so that nobody can send a text to another
person's address through this site.
"""

from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone, translation

from reports.mail.contacts import has_recipient, mailbox_of
from reports.mail.delivery import MAX_ATTEMPTS, deliver, message, pause_after
from reports.models import Notification, Report, ReportEvent
from reports.models.event_labels import EVENT_LABELS
from reports.models.transitions import Event

SEND_DELAY = timedelta(minutes=5)
BATCH = 100

# The reporter gets a mail about these; templates/reports/mail/mail.txt has the bodies.
MAILED_EVENTS = [event for event, labels in EVENT_LABELS.items() if labels.mail_subject]
# After these an earlier mail that still waits is out of date.
SUPERSEDING_EVENTS = {*MAILED_EVENTS, Event.ANSWER, Event.WITHDRAW, Event.ERASE}


def queue_mail(report: Report, report_event: ReportEvent) -> None:
    """Queue the mail of an event and cancel earlier ones; called for every event, in its transaction."""
    event = Event(report_event.event)
    if event not in SUPERSEDING_EVENTS:
        return
    waiting = Notification.objects.waiting().filter(event__report=report)
    was_cancelled = bool(waiting.update(state=Notification.State.CANCELLED))
    if event not in MAILED_EVENTS or (event is Event.REOPEN and was_cancelled):
        return  # the mail about the decision was cancelled: there is nothing to correct
    if has_recipient(report):
        Notification.objects.create(event=report_event, next_try_at=report_event.at + SEND_DELAY)


def send_due() -> int:
    """Send due mails; returns how many were sent. Two workers at once send nothing twice: each row is claimed
    by a compare-and-set UPDATE, which also schedules the next try in case this process dies meanwhile."""
    sent = 0
    due = Notification.objects.due(timezone.now()).order_by("next_try_at", "pk")
    for row in list(due.select_related("event__report")[:BATCH]):
        claimed = Notification.objects.waiting().filter(pk=row.pk, attempts=row.attempts)
        row.attempts += 1
        next_try = timezone.now() + pause_after(row.attempts)
        if claimed.update(attempts=row.attempts, next_try_at=next_try):
            sent += _send(row)
    return sent


def _send(row: Notification) -> bool:
    mail = _mail(row)
    is_sent = mail is not None and deliver(mail, f"notification {row.pk}")
    if mail is None:
        state = Notification.State.CANCELLED
    elif is_sent:
        state = Notification.State.SENT
    elif row.attempts == MAX_ATTEMPTS:
        state = Notification.State.FAILED
    else:
        return False  # tried again
    Notification.objects.filter(pk=row.pk).update(state=state)
    return is_sent


def _mail(row: Notification) -> EmailMessage | None:
    """The mail in the language of the report; None when it has no recipient any more."""
    report = row.event.report
    with translation.override(report.locale):
        mailbox = mailbox_of(report)
        if mailbox is None:
            return None
        event = Event(row.event.event)
        subject = str(EVENT_LABELS[event].mail_subject) % {"reference": report.reference}
        context = {
            "report": report, "event": str(event), "data": row.event.data, "link": mailbox.url,
            "reason": _reason(row.event), "site": settings.PUBLIC_URL,
        }  # fmt: skip
        body = render_to_string("reports/mail/mail.txt", context)
    return message(subject, body, mailbox.address)


def _reason(report_event: ReportEvent) -> str:
    code = report_event.data.get("reason", "") if report_event.event == Event.REJECT else ""
    return str(Report.Reason(code).label) if code else ""
