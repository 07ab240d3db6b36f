"""Who may act on a report: accounts/permissions.py, asked about where the report lies."""

from accounts.models import User
from accounts.permissions import Places, require
from accounts.roles import Action
from areas.boundaries import areas_at, areas_at_each
from cameras.models import Camera
from reports.models import Report

Point = tuple[float, float]  # latitude, longitude; WGS 84 degrees


def places_of(*things: Report | Camera | Point) -> Places:
    """The areas at each point: of a report its pin and its camera, so that a pin that moved lies at both."""
    points = {point for thing in things for point in _points(thing)}
    return areas_at_each([lat for lat, _lon in points], [lon for _lat, lon in points])


def _points(thing: Report | Camera | Point) -> set[Point]:
    if isinstance(thing, tuple):
        return {thing}
    here = {(thing.latitude, thing.longitude)}
    if isinstance(thing, Report) and thing.camera:
        return here | _points(thing.camera)
    return here


def lie_in(report: Report) -> None:
    """Write down the areas of a report's pin, for the lists; its camera has its own. Called when it comes in
    and when its pin moves."""
    report.areas.set(areas_at(report.latitude, report.longitude))


def require_on(report: Report, action: Action, *others: Report | Camera | Point, by: User) -> None:
    """Ask inside the transaction of a decision. `others` is whatever else it touches: the target of a merge,
    the point where a moderator puts the pin. Raises OwnReport, OutOfArea or PermissionDenied (403)."""
    require(by, action, places=places_of(report, *others), own=is_own(report, by))


def is_own(report: Report, person: User) -> bool:
    return report.reporter_id == person.pk
