"""Context of the review page: comparison with the map, conflicts, timeline, nearby cameras and reports."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from cameras.geo import Bbox, distance
from cameras.map.basemap import map_config
from cameras.models import Camera
from cameras.osm.direction import view_arcs
from cameras.osm.labels import capabilities_text, mount_text
from cameras.registry.neighbours import NEAR, NEAR_ALIKE, Neighbour, neighbours, removed_near
from reports.history.conflicts import FieldConflict
from reports.intake.reportable_fields import REPORTABLE_FIELDS
from reports.models import Report
from reports.models.risk_labels import risk_labels
from reports.problems.refusals import field_label


@dataclass(frozen=True)
class FieldRow:
    """One field with its reported and its current value, as text."""

    label: str
    reported: str
    current: str

    @property
    def changed(self) -> bool:
        return self.reported != self.current


def field_rows(report: Report) -> list[FieldRow]:
    """The reportable fields and the position. Fields that a correction leaves out have the current value;
    those of a new camera have none."""
    camera = report.camera
    compared = [
        FieldRow(
            field_label(name),
            value_text(name, report.value_of(name)),
            value_text(name, getattr(camera, name)) if camera else "",
        )
        for name in REPORTABLE_FIELDS
    ]
    return [*compared, FieldRow(_("Place"), _place(report), _place(camera) if camera else "")]


def value_text(name: str, value: Any) -> str:
    """The display text of a field's value."""
    if value is None or value in ("", []):
        return "–"
    if name == "capabilities":
        return capabilities_text(value)
    if name == "mount":
        return mount_text(value)
    choices = dict(Camera._meta.get_field(name).choices or ())  # type: ignore[union-attr]
    return str(choices.get(value, value))


def _place(subject: Report | Camera) -> str:
    return f"{subject.latitude:.6f}, {subject.longitude:.6f}"


def nearby_reports(report: Report) -> list[tuple[Report, int]]:
    """Other open reports within 75 m, nearest first, with their distance in metres."""
    box = Bbox.around(report.latitude, report.longitude, NEAR_ALIKE)
    if box.crosses_antimeridian:
        return []  # open_in_box cannot query such a box, and nobody lives there
    nearby = []
    for other in Report.objects.open_in_box(box).exclude(pk=report.pk).select_related("camera")[:50]:
        metres = distance(report.latitude, report.longitude, other.latitude, other.longitude)
        if metres <= NEAR_ALIKE:
            nearby.append((other, round(metres)))
    return sorted(nearby, key=itemgetter(1))


def conflict_rows(fields: Iterable[FieldConflict]) -> list[dict[str, str]]:
    """Display texts of conflicting fields: the base, the current and the proposed value."""
    return [
        {"label": field_label(field.name)}
        | {kind: value_text(field.name, getattr(field, kind)) for kind in ("base", "current", "proposed")}
        for field in fields
    ]


@dataclass(frozen=True)
class TimelineEntry:
    """One event in the staff's timeline of a report."""

    label: str
    actor: str
    at: datetime
    text: str


def timeline(report: Report) -> list[TimelineEntry]:
    return [
        TimelineEntry(
            label=event.label,
            actor=event.actor.get_username() if event.actor else "",
            at=event.at,
            text=str(event.data.get("question") or event.data.get("answer") or _reason(event.data)),
        )
        for event in report.events.select_related("actor").order_by("seq")
    ]


def _reason(data: dict[str, Any]) -> str:
    code, labels = str(data.get("reason") or data.get("note") or ""), dict(Report.Reason.choices)
    return str(labels.get(code, "") or ", ".join(risk_labels(code.split(", "))))


def track_record(report: Report) -> dict[str, int] | None:
    """Numbers of approved and rejected earlier reports of the account. None without account."""
    if report.reporter_id is None:
        return None
    earlier = Report.objects.filter(reporter=report.reporter_id).exclude(pk=report.pk)
    counts = dict(earlier.order_by().values_list("status").annotate(n=Count("pk")))
    return {"approved": counts.get("approved", 0), "rejected": counts.get("rejected", 0)}


def nearby_cameras(report: Report) -> list[dict[str, Any]]:
    """Cameras within 75 m, except the one that the report is about."""
    operator = report.proposed.get("operator", "")
    device = report.proposed.get("device", "")
    near = neighbours(report.latitude, report.longitude, operator=operator, device=device)
    return [_neighbour(report, neighbour) for neighbour in near if neighbour.camera.pk != report.camera_id]


def removed_nearby(report: Report) -> list[dict[str, Any]]:
    """Removed cameras nearby, one of which a report of a new camera may revive."""
    if report.kind != Report.Kind.NEW or not report.is_open:
        return []
    return [_neighbour(report, neighbour) for neighbour in removed_near(report.latitude, report.longitude)]


def _neighbour(report: Report, neighbour: Neighbour) -> dict[str, Any]:
    return {
        "camera": neighbour.camera,
        "distance": round(neighbour.distance),
        "is_candidate": neighbour.is_candidate and report.kind == Report.Kind.NEW,
    }


def review_config(report: Report) -> dict[str, Any]:
    """Configuration of the review map: the usual basemap, and the symbol of the report."""
    return {
        **map_config((report.latitude, report.longitude)),
        "radius": NEAR,
        "report": {
            "lat": report.latitude,
            "lon": report.longitude,
            "ownership": report.value_of("ownership") or "unknown",
            "shape": report.value_of("shape") or "unknown",
            "arcs": view_arcs(report.value_of("direction"), None, report.value_of("shape")),
            "camera": report.camera_id,
        },
    }
