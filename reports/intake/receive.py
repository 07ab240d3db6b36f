"""Idempotent submission of a report: checks, quota, screening, storage."""

import hmac
import logging
import secrets
from contextlib import suppress
from hashlib import sha256
from typing import Any
from uuid import UUID

import orjson
from django.db import IntegrityError, transaction
from django.utils import timezone

from cameras.geo import tile_key
from cameras.registry.neighbours import PossibleDuplicates, refuse_duplicates
from reports.history.conflicts import AlreadyDecided
from reports.history.events import advance, record_submission
from reports.intake.forms import ReportForm
from reports.intake.screening import Screening, screen_submission
from reports.intake.submission import Submission, TokenReused
from reports.jurisdiction import assign_areas
from reports.mail import contacts
from reports.models import TERMS_VERSION, Report, ReportQuerySet
from reports.models.transitions import Event
from reports.photos.storage import store_photo
from reports.senders.bans import is_banned_contact, refuse_banned
from reports.senders.quota import check_quota, consume_quota, photo_limits, report_limits
from reports.senders.sender import Sender, batch_number
from web.encryption import secret_keys

BANNED_CONTACT = "banned_contact"  # risk reason
REFERENCE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # without letters and digits that look alike


def admit(form: ReportForm, sender: Sender) -> bool:
    """Check ban, quota, fields and photo, in the order of their cost; returns whether the form is valid. A
    report that was sent before needs no quota: its answer is the stored one. Raises Banned, QuotaExceeded."""
    if not _is_known(form["client_token"].value()):
        refuse_banned(sender.person)
        check_quota(sender, report_limits(sender))
    if form.is_valid() and form.cleaned_data["photo"]:
        consume_quota(sender, photo_limits(sender))
        form.decode_photo()
    return form.is_valid()


def _is_known(token: Any) -> bool:
    try:
        return is_known_token(UUID(str(token)))
    except ValueError:
        return False


def submit(submission: Submission, *, sender: Sender | None = None) -> tuple[Report, str]:
    """Store the report; returns it with the secret of its status link. Sending the same token again returns
    the same report and uses no quota, but an added address is stored. Raises PossibleDuplicates, TokenReused,
    Banned or QuotaExceeded.

    Every view passes the sender; without one the report is internal, such as the demo's, and is not screened.
    """
    content_hash = sha256(orjson.dumps(submission.content(), option=orjson.OPT_SORT_KEYS)).hexdigest()
    if existing := _existing_report(submission):
        return _resubmitted(existing, submission, content_hash)
    if sender:
        refuse_banned(sender.person)
    if submission.kind == Report.Kind.NEW:
        _check_duplicates(submission)
    try:
        with transaction.atomic():
            report = _accept(submission, content_hash, sender)
    except IntegrityError:  # a concurrent request with the same token was first
        existing = _existing_report(submission)
        if existing is None:
            raise
        return _resubmitted(existing, submission, content_hash)
    return report, tracking_secret(submission.client_token)


def _check_duplicates(submission: Submission) -> None:
    """Raises PossibleDuplicates. Any other failure is logged and ignored: approval checks again."""
    try:
        refuse_duplicates(
            submission.latitude,
            submission.longitude,
            operator=submission.proposed.get("operator", ""),
            device=submission.proposed.get("device", ""),
            acknowledged=submission.acknowledged,
        )
    except PossibleDuplicates:
        raise
    except Exception:
        logging.getLogger(__name__).exception("duplicate check failed; the report is accepted without it")


def is_known_token(client_token: UUID) -> bool:
    return Report.objects.filter(token_hash=_hash(client_token.hex)).exists()


def _existing_report(submission: Submission) -> Report | None:
    return Report.objects.filter(token_hash=_hash(submission.client_token.hex)).first()


def _resubmitted(report: Report, submission: Submission, content_hash: str) -> tuple[Report, str]:
    if report.payload_hash != content_hash:
        raise TokenReused(report)
    secret, address = tracking_secret_of(report, submission.client_token), submission.contact
    if address and not report.erased_at and address != contacts.address_of(report):
        keep_contact(report, address=address, secret=secret)
    return report, secret


