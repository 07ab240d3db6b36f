"""A conflict told to somebody: as problem+json (RFC 9457) for programs, as two sentences for a page.

Names of moderators stand in what moderators read (`to_staff`), nowhere else.
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
from reports.problems.types import address_of
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
Problem = Conflict | PossibleDuplicates


@dataclass(frozen=True)
class Told:
    """Why nothing was done, and what to do now."""

    title: str
    detail: str
    fields: tuple[FieldConflict, ...] = ()


def not_yours(error: PermissionDenied) -> Told:
    """What a person may not decide, in the sentence of accounts/permissions.py."""
    return Told(_("You may not decide this."), str(error))


def told(error: Problem, *, to_staff: bool) -> Told:
    if isinstance(error, AlreadyDecided):
        return _moved_on(error.report, to_staff)
    if isinstance(error, FieldConflicts | ChangedSince):
        title = (
            _("The camera was changed since this report was sent.")
            if isinstance(error, FieldConflicts)
            else _("The camera was changed after this approval.")
        )
        fields = ", ".join(label(one.name) for one in error.fields)
        detail = _("Changed in the meantime: %(fields)s.") % {"fields": fields or "–"}
        return Told(title, detail, tuple(error.fields))
    return Told(*_sentences(error))


def _sentences(error: Problem) -> tuple[str, str]:
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


def _moved_on(report: Report, to_staff: bool) -> Told:
    """Who was quicker, what they decided and how long ago; or that the report was changed or deleted."""
    if report.erased_at and report.revision_id is None:
        return Told(_("The reporter deleted this report."), _("Nothing is left to look at again."))
    if report.decided_at is None and report.is_open:
        return Told(
            _("This report changed while you were looking at it."), _("Look at it again, then decide.")
        )
    words = {
        "status": report.get_status_display(),
        "who": report.decided_by,
        "ago": naturaltime(report.decided_at or report.changed_at),
    }
    title = (
        _("%(status)s by %(who)s, %(ago)s.") if to_staff and report.decided_by else _("%(status)s, %(ago)s.")
    )
    return Told(title % words, _("Your decision was not taken; nothing was changed."))


def body(error: Problem, *, to_staff: bool, action: str, version: int) -> dict[str, Any]:
    """The 409: `action` and `version` are what was tried. Candidates hold what the map shows anyway."""
    said = told(error, to_staff=to_staff)
    return {
        "type": address_of(TYPES[type(error)]),
        "title": said.title,
        "status": 409,
        "detail": said.detail,
        "yours": {"action": action, "version": version},
        **_facts(error, to_staff),
    }


def _facts(error: Problem, to_staff: bool) -> dict[str, Any]:
    if isinstance(error, AlreadyDecided):
        report = error.report
        return {"report": report.reference, "current": _current(report, to_staff), "can": _can(report)}
    if isinstance(error, FieldConflicts | ChangedSince):
        return {"conflicts": [_field(one) for one in error.fields]}
    if isinstance(error, PossibleDuplicates):
        return {"candidates": [_candidate(one) for one in error.found if one.is_candidate]}
    return {}


def _current(report: Report, to_staff: bool) -> dict[str, Any]:
    facts: dict[str, Any] = {"status": str(report.status), "version": report.version}
    if report.decided_at:
        facts |= {"at": report.decided_at.isoformat(), "reason": report.reason or None}
        if to_staff:
            facts["by"] = str(report.decided_by)
    return facts


def _can(report: Report) -> list[str]:
    """What a moderator could do instead, as the report is now."""
    events = [
        event for event, row in TABLE.items() if Actor.MODERATOR in row.by and report.status in row.sources
    ]
    return [*(str(event) for event in events if event is not Event.FLAG), "view"]


def _field(one: FieldConflict) -> dict[str, Any]:
    values = {"base": one.base, "current": one.current, "proposed": one.proposed}
    plain = {key: value.isoformat() if isinstance(value, date) else value for key, value in values.items()}
    return {"field": one.name, **plain}


def _candidate(one: Neighbour) -> dict[str, Any]:
    camera = one.camera
    return {
        "id": camera.pk,
        "distance": round(one.distance, 1),
        "ownership": camera.ownership,
        "shape": camera.shape,
        "operator": camera.operator,
        "url": absolute(camera.get_absolute_url()),
    }


def label(name: str) -> str:
    """The name of a camera's field, as people read it."""
    field = Camera._meta.get_field(name.removesuffix("_id"))
    return capfirst(str(field.verbose_name))  # type: ignore[union-attr]  # a plain field
