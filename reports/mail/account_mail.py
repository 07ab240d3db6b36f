"""Delivery of the mails about accounts, which accounts/adapter.py queues."""

import json

from django.utils import timezone

from accounts.models import AccountMail
from reports.mail.delivery import MAX_ATTEMPTS, deliver, message, pause_after
from web.encryption import DecryptionError, decrypt

BATCH = 100


def send_account_mails() -> int:
    """Send due mails; returns how many were sent. Two workers at once send nothing twice: each row is claimed
    by a compare-and-set UPDATE, which also schedules the next try."""
    sent = 0
    for row in AccountMail.objects.due(timezone.now()).order_by("next_try_at", "pk")[:BATCH]:
        claimed = AccountMail.objects.filter(pk=row.pk, attempts=row.attempts)
        row.attempts += 1
        next_try = timezone.now() + pause_after(row.attempts)
        if claimed.update(attempts=row.attempts, next_try_at=next_try):
            sent += _send(row)
    return sent


def _send(row: AccountMail) -> bool:
    try:
        subject, body, address = json.loads(decrypt(row.content))
    except DecryptionError:  # under another SECRET_KEY: its link is void too
        row.delete()
        return False
    is_sent = deliver(message(subject, body, address), f"account {row}")
    if is_sent or row.attempts == MAX_ATTEMPTS:
        row.delete()
    return is_sent
