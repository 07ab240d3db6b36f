"""What staff is told without asking: administrators each day when something waits too long, moderators each
Monday how much waits. In both languages: accounts of staff have none. Each at most once, whatever the number
of workers: the same counted rows as the quotas say who was told today."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from reports.models import Objection
from reports.review.queue import reachable
from reports.senders.quota import DAY, Limit, increment
from web.links import absolute

TOO_LONG = timedelta(days=7)
MONDAY = 0


@dataclass(frozen=True)
class Waiting:
    reports: int
    objections: int
    reviews: int = 0  # cameras that were hidden at once

    def __bool__(self) -> bool:
        return bool(self.reports or self.objections or self.reviews)


def waiting_for(person: User, before: datetime) -> Waiting:
    """What lies within the person's reach and has waited since before a moment."""
    objections = Objection.objects.visible_to(person)
    return Waiting(
        reports=reachable(person).waits_for_moderators().filter(submitted_at__lt=before).count(),
        objections=objections.open().filter(created_at__lt=before).count(),
        reviews=objections.to_review().filter(hidden_at__lt=before).count(),
    )


def alarm_administrators(now: datetime) -> int:
    """Returns how many were told."""
    admins = User.objects.filter(is_superuser=True, is_active=True).exclude(email="")
    return sum(_tell(person, "alarm", waiting_for(person, now - TOO_LONG), now) for person in admins)


def tell_moderators(now: datetime) -> int:
    """The weekly digest. Returns how many were told."""
    if now.weekday() != MONDAY:
        return 0
    moderators = User.objects.filter(is_active=True, is_superuser=False, scopes__isnull=False).exclude(
        email=""
    )
    return sum(_tell(person, "digest", waiting_for(person, now), now) for person in moderators.distinct())


def _tell(person: User, kind: str, waiting: Waiting, now: datetime) -> bool:
    """Counted first: a mail server that fails costs a day's mail, never a second one."""
    if not waiting or increment(Limit(kind, 1, DAY), f"user:{person.pk}", now=now, quota=1) is None:
        return False
    try:
        return bool(_mail(person, kind, waiting).send())
    except (SMTPException, OSError) as error:  # its text names addresses
        logging.getLogger(__name__).warning("%s was not sent: %s", kind, type(error).__name__)
        return False


def _mail(person: User, kind: str, waiting: Waiting) -> EmailMessage:
    context = {"kind": kind, "waiting": waiting, "days": TOO_LONG.days, "site": settings.PUBLIC_URL}
    texts = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            pages = {"queue": "reports:queue", "objections": "reports:objections"}
            links = {name: absolute(reverse(page)) for name, page in pages.items()}
            texts.append(render_to_string("reports/review/staff_mail.txt", context | links).strip())
    subject = texts[0].partition("\n")[0]
    headers = {"Auto-Submitted": "auto-generated"}
    return EmailMessage(subject, "\n\n--\n\n".join(texts), to=[person.email], headers=headers)
