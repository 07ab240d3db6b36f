"""What a moderator sees of a report: the queue's lines, the comparison, the neighbours, the map."""

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
from reports.problems.refusals import label


@dataclass(frozen=True)
class Row:
    """One field: what the report says, what the map says."""

    label: str
    reported: str
    current: str

    @property
    def changed(self) -> bool:
        return self.reported != self.current


def rows(report: Report) -> list[Row]:
    """The fields that a report can speak of. What a correction leaves out stays as it is on the map; of a new
    camera the map says nothing."""
    camera = report.camera
    found = [
        Row(
            label(name),
            word(name, report.value_of(name)),
            word(name, getattr(camera, name)) if camera else "",
        )
        for name in REPORTABLE_FIELDS
    ]
    return [*found, Row(_("Place"), _place(report), _place(camera) if camera else "")]


def word(name: str, value: Any) -> str:
    """The value as people read it."""
    if value is None or value in ("", []):
        return "–"
    if name == "capabilities":
        return capabilities_text(value)
    if name == "mount":
        return mount_text(value)
    choices = dict(Camera._meta.get_field(name).choices or ())  # type: ignore[union-attr]
    return str(choices.get(value, value))


def _place(thing: Report | Camera) -> str:
    return f"{thing.latitude:.6f}, {thing.longitude:.6f}"


def close_by(report: Report) -> list[tuple[Report, int]]:
    """Other open reports within 75 m, nearest first, with their distance in metres."""
    box = Bbox.around(report.latitude, report.longitude, NEAR_ALIKE)
    if box.crosses_antimeridian:
        return []  # nobody lives there; the map's own neighbours are found all the same
    found = []
    for one in Report.objects.open_in_box(box).exclude(pk=report.pk).select_related("camera")[:50]:
        metres = distance(report.latitude, report.longitude, one.latitude, one.longitude)
        if metres <= NEAR_ALIKE:
            found.append((one, round(metres)))
    return sorted(found, key=itemgetter(1))


def conflict_rows(fields: Iterable[FieldConflict]) -> list[dict[str, str]]:
    """Each field that two want otherwise: as it was seen, as it is, as it was wanted."""
    return [
        {"label": label(one.name)}
        | {kind: word(one.name, getattr(one, kind)) for kind in ("base", "current", "proposed")}
        for one in fields
    ]


@dataclass(frozen=True)
class Step:
    """What happened to the report, for its timeline."""

    what: str
    who: str
    at: datetime
    text: str


def timeline(report: Report) -> list[Step]:
    return [
        Step(
            what=one.label,
            who=one.actor.get_username() if one.actor else "",
            at=one.at,
            text=str(one.data.get("question") or one.data.get("answer") or _reason(one.data)),
        )
        for one in report.events.select_related("actor").order_by("seq")
    ]


def _reason(data: dict[str, Any]) -> str:
    code, words = str(data.get("reason") or data.get("note") or ""), dict(Report.Reason.choices)
    return str(words.get(code, "") or ", ".join(risk_labels(code.split(", "))))


def track_record(report: Report) -> dict[str, int] | None:
    """How the account's reports were decided before: counts only. None without account."""
    if report.reporter_id is None:
        return None
    rows = Report.objects.filter(reporter=report.reporter_id).exclude(pk=report.pk)
    found = dict(rows.order_by().values_list("status").annotate(n=Count("pk")))
    return {"approved": found.get("approved", 0), "rejected": found.get("rejected", 0)}


def surroundings(report: Report) -> list[dict[str, Any]]:
    """The cameras within 75 m, without the one that the report is about."""
    operator = report.proposed.get("operator", "")
    device = report.proposed.get("device", "")
    near = neighbours(report.latitude, report.longitude, operator=operator, device=device)
    return [_neighbour(report, one) for one in near if one.camera.pk != report.camera_id]


def stood_here(report: Report) -> list[dict[str, Any]]:
    """Cameras that were taken down close by: a new report may say that one stands again."""
    if report.kind != Report.Kind.NEW or not report.is_open:
        return []
    return [_neighbour(report, one) for one in removed_near(report.latitude, report.longitude)]


def _neighbour(report: Report, one: Neighbour) -> dict[str, Any]:
    return {
        "camera": one.camera,
        "distance": round(one.distance),
        "is_candidate": one.is_candidate and report.kind == Report.Kind.NEW,
    }


def review_config(report: Report) -> dict[str, Any]:
    """The map of the review: the ground as everywhere, and the report's own symbol."""
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
