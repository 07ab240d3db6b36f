"""What a moderator sees of a report: the queue's lines, the comparison, the neighbours, the map."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from cameras.direction import view_arcs
from cameras.ground import map_config
from cameras.models import Camera
from reports.duplicates import NEAR, Neighbour, neighbours
from reports.forms import CLAIMS
from reports.models import Report
from reports.problems import label

QUEUE = 200  # lines of the queue on one screen


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
            _word(name, report.claim(name)),
            _word(name, getattr(camera, name)) if camera else "",
        )
        for name in CLAIMS
    ]
    return [*found, Row(_("Place"), _place(report), _place(camera) if camera else "")]


def _word(name: str, value: str) -> str:
    """The value as people read it."""
    choices = dict(Camera._meta.get_field(name).choices or ())  # type: ignore[union-attr]
    return str(choices.get(value, value))


def _place(thing: Report | Camera) -> str:
    return f"{thing.latitude:.6f}, {thing.longitude:.6f}"


def surroundings(report: Report) -> list[dict[str, Any]]:
    """The cameras within 75 m, without the one that the report is about."""
    operator = report.proposed.get("operator", "")
    near = neighbours(report.latitude, report.longitude, operator=operator)
    return [_neighbour(report, one) for one in near if one.camera.pk != report.camera_id]


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
            "ownership": report.claim("ownership") or "unknown",
            "shape": report.claim("shape") or "unknown",
            "arcs": view_arcs(report.claim("direction"), None, report.claim("shape")),
            "camera": report.camera_id,
        },
    }
