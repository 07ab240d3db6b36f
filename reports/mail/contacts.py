"""E-mail addresses of reporters: stored encrypted, read access logged, deleted on time."""

from typing import NamedTuple

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Action
from reports.jurisdiction import require_permission
from reports.models import AuditEntry, Contact, Report
from web.encryption import DecryptionError, decrypt, encrypt
from web.links import absolute


class Mailbox(NamedTuple):
    """Recipient of a mail about a report, and the absolute URL of the report's page."""

    address: str
    url: str


class NoContact(Exception):
    """The reporter left no address, or it was deleted."""


def save_contact(report: Report, *, address: str, secret: str) -> None:
    """Store the address, replacing an earlier one. `secret`: that of the status link."""
    values = {"address": encrypt(address), "secret": encrypt(secret)}
    Contact.objects.update_or_create(report=report, defaults=values)


def delete_contact(report: Report) -> None:
    Contact.objects.filter(report=report).delete()


def read_contact(report: Report, *, by: User) -> str:
    """The address, for a moderator; the access is written to the audit log. Raises NoContact, and 403 as
    every decision does."""
    with transaction.atomic():
        require_permission(report, Action.CONTACT, by=by)
        address = _decrypt_address(report)
        AuditEntry.objects.create(
            what=AuditEntry.Kind.CONTACT_READ, actor=by, report=report, at=timezone.now()
        )
    return address


def address_of(report: Report) -> str:
    """The address without a log entry, for uses that show it to nobody, such as its hash; "" when there is
    none."""
    try:
        return _decrypt_address(report)
    except NoContact:
        return ""


def _decrypt_address(report: Report) -> str:
    contact = Contact.objects.filter(report=report).first()
    try:
        if contact:
            return decrypt(contact.address)
    except DecryptionError:
        pass  # encrypted under another SECRET_KEY: as good as deleted
    raise NoContact


def has_recipient(report: Report) -> bool:
    """Whether a mail about the report has a recipient. Two queries, no decryption."""
    if Contact.objects.filter(report=report).exists():
        return True
    return User.objects.filter(pk=report.reporter_id or 0, is_active=True).exclude(email="").exists()


def mailbox_of(report: Report) -> Mailbox | None:
    """The address left with the report, else that of the account; None when there is neither. Call it with
    the recipient's language active: the URL depends on it."""
    contact = Contact.objects.filter(report=report).first()
    if contact:
        try:
            url = reverse("reports:status", args=[decrypt(contact.secret)])
            return Mailbox(decrypt(contact.address), absolute(url))
        except DecryptionError:
            return None
    reporter = User.objects.filter(pk=report.reporter_id or 0, is_active=True).exclude(email="").first()
    return (
        Mailbox(reporter.email, absolute(reverse("reports:own", args=[report.reference])))
        if reporter
        else None
    )


def delete_expired_contacts() -> int:
    """Delete addresses 30 days after the decision on their report; returns how many."""
    return Contact.objects.out_of_date(timezone.now()).delete()[0]
