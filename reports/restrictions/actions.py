"""Setting zones and bans, and taking them back. Moderators for a week at most, administrators for longer."""

import math
from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from accounts.permissions import may, require
from accounts.roles import Action
from areas.boundaries import areas_at_each
from cameras.geo import EARTH_RADIUS
from reports.jurisdiction import places_of
from reports.mail import contacts
from reports.models import Ban, Report, SubmissionZone
from reports.senders.bans import contact_hash

WEEK, LONGEST = 7, 365  # days
CORNERS = 24


class NobodyToBan(Exception):
    """The report was sent without account and address: bans never hold networks, which others share."""


def longest_for(person: User) -> int:
    """Days."""
    return LONGEST if may(person, Action.RESTRICT_LONG) else WEEK


def set_zone(
    *, lat: float, lon: float, radius: int, policy: str, public_reason: str, days: int, by: User
) -> SubmissionZone:
    """Hold what is sent from a circle (WGS 84 degrees, metres) for some days. Raises OutOfArea when a corner
    of it lies beyond the areas of an area moderator, PermissionDenied for too many days."""
    ring = circle(lat, lon, radius)
    corners = [(lat, lon), *((lat, lon) for lon, lat in ring)]
    places = areas_at_each([lat for lat, _lon in corners], [lon for _lat, lon in corners])
    require(by, _action(days), places=places)
    now = timezone.now()
    return SubmissionZone.objects.create(
        policy=policy,
        polygon={"type": "Polygon", "coordinates": [ring]},
        public_reason=public_reason,
        created_by=by,
        created_at=now,
        ends_at=now + timedelta(days=days),
    )


def circle(lat: float, lon: float, radius: float) -> list[list[float]]:
    """A closed ring of [lon, lat] around a point; good for some kilometres, kept within the map's edges."""
    down = math.degrees(radius / EARTH_RADIUS)
    right = down / max(0.01, math.cos(math.radians(lat)))
    turns = [2 * math.pi * n / CORNERS for n in range(CORNERS)]
    ring = [
        [max(-180.0, min(180.0, lon + right * math.cos(t))), max(-90.0, min(90.0, lat + down * math.sin(t)))]
        for t in turns
    ]
    return [*ring, ring[0]]


def ban_sender(report: Report, *, reason: str, days: int, needs_read: bool, by: User) -> Ban:
    """Ban the account that sent a report, else the e-mail address that was left with it: nobody reads it, its
    hash alone is kept. Raises NobodyToBan, OutOfArea, PermissionDenied."""
    require(by, _action(days), places=places_of(report))
    address = "" if report.reporter or report.application else contacts.address_of(report)
    if not report.reporter and not address:
        raise NobodyToBan
    now = timezone.now()
    return Ban.objects.create(
        account=report.reporter,
        contact_hash=contact_hash(address) if address else "",
        reason=reason,
        needs_read=needs_read and report.reporter is not None,  # who never signs in cannot read it
        created_by=by,
        created_at=now,
        ends_at=now + timedelta(days=days),
    )


def revoke(kind: type[SubmissionZone] | type[Ban], number: int, *, by: User) -> bool:
    """End it now: who set it, and administrators. False when it is not active, or somebody else's."""
    active: Any = kind.objects.active(timezone.now()).filter(pk=number)
    mine = active if may(by, Action.RESTRICT_LONG) else active.filter(created_by=by)
    return bool(mine.update(revoked_by=by))


def _action(days: int) -> Action:
    return Action.RESTRICT if days <= WEEK else Action.RESTRICT_LONG
