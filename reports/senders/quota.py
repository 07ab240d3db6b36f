"""Quotas of senders: fixed-window counters in the database, shared by all processes.

Each use is one statement, INSERT .. ON CONFLICT DO UPDATE .. RETURNING, on SQLite and PostgreSQL alike; its
row lock admits exactly as many as the limit allows (a counter in a cache let 24 of 24 parallel posts through
where 5 were allowed). Windows are aligned: an hour begins with the clock's hour, a day at midnight UTC, when
the key of the network hash changes too. What is refused or rolled back costs nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from accounts.permissions import role_of
from accounts.roles import STAFF, Role
from reports.models import Ban, Objection, QuotaCount, Report, SenderBatch
from reports.senders.sender import Sender

HOUR, DAY = 3600, 86_400
TRUSTED_PER_DAY = 500
OBJECTIONS_PER_HOUR, OBJECTIONS_PER_DAY = 3, 10
CONFIRMATIONS_PER_HOUR, CONFIRMATIONS_PER_DAY = 30, 100  # a walk through a town
FORGET_AFTER = timedelta(hours=48)
FORGET_BATCH_AFTER = timedelta(days=30)


@dataclass(frozen=True)
class Limit:
    name: str
    quota: int
    seconds: int  # length of the window, from 1970

    def starts_at(self, now: datetime) -> datetime:
        return datetime.fromtimestamp(now.timestamp() // self.seconds * self.seconds, UTC)

    def seconds_left(self, now: datetime) -> int:
        """Seconds until the next window."""
        return int(self.starts_at(now).timestamp() + self.seconds - now.timestamp()) + 1


class QuotaExceeded(Exception):
    """The sender has sent as much as the limit allows; nothing was stored. `retry_after` in seconds."""

    def __init__(self, limit: Limit, now: datetime) -> None:
        super().__init__(f"{limit.quota} per {limit.seconds} s")
        self.limit = limit
        self.retry_after = limit.seconds_left(now)


def report_limits(sender: Sender) -> list[Limit]:
    if sender.application:
        return [Limit("report-day", sender.application.reports_per_day, DAY)]
    if sender.person is None:
        per_hour, per_day = settings.REPORTS_PER_HOUR, settings.REPORTS_PER_DAY
        return [Limit("report-day", per_day, DAY), Limit("report-hour", per_hour, HOUR)]
    if role_of(sender.person) in STAFF | {Role.TRUSTED}:
        return [Limit("report-day", TRUSTED_PER_DAY, DAY)]
    return [Limit("report-day", _contributor_quota(sender.person), DAY)]


def _contributor_quota(person: User) -> int:
    """Quota of a contributor. A ban resets it; each open objection to one of their cameras halves it."""
    bans = Ban.objects.filter(account=person, revoked_by=None)
    since: datetime = bans.aggregate(last=Max("ends_at"))["last"] or person.date_joined
    approved = Report.objects.of_sender("", person).approved().sent_since(since).count()
    cameras = Report.objects.of_sender("", person).approved().values("revision__camera")
    complaints = Objection.objects.open().filter(camera__in=cameras).count()
    age = (timezone.now() - since).days
    return contributor_quota(approved=approved, age_days=age, complaints=complaints)


def contributor_quota(*, approved: int, age_days: int, complaints: int = 0) -> int:
    """Reports a day: more with good reports and time, half as many with each open complaint."""
    return min(max(5 + 2 * approved + age_days, 5), 200) >> min(complaints, 8) or 1


def objection_limits() -> list[Limit]:
    return [
        Limit("objection-day", OBJECTIONS_PER_DAY, DAY),
        Limit("objection-hour", OBJECTIONS_PER_HOUR, HOUR),
    ]


def confirmation_limits() -> list[Limit]:
    return [
        Limit("confirmation-day", CONFIRMATIONS_PER_DAY, DAY),
        Limit("confirmation-hour", CONFIRMATIONS_PER_HOUR, HOUR),
    ]


def photo_limits(sender: Sender) -> list[Limit]:
    """Photos that are decoded, also those of reports that are refused then: four for each report."""
    return [
        replace(limit, name=limit.name.replace("report", "photo"), quota=4 * limit.quota)
        for limit in report_limits(sender)
    ]


def check_quota(sender: Sender, limits: Sequence[Limit]) -> None:
    """Raises QuotaExceeded when a limit is used up; consumes nothing. One query, to refuse early what
    `consume_quota` would refuse in the end."""
    now = timezone.now()
    used = _used_units(sender, limits, now)
    for limit in limits:
        if used.get(limit.name, 0) >= limit.quota:
            raise QuotaExceeded(limit, now)


def _used_units(sender: Sender, limits: Sequence[Limit], now: datetime) -> dict[str, int]:
    """Units used in the current window of each limit, by its name."""
    keys = {f"{limit.name}:{sender.key}": limit for limit in limits}
    rows = QuotaCount.objects.filter(key__in=keys, starts_at__in={one.starts_at(now) for one in limits})
    return {keys[row.key].name: row.used for row in rows if row.starts_at == keys[row.key].starts_at(now)}


def consume_quota(sender: Sender, limits: Sequence[Limit]) -> None:
    """Consume one unit of each limit, or of none. Raises QuotaExceeded. Call it in the transaction that
    stores the report; always with the limits in the same order, so that two senders never wait for each
    other."""
    now = timezone.now()
    with transaction.atomic():
        for limit in limits:
            if increment(limit, sender.key, now=now, quota=limit.quota) is None:
                raise QuotaExceeded(limit, now)


def increment(limit: Limit, key: str, *, now: datetime, quota: int) -> int | None:
    """Count one more in the window; returns the new count, or None when the quota is used up."""
    table = connection.ops.quote_name(QuotaCount._meta.db_table)
    statement = f"""
        INSERT INTO {table} (key, starts_at, used) SELECT %s, %s, 1 WHERE %s > 0
        ON CONFLICT (key, starts_at) DO UPDATE SET used = {table}.used + 1 WHERE {table}.used < %s
        RETURNING used"""
    moment = connection.ops.adapt_datetimefield_value(limit.starts_at(now))
    with connection.cursor() as cursor:
        cursor.execute(statement, [f"{limit.name}:{key}", moment, quota, quota])
        row = cursor.fetchone()
    return row[0] if row else None


def rate_limit_headers(sender: Sender, limits: Sequence[Limit]) -> dict[str, str]:
    """The headers RateLimit-Policy and RateLimit (draft-ietf-httpapi-ratelimit-headers): the limits, the
    remaining quota of each and the seconds until its reset. One query."""
    now = timezone.now()
    used, remaining = _used_units(sender, limits, now), []
    for limit in limits:
        units = max(0, limit.quota - used.get(limit.name, 0))
        remaining.append(f'"{limit.name}";r={units};t={limit.seconds_left(now)}')
    return {
        "RateLimit-Policy": ", ".join(f'"{one.name}";q={one.quota};w={one.seconds}' for one in limits),
        "RateLimit": ", ".join(remaining),
    }


def forget_senders(now: datetime) -> int:
    """Delete counters and network hashes after two days, and batch numbers of reports after 30; returns the
    number of rows."""
    counts, _by_model = QuotaCount.objects.filter(starts_at__lt=now - FORGET_AFTER).delete()
    networks, _by_model = SenderBatch.objects.filter(started_at__lt=now - FORGET_AFTER).delete()
    reports = Report.objects.exclude(batch="").filter(submitted_at__lt=now - FORGET_BATCH_AFTER)
    return counts + networks + reports.update(batch="")
