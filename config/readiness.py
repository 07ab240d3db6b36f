"""State of what the site needs to do its work: database, disk, background worker."""

import shutil
from tempfile import TemporaryFile

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from reports.models import Heartbeat

OK = "ok"
MIN_FREE = 200_000_000  # bytes: a snapshot of a large registry and its database's log


def state_of_parts() -> dict[str, str]:
    """OK or what is wrong, by part."""
    return {"database": _database(), "disk": _disk(), "worker": _worker()}


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "does not answer"
    return OK


def _disk() -> str:
    """Writes a file: a disk can have space and be read-only, or have no inode left."""
    try:
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=settings.DATA_DIR) as file:
            file.write(bytes(4096))
            file.flush()
        free = shutil.disk_usage(settings.DATA_DIR).free
    except OSError:
        return "cannot be written"
    return OK if free >= MIN_FREE else f"{free // 1_000_000} MB free"


def _worker() -> str:
    try:
        is_alive = Heartbeat.objects.is_recent(timezone.now())
    except DatabaseError:
        return "unknown"
    return OK if is_alive else "has not worked lately, or waits because the clock jumped"
