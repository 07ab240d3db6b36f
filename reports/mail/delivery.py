"""Delivery of mails: their headers, the retry schedule and the error handling, for everything that sends
one."""

import logging
from datetime import timedelta
from smtplib import SMTPException

from django.core.mail import EmailMessage

MAX_ATTEMPTS = 7
FIRST_PAUSE = timedelta(minutes=1)  # after the first failure; five times as long after each further one


def pause_after(failures: int) -> timedelta:
    """Pause before the next attempt, after 1, 2 ... failed ones."""
    pause: timedelta = FIRST_PAUSE * 5 ** (failures - 1)
    return pause


def retry_period() -> timedelta:
    """Time from the first to the last attempt."""
    return sum((pause_after(failures) for failures in range(1, MAX_ATTEMPTS)), timedelta())


def message(subject: str, body: str, address: str) -> EmailMessage:
    return EmailMessage(subject, body, to=[address], headers={"Auto-Submitted": "auto-generated"})


def deliver(mail: EmailMessage, name: object) -> bool:
    """Send a mail; call it outside any transaction. A failure is logged under `name` with its class only,
    because the messages of mail servers contain addresses."""
    try:
        return bool(mail.send())
    except (SMTPException, OSError) as error:
        logging.getLogger(__name__).warning("%s was not sent: %s", name, type(error).__name__)
        return False
