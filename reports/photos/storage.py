"""Where photos lie, and how long: a file is written before its row and deleted after the commit that ends it,
so that a failure leaves a stray file rather than a row without one."""

from collections.abc import Sequence
from secrets import token_hex

from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from reports.models import Photo, Report
from reports.models.transitions import Event
from reports.photos.sanitise import Box, CleanPhoto, blur

# With these a report has no use for its photo any more. Reopening brings back the report, not the photo.
ENDS = frozenset({Event.REJECT, Event.MERGE, Event.WITHDRAW, Event.EXPIRE, Event.REVERT, Event.ERASE})
SALT = "reports.photo"
ADDRESS_LIVES = 3600  # seconds: longer than a moderator looks at one report


def keep(report: Report, photo: CleanPhoto) -> Photo:
    """Store the photo of a report that is being stored, in its transaction."""
    name = _write(photo)
    try:
        return Photo.objects.create(
            report=report, key=token_hex(16), original=name, width=photo.width, height=photo.height
        )
    except Exception:
        default_storage.delete(name)
        raise


def read(photo: Photo) -> bytes:
    with default_storage.open(photo.shown) as file:
        return bytes(file.read())


def cover(photo: Photo, boxes: Sequence[Box]) -> None:
    """Make parts unreadable, from the original: boxes of an earlier try are forgotten. No box takes the
    blurred file away again. Of an approved report the original goes with the first boxes. Raises ValueError
    when it is gone."""
    with transaction.atomic():
        now = Photo.objects.select_for_update().filter(pk=photo.pk).first()
        if now is None or not now.original:
            raise ValueError("the original is gone")
        photo, gone = now, [now.blurred]
        photo.blurred = ""
        if boxes:
            with default_storage.open(photo.original) as file:
                photo.blurred = _write(blur(file.read(), boxes))
            if Report.objects.approved().filter(pk=photo.report_id).exists():
                gone.append(photo.original)
                photo.original = ""
        photo.save(update_fields=["blurred", "original"])
        _delete_later([name for name in gone if name])


def drop(photo: Photo) -> None:
    with transaction.atomic():
        photo.delete()
        _delete_later(photo.files)


def settle(report: Report, event: Event) -> None:
    """What an event of the report means for its photo; called for each, inside its transaction."""
    if event is not Event.APPROVE and event not in ENDS:
        return
    photo = Photo.objects.select_for_update().filter(report=report).first()  # not while it is being covered
    if photo is None:
        return
    if event in ENDS:
        drop(photo)
    elif photo.blurred and photo.original:
        original, photo.original = photo.original, ""
        photo.save(update_fields=["original"])
        _delete_later([original])


def signed_key(photo: Photo) -> str:
    """What a moderator's address of a private photo carries: it ends, and it names one version."""
    return signing.dumps([photo.key, photo.shown], salt=SALT)


def is_signed(photo: Photo, text: str) -> bool:
    try:
        return bool(signing.loads(text, salt=SALT, max_age=ADDRESS_LIVES) == [photo.key, photo.shown])
    except signing.BadSignature:
        return False


def _write(photo: CleanPhoto) -> str:
    name = token_hex(16)
    return default_storage.save(f"photos/{name[:2]}/{name}.jpg", ContentFile(photo.jpeg))


def _delete_later(names: Sequence[str]) -> None:
    def delete() -> None:
        for name in names:
            default_storage.delete(name)

    transaction.on_commit(delete)
