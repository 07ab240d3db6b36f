"""Descriptions of refused decisions: as problem+json (RFC 9457) for programs, as title and detail for pages.

Names of moderators appear only in texts for moderators (`to_staff`).
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.humanize.templatetags.humanize import naturaltime
from django.core.exceptions import PermissionDenied
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cameras.models import Camera
from cameras.registry.neighbours import Neighbour, PossibleDuplicates
from reports.history.conflicts import (
    AlreadyDecided,
    BadTarget,
    CameraGone,
    ChangedSince,
    Conflict,
    FieldConflict,
    FieldConflicts,
    NothingToChange,
    NotRemoved,
)
from reports.models import Report
from reports.models.transitions import TABLE, Actor, Event
from reports.problems.types import type_uri
from web.links import absolute

CONTENT_TYPE = "application/problem+json"
TYPES: dict[type[Exception], str] = {
    AlreadyDecided: "already-decided",
    FieldConflicts: "field-conflicts",
    ChangedSince: "changed-since",
    CameraGone: "camera-gone",
    BadTarget: "bad-target",
    NotRemoved: "not-removed",
    PossibleDuplicates: "possible-duplicates",
    NothingToChange: "nothing-to-change",
}
RefusedDecision = Conflict | PossibleDuplicates


@dataclass(frozen=True)
class Refusal:
    """Why nothing was changed (`title`), and what to do now (`detail`)."""

    title: str
    detail: str
    fields: tuple[FieldConflict, ...] = ()


def permission_refusal(error: PermissionDenied) -> Refusal:
    """The refusal for a missing permission, with the message of accounts/permissions.py."""
    return Refusal(_("You may not decide this."), str(error))


def describe_refusal(error: RefusedDecision, *, to_staff: bool) -> Refusal:
    if isinstance(error, AlreadyDecided):
        return _already_decided(error.report, to_staff)
    if isinstance(error, FieldConflicts | ChangedSince):
        title = (
            _("The camera was changed since this report was sent.")
            if isinstance(error, FieldConflicts)
            else _("The camera was changed after this approval.")
        )
        fields = ", ".join(field_label(field.name) for field in error.fields)
        detail = _("Changed in the meantime: %(fields)s.") % {"fields": fields or "–"}
        return Refusal(title, detail, tuple(error.fields))
    return Refusal(*_title_and_detail(error))


def _title_and_detail(error: RefusedDecision) -> tuple[str, str]:
    if isinstance(error, PossibleDuplicates):
        return (
            _("A camera stands close by."),
            _("Say that this is another camera, or refuse the report as a duplicate."),
        )
    if isinstance(error, CameraGone):
        return _("The camera is no longer on the map."), _("Refuse the report, or look at its history.")
    if isinstance(error, NotRemoved):
        return (
            _("This camera cannot come back here."),
            _("It was not taken down, or stood elsewhere. Look at the cameras around, then decide."),
        )
    if isinstance(error, BadTarget):
        return (
            _("It cannot be merged into that."),
            _("Choose a camera that is on the map, or another report that waits or was approved."),
        )
    return _("The map says this already."), _("Refuse the report as a duplicate.")


def _already_decided(report: Report, to_staff: bool) -> Refusal:
    """The decision that came first, by whom and when; or that the report was changed or deleted."""
    if report.erased_at and report.revision_id is None:
        return Refusal(_("The reporter deleted this report."), _("Nothing is left to look at again."))
    if report.decided_at is None and report.is_open:
        return Refusal(
            _("This report changed while you were looking at it."), _("Look at it again, then decide.")
        )
    values = {
        "status": report.get_status_display(),
        "who": report.decided_by,
        "ago": naturaltime(report.decided_at or report.changed_at),
    }
    title = (
        _("%(status)s by %(who)s, %(ago)s.") if to_staff and report.decided_by else _("%(status)s, %(ago)s.")
    )
    return Refusal(title % values, _("Your decision was not taken; nothing was changed."))


def problem_body(error: RefusedDecision, *, to_staff: bool, action: str, version: int) -> dict[str, Any]:
    """Body of the 409 response; `action` and `version` are those of the refused request. Candidates contain
    only public data."""
    refusal = describe_refusal(error, to_staff=to_staff)
    return {
        "type": type_uri(TYPES[type(error)]),
        "title": refusal.title,
        "status": 409,
        "detail": refusal.detail,
        "yours": {"action": action, "version": version},
        **_extensions(error, to_staff),
    }


def _extensions(error: RefusedDecision, to_staff: bool) -> dict[str, Any]:
    if isinstance(error, AlreadyDecided):
        report = error.report
        return {
            "report": report.reference,
            "current": _current_state(report, to_staff),
            "can": _allowed_actions(report),
        }
    if isinstance(error, FieldConflicts | ChangedSince):
        return {"conflicts": [_field(item) for item in error.fields]}
    if isinstance(error, PossibleDuplicates):
        return {"candidates": [_candidate(item) for item in error.candidates if item.is_candidate]}
    return {}


def _current_state(report: Report, to_staff: bool) -> dict[str, Any]:
    state: dict[str, Any] = {"status": str(report.status), "version": report.version}
    if report.decided_at:
        state |= {"at": report.decided_at.isoformat(), "reason": report.reason or None}
        if to_staff:
            state["by"] = str(report.decided_by)
    return state


def _allowed_actions(report: Report) -> list[str]:
    """Events that a moderator may apply to the report in its current status."""
    events = [
        event for event, row in TABLE.items() if Actor.MODERATOR in row.by and report.status in row.sources
    ]
    return [*(str(event) for event in events if event is not Event.FLAG), "view"]


def _field(conflict: FieldConflict) -> dict[str, Any]:
    values = {"base": conflict.base, "current": conflict.current, "proposed": conflict.proposed}
    plain = {key: value.isoformat() if isinstance(value, date) else value for key, value in values.items()}
    return {"field": conflict.name, **plain}


def _candidate(neighbour: Neighbour) -> dict[str, Any]:
    camera = neighbour.camera
    return {
        "id": camera.pk,
        "distance": round(neighbour.distance, 1),
        "ownership": camera.ownership,
        "shape": camera.shape,
        "operator": camera.operator,
        "url": absolute(camera.get_absolute_url()),
    }


def field_label(name: str) -> str:
    """The label of a camera field."""
    field = Camera._meta.get_field(name.removesuffix("_id"))
    return capfirst(str(field.verbose_name))  # type: ignore[union-attr]  # a plain field
