"""The types of problem+json and their pages at /problems/…: the path is the type URI."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class ProblemType:
    """A problem type. `remedy`: what the client can do."""

    status: int
    title: str | Promise
    meaning: str | Promise
    remedy: str | Promise


PROBLEMS = {
    "already-decided": ProblemType(
        409,
        _("Somebody was quicker"),
        _("The report is no longer as it was when this request was made. Nothing was done."),
        _("Read “current”: it says how the report stands. Then decide again, or do what “can” lists."),
    ),
    "field-conflicts": ProblemType(
        409,
        _("The same fields were changed meanwhile"),
        _("Fields that the report wants to change were changed by somebody else since its reporter looked."),
        _("“conflicts” has each field as it was, as it is and as it was wanted. Edit it, then approve."),
    ),
    "changed-since": ProblemType(
        409,
        _("The camera was changed after the approval"),
        _("An approval can be taken back only as long as nobody changed the camera since."),
        _("Send a correction of the fields in “conflicts”."),
    ),
    "camera-gone": ProblemType(
        409,
        _("The camera is no longer on the map"),
        _("The report is about a camera that was removed, merged or hidden meanwhile."),
        _("Refuse the report, or look at the camera's history."),
    ),
    "bad-target": ProblemType(
        409,
        _("It cannot be merged into that"),
        _("The target is the report itself, a closed report, or a camera that the map does not show."),
        _("Choose a camera on the map, or a report that waits or was approved."),
    ),
    "not-removed": ProblemType(
        409,
        _("This camera cannot come back here"),
        _("Only a camera that was taken down stands again, and only within 75 m of the report."),
        _("Approve the report as a new camera, or choose another one that stood there."),
    ),
    "possible-duplicates": ProblemType(
        409,
        _("A camera stands close by"),
        _("“candidates” are the cameras of the map that may be the same: within 25 m, or alike within 75 m."),
        _("Confirm or correct one of them, or send again with their numbers as “acknowledged”."),
    ),
    "nothing-to-change": ProblemType(
        409,
        _("The map says this already"),
        _("Every field of the report is on the map as it was reported: there is nothing to approve."),
        _("Refuse the report as a duplicate."),
    ),
    "sent-before": ProblemType(
        422,
        _("This was sent before"),
        _("The “client_token” came with another report already: it names one, however often it is sent."),
        _("Follow the first one with its “tracking_key”. For another camera send a new token."),
    ),
}  # fmt: skip


def type_uri(name: str) -> str:
    """The `type` member of a problem. Raises KeyError for a name without a page."""
    if name not in PROBLEMS:
        raise KeyError(name)
    return f"/problems/{name}"
