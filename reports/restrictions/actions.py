"""Setting and revoking zones and bans. Moderators: up to a week; administrators: up to a year."""

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

MAX_DAYS_MODERATOR, MAX_DAYS = 7, 365  # days
CORNERS = 24


class NoBanTarget(Exception):
    """The report has neither an account nor an address; networks are never banned, because others share
    them."""


def max_days_for(person: User) -> int:
    """The longest restriction that the person may set, in days."""
    return MAX_DAYS if may(person, Action.RESTRICT_LONG) else MAX_DAYS_MODERATOR


def set_zone(
    *, lat: float, lon: float, radius: int, policy: str, public_reason: str, days: int, by: User
) -> SubmissionZone:
    """Hold reports in a circle (WGS 84 degrees, metres) for some days. Raises OutOfArea when a corner of it
    is outside the areas of an area moderator, PermissionDenied for too many days."""
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
    """A closed ring of [lon, lat] around a point, clamped to valid coordinates; accurate for some
    kilometres."""
    lat_radius = math.degrees(radius / EARTH_RADIUS)
    lon_radius = lat_radius / max(0.01, math.cos(math.radians(lat)))
    angles = [2 * math.pi * n / CORNERS for n in range(CORNERS)]
    ring = [
        [
            max(-180.0, min(180.0, lon + lon_radius * math.cos(angle))),
            max(-90.0, min(90.0, lat + lat_radius * math.sin(angle))),
        ]
        for angle in angles
    ]
    return [*ring, ring[0]]


def ban_sender(report: Report, *, reason: str, days: int, needs_read: bool, by: User) -> Ban:
    """Ban the account that sent a report, else the e-mail address left with it, of which only a hash is
    stored and shown to nobody. Raises NoBanTarget, OutOfArea, PermissionDenied."""
    require(by, _action(days), places=places_of(report))
    address = "" if report.reporter or report.application else contacts.address_of(report)
    if not report.reporter and not address:
        raise NoBanTarget
    now = timezone.now()
    return Ban.objects.create(
        account=report.reporter,
        contact_hash=contact_hash(address) if address else "",
        reason=reason,
        needs_read=needs_read and report.reporter is not None,  # a contact never signs in to read it
        created_by=by,
        created_at=now,
        ends_at=now + timedelta(days=days),
    )


def revoke(model: type[SubmissionZone] | type[Ban], pk: int, *, by: User) -> bool:
    """End a restriction now: an own one, or any as an administrator. False when it is not active or somebody
    else's."""
    active: Any = model.objects.active(timezone.now()).filter(pk=pk)
    revocable = active if may(by, Action.RESTRICT_LONG) else active.filter(created_by=by)
    return bool(revocable.update(revoked_by=by))


def _action(days: int) -> Action:
    return Action.RESTRICT if days <= MAX_DAYS_MODERATOR else Action.RESTRICT_LONG
