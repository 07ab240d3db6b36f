"""Comparison of the photo files with the rows that know them. A process that was killed between writing a
file and committing its row leaves a photo that nobody moderated: it is swept away."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice

from django.core.files.storage import default_storage
from django.utils import timezone

from reports.models import Photo

FOLDER = "photos"
MIN_AGE = timedelta(hours=1)  # the transaction that writes a younger file may still be open
BATCH_SIZE = 500


def stray_files() -> Iterator[str]:
    """Names of files that no row knows and no open transaction can."""
    files = _files()
    while names := list(islice(files, BATCH_SIZE)):
        known = {*Photo.objects.filter(original__in=names).values_list("original", flat=True)}
        known |= {*Photo.objects.filter(blurred__in=names).values_list("blurred", flat=True)}
        yield from (name for name in names if name not in known and _is_old(name))


def missing_files() -> Iterator[tuple[Photo, str]]:
    """Rows whose file is gone, with its name."""
    for photo in Photo.objects.select_related("report").order_by("pk").iterator(BATCH_SIZE):
        yield from ((photo, name) for name in photo.files if not default_storage.exists(name))


def delete_stray_files() -> int:
    """Returns how many."""
    names = list(stray_files())
    for name in names:
        default_storage.delete(name)
    return len(names)


def _files() -> Iterator[str]:
    """Names of all files, which lie in folders of two letters."""
    if not default_storage.exists(FOLDER):
        return
    for folder in default_storage.listdir(FOLDER)[0]:
        for file in default_storage.listdir(f"{FOLDER}/{folder}")[1]:
            yield f"{FOLDER}/{folder}/{file}"


def _is_old(name: str) -> bool:
    try:
        return bool(default_storage.get_modified_time(name) < timezone.now() - MIN_AGE)
    except FileNotFoundError:  # deleted since
        return False
