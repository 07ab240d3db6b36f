"""Actions on objections: submit, hide the camera immediately, review that by an administrator, answer.

open --answer--> answered        hide: at once; an administrator confirms it or shows the camera again
"""

from datetime import datetime
from uuid import UUID, uuid5

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Places, require
from accounts.roles import Action
from cameras.models import Camera
from reports.decisions import hide, unhide
from reports.intake.receive import random_letters
from reports.jurisdiction import places_of
from reports.mail.delivery import MAX_ATTEMPTS, deliver, message, pause_after
from reports.models import Objection
from reports.models.objection import CONTACT_RETENTION
from reports.senders.quota import consume_quota, objection_limits
from reports.senders.sender import Sender
from web.encryption import DecryptionError, decrypt, encrypt


class AlreadyAnswered(Exception):
    """Somebody else has answered or reviewed it first; nothing has changed."""


class NothingToHide(Exception):
    """The objection names no camera, or it is not on the map."""


def submit_objection(
    *,
    token: UUID,
    kind: str,
    camera: Camera | None,
    about: str,
    text: str,
    contact: str,
    locale: str,
    sender: Sender,
) -> Objection:
    """Store an objection. Idempotent: the same token and content again return the same one and use no quota.
    The same token with other content (the browser's back button) is another objection. Raises
    QuotaExceeded."""
    content = (kind, about, text, contact)
    with transaction.atomic():
        existing = Objection.objects.filter(token=token).first()
        if existing and content != (existing.kind, existing.about, existing.text, contact_of(existing)):
            token = uuid5(token, repr(content))
            existing = Objection.objects.filter(token=token).first()
        if existing:
            return existing
        consume_quota(sender, objection_limits())
        objection, _is_new = Objection.objects.get_or_create(
            token=token,
            defaults={
                "reference": f"O-{random_letters(4)}-{random_letters(4)}", "kind": kind, "camera": camera,
                "about": about, "text": text, "contact": encrypt(contact) if contact else "",
                "locale": locale, "created_at": timezone.now(),
            },
        )  # fmt: skip
    return objection


def places(objection: Objection) -> Places:
    """The areas of the objection's camera. Without a camera there are none: then only moderators of all areas
    may act."""
    return places_of(objection.camera) if objection.camera else []


def contact_of(objection: Objection) -> str:
    """The e-mail address; "" when there is none or SECRET_KEY has changed."""
    try:
        return decrypt(objection.contact) if objection.contact else ""
    except DecryptionError:
        return ""


def hide_immediately(objection: Objection, *, by: User) -> None:
    """Hide the camera now, to be reviewed by an administrator. Raises NothingToHide, CameraGone."""
    if objection.camera is None:
        raise NothingToHide
    with transaction.atomic():
        hide(objection.camera, by=by, reason=f"objection {objection.reference}")
        Objection.objects.filter(pk=objection.pk).update(
            hidden_at=timezone.now(), hidden_by=by, reviewed_at=None, reviewed_by=None
        )


def review(objection: Objection, *, by: User, keep_hidden: bool) -> None:
    """Confirm as an administrator that the camera stays hidden, or show it again. Raises AlreadyAnswered when
    it was reviewed before, CameraGone."""
    require(by, Action.UNHIDE, places=places(objection))
    with transaction.atomic():
        waiting = Objection.objects.to_review().filter(pk=objection.pk)
        if not waiting.update(reviewed_at=timezone.now(), reviewed_by=by):
            raise AlreadyAnswered
        if not keep_hidden and objection.camera:
            unhide(objection.camera, by=by, reason=f"objection {objection.reference} reviewed")


def answer(objection: Objection, *, by: User, text: str) -> None:
    """Answer once; the worker sends the mail. Raises AlreadyAnswered, ValueError without a text."""
    if not text.strip():
        raise ValueError("an answer is missing")
    require(by, Action.REVIEW, places=places(objection))
    now = timezone.now()
    answered = Objection.objects.open().filter(pk=objection.pk).update(
        status=Objection.Status.ANSWERED, answer=text.strip(), answered_by=by, answered_at=now,
        mail_due_at=now if objection.contact else None,
    )  # fmt: skip
    if not answered:
        raise AlreadyAnswered


def send_answers() -> int:
    """Send due answers; returns how many were sent. Each row is claimed by a compare-and-set UPDATE, which
    also schedules the next try: two workers at once send nothing twice."""
    sent = 0
    for objection in Objection.objects.to_mail(timezone.now()).order_by("mail_due_at")[:100]:
        claimed = Objection.objects.filter(
            pk=objection.pk, mail_attempts=objection.mail_attempts, mail_due_at=objection.mail_due_at
        )
        objection.mail_attempts += 1
        next_try = timezone.now() + pause_after(objection.mail_attempts)
        if claimed.update(mail_attempts=objection.mail_attempts, mail_due_at=next_try):
            sent += _send(objection)
    return sent


def _send(objection: Objection) -> bool:
    address = contact_of(objection)
    is_sent = bool(address) and deliver(_mail(objection, address), f"the answer to {objection}")
    if is_sent or not address or objection.mail_attempts == MAX_ATTEMPTS:
        Objection.objects.filter(pk=objection.pk).update(mail_due_at=None)
    return is_sent


def _mail(objection: Objection, address: str) -> EmailMessage:
    """The mail in the language of the objection, without its text: the address may be somebody else's."""
    with translation.override(objection.locale):
        subject = _("Our answer to your objection %(reference)s") % {"reference": objection.reference}
        body = render_to_string(
            "reports/objections/objection_mail.txt", {"objection": objection, "site": settings.PUBLIC_URL}
        )
    return message(subject, body, address)


def forget_contacts(now: datetime) -> int:
    """Delete addresses 30 days after the answer; returns how many."""
    old = Objection.objects.answered().filter(Q(answered_at__lt=now - CONTACT_RETENTION)).exclude(contact="")
    return old.update(contact="")
