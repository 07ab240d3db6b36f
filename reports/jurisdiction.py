"""Jurisdiction over a report: the permission check of accounts/permissions.py, applied to its location."""

from accounts.models import User
from accounts.permissions import Places, require
from accounts.roles import Action
from areas.boundaries import areas_at, areas_at_each
from cameras.models import Camera
from reports.models import Report

Point = tuple[float, float]  # latitude, longitude; WGS 84 degrees


def places_of(*subjects: Report | Camera | Point) -> Places:
    """The areas at each point. A report counts with its pin and its camera, so that a correction that moves
    the pin needs jurisdiction over both."""
    points = {point for subject in subjects for point in _points(subject)}
    return areas_at_each([lat for lat, _lon in points], [lon for _lat, lon in points])


def _points(subject: Report | Camera | Point) -> set[Point]:
    if isinstance(subject, tuple):
        return {subject}
    points = {(subject.latitude, subject.longitude)}
    if isinstance(subject, Report) and subject.camera:
        return points | _points(subject.camera)
    return points


def assign_areas(report: Report) -> None:
    """Store the areas of a report's pin, for list queries; its camera has its own. Called on submission and
    when the pin moves."""
    report.areas.set(areas_at(report.latitude, report.longitude))


def require_permission(report: Report, action: Action, *others: Report | Camera | Point, by: User) -> None:
    """Check the permission; call it inside the transaction of a decision. `others` is whatever else the
    decision changes: the target of a merge, the point to which a moderator moves the pin. Raises OwnReport,
    OutOfArea or PermissionDenied (403)."""
    require(by, action, places=places_of(report, *others), own=is_reporter(report, by))


def is_reporter(report: Report, person: User) -> bool:
    return report.reporter_id == person.pk
