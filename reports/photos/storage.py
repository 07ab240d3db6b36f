"""Storage and lifetime of photos. A file is written before its row and deleted after the commit, so that a
failure leaves an orphaned file, which sweep.py deletes, and never a row without a file. Only the site may
read a file (0600) before the photo is published; then a proxy may too (0644)."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from secrets import token_hex

from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from reports.models import Photo, Report
from reports.models.transitions import Event
from reports.photos.sanitise import BlurBox, CleanPhoto, blur

# Events that delete the photo. Reopening a report does not bring it back.
ENDING_EVENTS = frozenset(
    {Event.REJECT, Event.MERGE, Event.WITHDRAW, Event.EXPIRE, Event.REVERT, Event.ERASE}
)
SALT = "reports.photo"
PUBLISHED_MODE = 0o644
URL_MAX_AGE = 3600  # seconds: longer than the review of one report takes


def store_photo(report: Report, photo: CleanPhoto) -> Photo:
    """Store the photo of a report that is being stored, in its transaction."""
    name = _write(photo)
    try:
        return Photo.objects.create(
            report=report, key=token_hex(16), original=name, width=photo.width, height=photo.height
        )
    except Exception:
        default_storage.delete(name)
        raise


def read_photo(photo: Photo) -> bytes:
    with default_storage.open(photo.shown) as file:
        return bytes(file.read())


def blur_photo(photo: Photo, boxes: Sequence[BlurBox]) -> None:
    """Blur parts of the original, replacing an earlier blurred file; without boxes that file is deleted. On
    an approved report this also deletes the original. Raises ValueError when there is no original any
    more."""
    with transaction.atomic():
        locked = Photo.objects.select_for_update().filter(pk=photo.pk).first()
        if locked is None or not locked.original:
            raise ValueError("the original is gone")
        photo, obsolete = locked, [locked.blurred]
        photo.blurred = ""
        if boxes:
            with default_storage.open(photo.original) as file:
                photo.blurred = _write(blur(file.read(), boxes))
            if Report.objects.approved().filter(pk=photo.report_id).exists():
                _publish_file(photo.blurred)
                obsolete.append(photo.original)
                photo.original = ""
        try:
            photo.save(update_fields=["blurred", "original"])
        except Exception:
            if photo.blurred:
                default_storage.delete(photo.blurred)
            raise
        _delete_on_commit([name for name in obsolete if name])


def delete_photo(photo: Photo) -> None:
    with transaction.atomic():
        photo.delete()
        _delete_on_commit(photo.files)


def apply_event(report: Report, event: Event) -> None:
    """Apply an event of the report to its photo; called for every event, in its transaction."""
    if event is not Event.APPROVE and event not in ENDING_EVENTS:
        return
    photo = Photo.objects.select_for_update().filter(report=report).first()  # not while it is being covered
    if photo is None:
        return
    if event in ENDING_EVENTS:
        delete_photo(photo)
        return
    transaction.on_commit(partial(_publish_file, photo.shown))
    if photo.blurred and photo.original:
        original, photo.original = photo.original, ""
        photo.save(update_fields=["original"])
        _delete_on_commit([original])


def signed_key(photo: Photo) -> str:
    """Signature for a moderator's URL of a private photo; it expires and is valid for one version of the
    file."""
    return signing.dumps([photo.key, photo.shown], salt=SALT)


def is_valid_key(photo: Photo, text: str) -> bool:
    try:
        return bool(signing.loads(text, salt=SALT, max_age=URL_MAX_AGE) == [photo.key, photo.shown])
    except signing.BadSignature:
        return False


def _write(photo: CleanPhoto) -> str:
    random = token_hex(16)
    name = f"photos/{random[:2]}/{random}.jpg"
    try:
        return default_storage.save(name, ContentFile(photo.jpeg))
    except OSError:  # the disk is full: the part that was written is no photo
        default_storage.delete(name)
        raise


def _publish_file(name: str) -> None:
    path = Path(default_storage.path(name))
    if path.exists():
        path.chmod(PUBLISHED_MODE)


def _delete_on_commit(names: Sequence[str]) -> None:
    def delete() -> None:
        for name in names:
            default_storage.delete(name)

    transaction.on_commit(delete)
