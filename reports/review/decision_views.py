"""Deciding: each verb a form, each form a POST with CSRF token and the version that was looked at."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from accounts.permissions import StaffRequest, allows
from accounts.roles import Action
from cameras.filters import digits
from cameras.registry.neighbours import PossibleDuplicates
from reports import decisions
from reports.decisions import Conflict
from reports.intake.forms import EditForm, acknowledged_ids
from reports.models import Report
from reports.models.transitions import Status
from reports.problems.refusals import not_yours, told
from reports.review import decision_forms
from reports.review.views import find, on_to_the_next, screen

CONFLICTS = (Conflict, PossibleDuplicates)


@dataclass(frozen=True)
class Verb:
    """A decision that leaves the map as it is."""

    form: type[forms.Form]
    act: Callable[..., None]
    done: str | Promise


VERBS = {
    "reject": Verb(decision_forms.RejectForm, decisions.reject, gettext_lazy("%(reference)s is refused.")),
    "ask": Verb(
        decision_forms.AskForm, decisions.ask, gettext_lazy("%(reference)s: your question is on its way.")
    ),
    "hold": Verb(decision_forms.HoldForm, decisions.hold, gettext_lazy("%(reference)s is set aside.")),
    "release": Verb(
        decision_forms.PlainForm, decisions.release, gettext_lazy("%(reference)s is back in the queue.")
    ),
    "flag": Verb(
        decision_forms.FlagForm,
        decisions.flag,
        gettext_lazy("%(reference)s: your colleagues see it marked."),
    ),
    "merge": Verb(decision_forms.MergeForm, decisions.merge, gettext_lazy("%(reference)s is merged.")),
    "reopen": Verb(
        decision_forms.ReopenForm, decisions.reopen, gettext_lazy("%(reference)s is back in the queue.")
    ),
}


@require_http_methods(["GET", "POST"])
@allows(Action.APPROVE)
def approve(request: StaffRequest, reference: str) -> HttpResponse:
    if request.method == "GET":
        return back(request, reference)
    report = find(request, reference)
    edit = decision_forms.edit_form(report, request.POST)
    if not edit.is_valid():
        return screen(request, report, edit_form=edit, status=422)
    confirmed = "edit" in request.POST
    # Untouched fields of a page that is out of date would look like edits; its decision is refused anyway.
    is_current = version(request) == report.version
    edits = decision_forms.edits_of(edit, report, confirmed=confirmed) if is_current or confirmed else {}
    try:
        decisions.approve(
            report,
            by=request.user,
            version=version(request),
            edits=edits,
            acknowledged=acknowledged_ids(request.POST),
            camera_version=version(request, "camera_version") or None,
            revive=version(request, "revive") or None,
        )
    except CONFLICTS as error:
        now = find(request, reference)
        form = edit if edits else _filled(now, error)
        return screen(request, now, edit_form=form, conflict=told(error, to_staff=True), status=409)
    except PermissionDenied as error:
        form = edit if edits else None
        return screen(request, report, edit_form=form, conflict=not_yours(error), status=403)
    messages.success(
        request, _("%(reference)s is approved; the map is up to date.") % {"reference": reference}
    )
    return on_to_the_next(request, report)


def _filled(report: Report, error: Exception) -> EditForm | None:
    """Fields that were changed meanwhile are decided in the edit form."""
    return decision_forms.edit_form(report) if isinstance(error, decisions.FieldConflicts) else None


@require_http_methods(["GET", "POST"])
@allows(Action.REVIEW)
def decide(request: StaffRequest, reference: str, verb: str) -> HttpResponse:
    if verb not in VERBS:
        raise Http404
    if request.method == "GET":
        return back(request, reference)
    report, chosen = find(request, reference), VERBS[verb]
    form = chosen.form(request.POST)
    if not form.is_valid():
        return screen(request, report, bound={verb: form}, status=422)
    try:
        chosen.act(report, by=request.user, version=version(request), **form.cleaned_data)
    except Conflict as error:
        now = find(request, reference)
        return screen(request, now, bound={verb: form}, conflict=told(error, to_staff=True), status=409)
    except PermissionDenied as error:
        return screen(request, report, bound={verb: form}, conflict=not_yours(error), status=403)
    messages.success(request, chosen.done % {"reference": reference})
    stays = verb in ("flag", "release", "reopen")
    return back(request, reference) if stays else on_to_the_next(request, report)


@require_POST
@allows(Action.UNDO)
def undo(request: StaffRequest, reference: str) -> HttpResponse:
    """Take back what was decided, whatever it was: a compensating revision, or back into the queue."""
    report = find(request, reference)
    try:
        take_back(report, by=request.user, version=version(request))
    except Conflict as error:
        return screen(request, find(request, reference), conflict=told(error, to_staff=True), status=409)
    except PermissionDenied as error:
        return screen(request, report, conflict=not_yours(error), status=409)
    messages.success(request, _("%(reference)s: taken back.") % {"reference": reference})
    return back(request, reference)


def take_back(report: Report, *, by: User, version: int) -> None:
    if report.status in (Status.APPROVED, Status.REVERTED):
        decisions.revert(report, by=by, version=version, reason="undo")
    elif report.status == Status.HELD:
        decisions.release(report, by=by, version=version)
    else:
        decisions.reopen(report, by=by, version=version, reason="undo")


def back(request: StaffRequest, reference: str) -> HttpResponse:
    """The page of the report: also for who comes by a link, after logging in again or in another language."""
    address = reverse("reports:review", args=[reference])
    query = request.GET.urlencode()
    return HttpResponseRedirect(f"{address}?{query}" if query else address, status=303)


def version(request: StaffRequest, name: str = "version") -> int:
    """The version that the moderator looked at; a form without it has looked at none."""
    return digits(request.POST.get(name, "")) or 0
