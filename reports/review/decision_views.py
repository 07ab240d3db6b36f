"""Views of the decisions: each a POST with CSRF token and the version of the report that the page showed."""

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
from reports.problems.refusals import describe_refusal, permission_refusal
from reports.review import decision_forms
from reports.review.views import get_report, redirect_to_next, render_review

CONFLICTS = (Conflict, PossibleDuplicates)


@dataclass(frozen=True)
class Verb:
    """A decision that does not change the registry."""

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
        return redirect_to_report(request, reference)
    report = get_report(request, reference)
    form = decision_forms.edit_form(report, request.POST)
    if not form.is_valid():
        return render_review(request, report, edit_form=form, status=422)
    confirmed = "edit" in request.POST
    # On an outdated page unchanged fields would look like edits; its decision is refused anyway.
    is_current = posted_version(request) == report.version
    edits = decision_forms.edits_of(form, report, confirmed=confirmed) if is_current or confirmed else {}
    try:
        decisions.approve(
            report,
            by=request.user,
            version=posted_version(request),
            edits=edits,
            acknowledged=acknowledged_ids(request.POST),
            camera_version=posted_version(request, "camera_version") or None,
            revive=posted_version(request, "revive") or None,
        )
    except CONFLICTS as error:
        current = get_report(request, reference)
        shown_form = form if edits else _edit_form_for(current, error)
        return render_review(
            request,
            current,
            edit_form=shown_form,
            conflict=describe_refusal(error, to_staff=True),
            status=409,
        )
    except PermissionDenied as error:
        shown_form = form if edits else None
        return render_review(
            request, report, edit_form=shown_form, conflict=permission_refusal(error), status=403
        )
    messages.success(
        request, _("%(reference)s is approved; the map is up to date.") % {"reference": reference}
    )
    return redirect_to_next(request, report)


def _edit_form_for(report: Report, error: Exception) -> EditForm | None:
    """The edit form, in which a moderator resolves conflicting fields; None for another conflict."""
    return decision_forms.edit_form(report) if isinstance(error, decisions.FieldConflicts) else None


@require_http_methods(["GET", "POST"])
@allows(Action.REVIEW)
def decide(request: StaffRequest, reference: str, verb: str) -> HttpResponse:
    if verb not in VERBS:
        raise Http404
    if request.method == "GET":
        return redirect_to_report(request, reference)
    report, decision = get_report(request, reference), VERBS[verb]
    form = decision.form(request.POST)
    if not form.is_valid():
        return render_review(request, report, bound={verb: form}, status=422)
    try:
        decision.act(report, by=request.user, version=posted_version(request), **form.cleaned_data)
    except Conflict as error:
        current = get_report(request, reference)
        return render_review(
            request, current, bound={verb: form}, conflict=describe_refusal(error, to_staff=True), status=409
        )
    except PermissionDenied as error:
        return render_review(
            request, report, bound={verb: form}, conflict=permission_refusal(error), status=403
        )
    messages.success(request, decision.done % {"reference": reference})
    stays = verb in ("flag", "release", "reopen")
    return redirect_to_report(request, reference) if stays else redirect_to_next(request, report)


@require_POST
@allows(Action.UNDO)
def undo(request: StaffRequest, reference: str) -> HttpResponse:
    """Undo the last decision: revert an approval, release a held report, else reopen it."""
    report = get_report(request, reference)
    try:
        undo_decision(report, by=request.user, version=posted_version(request))
    except Conflict as error:
        return render_review(
            request,
            get_report(request, reference),
            conflict=describe_refusal(error, to_staff=True),
            status=409,
        )
    except PermissionDenied as error:
        return render_review(request, report, conflict=permission_refusal(error), status=409)
    messages.success(request, _("%(reference)s: taken back.") % {"reference": reference})
    return redirect_to_report(request, reference)


def undo_decision(report: Report, *, by: User, version: int) -> None:
    if report.status in (Status.APPROVED, Status.REVERTED):
        decisions.revert(report, by=by, version=version, reason="undo")
    elif report.status == Status.HELD:
        decisions.release(report, by=by, version=version)
    else:
        decisions.reopen(report, by=by, version=version, reason="undo")


def redirect_to_report(request: StaffRequest, reference: str) -> HttpResponse:
    """Redirect to the page of the report; also after a GET, which follows a new login or a change of
    language."""
    address = reverse("reports:review", args=[reference])
    query = request.GET.urlencode()
    return HttpResponseRedirect(f"{address}?{query}" if query else address, status=303)


def posted_version(request: StaffRequest, name: str = "version") -> int:
    """The version that the page showed; 0 when it is missing."""
    return digits(request.POST.get(name, "")) or 0
