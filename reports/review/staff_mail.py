"""Mails to staff: a daily alarm to administrators when something waits too long, a weekly digest to
moderators. In both languages, because accounts have none. The counters of the quotas ensure that each person
gets at most one a day, whatever the number of workers."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from reports.mail.delivery import deliver, message
from reports.models import Objection
from reports.review.queue import visible_reports
from reports.senders.quota import DAY, Limit, increment
from web.links import absolute

TOO_LONG = timedelta(days=7)
MONDAY = 0


@dataclass(frozen=True)
class WaitingCounts:
    reports: int
    objections: int
    reviews: int = 0  # cameras that were hidden at once

    def __bool__(self) -> bool:
        return bool(self.reports or self.objections or self.reviews)


def waiting_for(person: User, sent_before: datetime) -> WaitingCounts:
    """Numbers of items that the person may act on and that wait since before a moment."""
    objections = Objection.objects.visible_to(person)
    return WaitingCounts(
        reports=visible_reports(person).waits_for_moderators().filter(submitted_at__lt=sent_before).count(),
        objections=objections.open().filter(created_at__lt=sent_before).count(),
        reviews=objections.to_review().filter(hidden_at__lt=sent_before).count(),
    )


def send_alarms(now: datetime) -> int:
    """Send the daily alarms; returns how many were sent."""
    admins = User.objects.filter(is_superuser=True, is_active=True).exclude(email="")
    return sum(_send_once(person, "alarm", waiting_for(person, now - TOO_LONG), now) for person in admins)


def send_digests(now: datetime) -> int:
    """Send the weekly digests; returns how many were sent."""
    if now.weekday() != MONDAY:
        return 0
    moderators = User.objects.filter(is_active=True, is_superuser=False, scopes__isnull=False).exclude(
        email=""
    )
    return sum(
        _send_once(person, "digest", waiting_for(person, now), now) for person in moderators.distinct()
    )


def _send_once(person: User, kind: str, waiting: WaitingCounts, now: datetime) -> bool:
    """Send at most one mail a day. Counted before sending: a failing mail server loses the mail of a day and
    never sends a second one."""
    if not waiting or increment(Limit(kind, 1, DAY), f"user:{person.pk}", now=now, quota=1) is None:
        return False
    return deliver(_mail(person, kind, waiting), kind)


def _mail(person: User, kind: str, waiting: WaitingCounts) -> EmailMessage:
    context = {"kind": kind, "waiting": waiting, "days": TOO_LONG.days, "site": settings.PUBLIC_URL}
    texts = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            pages = {"queue": "reports:queue", "objections": "reports:objections"}
            links = {name: absolute(reverse(page)) for name, page in pages.items()}
            texts.append(render_to_string("reports/review/staff_mail.txt", context | links).strip())
    subject = texts[0].partition("\n")[0]
    return message(subject, "\n\n--\n\n".join(texts), person.email)