def _accept(submission: Submission, content_hash: str, sender: Sender | None) -> Report:
    if sender is None:
        return _store(submission, content_hash)
    consume_quota(sender, report_limits(sender))
    batch = batch_number(sender)
    screening = screen_submission(submission, sender, batch)
    report = _store(
        submission,
        content_hash,
        reporter=sender.person,
        application=sender.application,
        batch=batch,
        risk_score=screening.score,
        risk_reasons=list(screening.reasons),
    )
    if screening.holds:
        hold_for_review(report, screening)
    else:
        hold_if_banned(report, submission.contact)
    return report


def keep_contact(report: Report, *, address: str, secret: str) -> None:
    """Store an address that came after the report, which is held when the address is banned."""
    with transaction.atomic():
        contacts.save_contact(report, address=address, secret=secret)
        hold_if_banned(report, address)


def hold_if_banned(report: Report, contact: str) -> None:
    """Hold the report of a banned address. Its sender sees it waiting like any other."""
    if report.status == Report.Status.PENDING and is_banned_contact(contact):
        reasons = [*report.risk_reasons, BANNED_CONTACT]
        data = {"reason": ", ".join(reasons), "public_reason": "", "is_silent": True}
        with suppress(AlreadyDecided):  # a moderator was faster
            advance(report, Event.HOLD, version=report.version, data=data, risk_reasons=reasons)


def hold_for_review(report: Report, screening: Screening) -> None:
    """Hold the report. Moderators read the reasons; the reporter reads the public reason of a zone."""
    data = {"reason": ", ".join(screening.reasons), "public_reason": screening.public_reason}
    advance(report, Event.HOLD, version=report.version, data=data)


def _store(submission: Submission, content_hash: str, **sender_columns: Any) -> Report:
    now = timezone.now()
    report = Report.objects.create(
        reference=_reference(),
        token_hash=_hash(submission.client_token.hex),
        payload_hash=content_hash,
        tracking_hash=_hash(tracking_secret(submission.client_token)),
        kind=submission.kind,
        camera_id=submission.base_revision.camera_id if submission.base_revision else None,
        camera_version=submission.base_revision.version if submission.base_revision else None,
        duplicate_of_id=submission.survivor_id,
        acknowledged=list(submission.acknowledged),
        latitude=submission.latitude,
        longitude=submission.longitude,
        tile=tile_key(submission.latitude, submission.longitude),
        submitted=submission.content(),
        proposed=submission.proposed,
        basis=submission.basis,
        source_url=submission.source_url,
        observed_on=submission.observed_on,
        note=submission.note,
        locale=submission.locale,
        terms_version=TERMS_VERSION,
        submitted_at=now,
        changed_at=now,
        **sender_columns,
    )
    assign_areas(report)
    if submission.contact:
        contacts.save_contact(
            report, address=submission.contact, secret=tracking_secret(submission.client_token)
        )
    if submission.photo:
        store_photo(report, submission.photo)
    record_submission(report)
    return report


def _reference() -> str:
    """A reference such as R-7F3K-9Q2X, easy to dictate on the telephone. It grants no access."""
    return f"R-{random_letters(4)}-{random_letters(4)}"


def random_letters(count: int) -> str:
    return "".join(secrets.choice(REFERENCE_ALPHABET) for _ in range(count))


def tracking_secret(client_token: UUID) -> str:
    """The secret of the status link, 128 bits as hex. Derived from the token, so that sending again returns
    the same link although only its hash is stored."""
    return _tracking_secrets(client_token)[0]


def tracking_secret_of(report: Report, client_token: UUID) -> str:
    """The secret of a stored report's link, which an old key may have made."""
    secrets_of_keys = _tracking_secrets(client_token)
    return next((one for one in secrets_of_keys if _hash(one) == report.tracking_hash), secrets_of_keys[0])


def _tracking_secrets(client_token: UUID) -> list[str]:
    text = b"tracking:" + client_token.bytes
    return [hmac.new(key.encode(), text, sha256).hexdigest()[:32] for key in secret_keys()]


def find_by_secret(secret: str) -> Report | None:
    """The report of a status link, or None."""
    return reports_with_outcome().filter(tracking_hash=_hash(secret)).first()


def reports_with_outcome() -> ReportQuerySet:
    """Reports with the relations that the reporter's page shows."""
    return Report.objects.select_related(
        "camera", "duplicate_of", "revision__camera", "merged_into_camera", "merged_into__revision__camera"
    )


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
