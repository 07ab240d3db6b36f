"""The address of a reporter who wants to hear back: kept encrypted, read on purpose, deleted in time."""

from typing import NamedTuple

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Action
from reports.jurisdiction import require_on
from reports.models import AuditEntry, Contact, Report
from web.encryption import DecryptionError, decrypt, encrypt
from web.links import absolute


class Mailbox(NamedTuple):
    """Where a mail about a report goes, and the path that leads from it back to the report."""

    address: str
    path: str


class NoContact(Exception):
    """The reporter left none, or it was deleted."""


def keep(report: Report, *, address: str, secret: str) -> None:
    """Put the address in the place of an earlier one."""
    values = {"address": encrypt(address), "secret": encrypt(secret)}
    Contact.objects.update_or_create(report=report, defaults=values)


def forget(report: Report) -> None:
    Contact.objects.filter(report=report).delete()


def read(report: Report, *, by: User) -> str:
    """The address, for a moderator; that they looked stays in the audit log. Raises NoContact, and 403 as
    every decision does."""
    with transaction.atomic():
        require_on(report, Action.CONTACT, by=by)
        address = _address_of(report)
        AuditEntry.objects.create(
            what=AuditEntry.What.CONTACT_READ, actor=by, report=report, at=timezone.now()
        )
    return address


def address_of(report: Report) -> str:
    """For what nobody reads, such as its hash; "" when there is none."""
    try:
        return _address_of(report)
    except NoContact:
        return ""


def _address_of(report: Report) -> str:
    contact = Contact.objects.filter(report=report).first()
    try:
        if contact:
            return decrypt(contact.address)
    except DecryptionError:
        pass  # SECRET_KEY is another one: as good as deleted
    raise NoContact


def is_reachable(report: Report) -> bool:
    """Is there anybody to tell? Two queries, no decryption."""
    if Contact.objects.filter(report=report).exists():
        return True
    return User.objects.filter(pk=report.reporter_id or 0, is_active=True).exclude(email="").exists()


def mailbox_of(report: Report) -> Mailbox | None:
    """The address that was left with the report, else that of the account; None when there is neither.
    Call it in the language of the reader: the path is in it."""
    contact = Contact.objects.filter(report=report).first()
    if contact:
        try:
            path = reverse("reports:status", args=[decrypt(contact.secret)])
            return Mailbox(decrypt(contact.address), absolute(path))
        except DecryptionError:
            return None
    reporter = User.objects.filter(pk=report.reporter_id or 0, is_active=True).exclude(email="").first()
    return (
        Mailbox(reporter.email, absolute(reverse("reports:own", args=[report.reference])))
        if reporter
        else None
    )


def delete_old() -> int:
    """Addresses whose report was decided 30 days ago; returns how many."""
    return Contact.objects.out_of_date(timezone.now()).delete()[0]
