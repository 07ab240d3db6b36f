"""The last sign of life of the background worker."""

from datetime import datetime, timedelta

from django.db import models

MAX_GAP = timedelta(days=3)  # an outage may last a weekend; what is kept for people is kept for 30 days
RECENT = timedelta(minutes=15)  # a snapshot of a million cameras takes minutes


class HeartbeatManager(models.Manager["Heartbeat"]):
    def beat(self, now: datetime) -> bool:
        """Record a sign of life. False, with nothing recorded, when the clock is further from the last one
        than any outage should be: then an operator looks at it and calls `confirm_clock`."""
        last = self.filter(pk=1).first()
        if last and abs(now - last.seen_at) > MAX_GAP:
            return False
        self.confirm_clock(now)
        return True

    def confirm_clock(self, now: datetime) -> None:
        self.update_or_create(pk=1, defaults={"seen_at": now})

    def is_recent(self, now: datetime) -> bool:
        return self.filter(seen_at__gt=now - RECENT, seen_at__lt=now + RECENT).exists()


class Heartbeat(models.Model):
    """One row."""

    seen_at = models.DateTimeField()

    objects = HeartbeatManager()

    def __str__(self) -> str:
        return self.seen_at.isoformat()
