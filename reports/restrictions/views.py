"""Moderators' pages against floods: zones and bans, and the page of a sender with all their reports."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import StaffRequest, allows, may
from accounts.roles import Action
from cameras.registry.neighbours import PossibleDuplicates
from reports.decisions.bulk import Outcome
from reports.decisions.revert_all import of_same_sender, preview_revert_all, revert_all
from reports.history.conflicts import Conflict
from reports.jurisdiction import require_permission
from reports.models import Ban, Contact, Report, SubmissionZone
from reports.problems.refusals import describe_refusal, permission_refusal
from reports.restrictions.actions import NoBanTarget, ban_sender, max_days_for, revoke, set_zone
from reports.restrictions.forms import BanForm, ZoneForm
from reports.review.queue import visible_reports

MODELS: dict[str, type[SubmissionZone] | type[Ban]] = {"zone": SubmissionZone, "ban": Ban}
MAX_LISTED = 200


@require_http_methods(["GET", "HEAD", "POST"])
@allows(Action.RESTRICT)
def restrictions(request: StaffRequest) -> HttpResponse:
    """Active zones and bans, and the form of a new zone."""
    form = ZoneForm(request.POST or None, max_days=max_days_for(request.user))
    status = 200
    if request.method == "POST":
        status = _set_zone(request, form)
        if not form.errors:
            messages.success(request, _("The zone holds from now on."))
            return HttpResponseRedirect(reverse("reports:restrictions"), status=303)
    now = timezone.now()
    zones, bans = SubmissionZone.objects.active(now), Ban.objects.active(now)
    context = {
        "form": form,
        "zones": zones.select_related("created_by").order_by("ends_at")[:MAX_LISTED],
        "bans": bans.select_related("account", "created_by").order_by("ends_at")[:MAX_LISTED],
        "may_revoke_all": may(request.user, Action.RESTRICT_LONG),
    }
    return render(request, "reports/restrictions/restrictions.html", context, status=status)


def _set_zone(request: StaffRequest, form: ZoneForm) -> int:
    """Set the zone, or add the errors to the form. Returns the status of a response that shows the form."""
    if not form.is_valid():
        return 422
    data = form.cleaned_data
    try:
        set_zone(
            lat=data["latitude"], lon=data["longitude"], radius=data["radius"], policy=data["policy"],
            public_reason=data["public_reason"], days=data["days"], by=request.user,
        )  # fmt: skip
    except PermissionDenied as error:
        form.add_error(None, str(error))
        return 403
    return 200


@require_POST
@allows(Action.RESTRICT)
def revoke_restriction(request: StaffRequest, kind: str, number: int) -> HttpResponse:
    if kind not in MODELS:
        raise Http404
    if revoke(MODELS[kind], number, by=request.user):
        messages.success(request, _("It ends now."))
    else:
        messages.warning(request, _("It is over already, or was set by somebody else."))
    return HttpResponseRedirect(reverse("reports:restrictions"), status=303)


@require_http_methods(["GET", "HEAD"])
@allows(Action.RESTRICT)
def sender(request: StaffRequest, reference: str) -> HttpResponse:
    return _sender_page(request, _find(request, reference))


@require_POST
@allows(Action.RESTRICT)
def ban(request: StaffRequest, reference: str) -> HttpResponse:
    report, form = _find(request, reference), BanForm(request.POST, max_days=max_days_for(request.user))
    if not form.is_valid():
        return _sender_page(request, report, form=form, status=422)
    try:
        ban_sender(report, by=request.user, **form.cleaned_data)
    except NoBanTarget:
        problem = _("This report came without account and address: nobody can be banned. Set a zone instead.")
        return _sender_page(request, report, form=form, problem=problem, status=409)
    messages.success(request, _("The account is banned.") if report.reporter else _("The address is banned."))
    return HttpResponseRedirect(reverse("reports:restrictions"), status=303)


@require_POST
@allows(Action.REVERT)
def revert_sender(request: StaffRequest, reference: str) -> HttpResponse:
    """A dry run, or the revert itself once the reference was typed; both list the result of each report."""
    report = _find(request, reference)
    if request.POST.get("confirm", "").strip().upper() == reference:
        outcomes = revert_all(report, by=request.user, reason=f"everything from the sender of {reference}")
        return _sender_page(request, report, outcomes=_results(outcomes), is_done=True)
    outcomes = preview_revert_all(report, by=request.user)
    return _sender_page(request, report, outcomes=_results(outcomes), tried=True)


def _results(outcomes: list[Outcome]) -> list[dict[str, Any]]:
    """Each report with the title of its problem, "" when there is none."""
    return [
        {"report": outcome.report, "problem": _problem_text(outcome.problem) if outcome.problem else ""}
        for outcome in outcomes
    ]


def _problem_text(problem: Conflict | PossibleDuplicates | PermissionDenied) -> str:
    if isinstance(problem, PermissionDenied):
        return permission_refusal(problem).detail
    return describe_refusal(problem, to_staff=True).title


def _find(request: StaffRequest, reference: str) -> Report:
    report = (
        Report.objects.select_related("reporter", "application", "camera").filter(reference=reference).first()
    )
    if report is None:
        raise Http404(_("There is no report %(reference)s.") % {"reference": reference})
    require_permission(report, Action.QUEUE, by=request.user)
    return report


def _sender_page(
    request: StaffRequest, report: Report, *, form: BanForm | None = None, status: int = 200, **context: Any
) -> HttpResponse:
    same = visible_reports(request.user).filter(pk__in=of_same_sender(report).values("pk"))
    context = {
        "report": report,
        "reports": same.order_by("-submitted_at")[:MAX_LISTED],
        "form": form or BanForm(max_days=max_days_for(request.user)),
        "has_contact": Contact.objects.filter(report=report).exists(),
        "may_revert": may(request.user, Action.REVERT),
        **context,
    }
    return render(request, "reports/restrictions/sender.html", context, status=status)
