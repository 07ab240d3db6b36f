"""The review screen: queue, map, decision. For moderators only; every decision is a POST with CSRF token."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import StaffRequest, allows, require
from accounts.roles import Action
from cameras.filters import digits
from reports.duplicates import PossibleDuplicates
from reports.forms import RejectForm, acknowledged_ids
from reports.models import Report
from reports.moderation import Conflict
from reports.moderation import approve as approve_report
from reports.moderation import reject as reject_report
from reports.problems import told
from reports.reach import require_on
from reports.review import QUEUE, review_config, rows, surroundings


@require_safe
@allows(Action.QUEUE)
def queue(request: StaffRequest) -> HttpResponse:
    """The oldest report that waits, with the queue beside it."""
    return _screen(request, Report.objects.pending().oldest_first().select_related("camera").first())


@require_safe
@allows(Action.QUEUE)
def review(request: StaffRequest, reference: str) -> HttpResponse:
    return _screen(request, _find(request, reference))


@require_http_methods(["GET", "POST"])
@allows(Action.APPROVE)
def approve(request: StaffRequest, reference: str) -> HttpResponse:
    if request.method == "GET":
        return _back(reference)
    report = _find(request, reference)
    acknowledged = acknowledged_ids(request.POST)
    try:
        approve_report(report, by=request.user, version=_version(request), acknowledged=acknowledged)
    except (Conflict, PossibleDuplicates) as error:
        return _screen(request, _find(request, reference), conflict=told(error, to_staff=True), status=409)
    messages.success(
        request, _("%(reference)s is approved; the map is up to date.") % {"reference": reference}
    )
    return _next(report)


@require_http_methods(["GET", "POST"])
@allows(Action.REVIEW)
def reject(request: StaffRequest, reference: str) -> HttpResponse:
    if request.method == "GET":
        return _back(reference)
    report = _find(request, reference)
    form = RejectForm(request.POST)
    if not form.is_valid():
        return _screen(request, report, reject_form=form, status=422)
    try:
        reject_report(report, by=request.user, version=_version(request), **form.cleaned_data)
    except Conflict as error:
        return _screen(
            request,
            _find(request, reference),
            reject_form=form,
            conflict=told(error, to_staff=True),
            status=409,
        )
    messages.success(request, _("%(reference)s is refused.") % {"reference": reference})
    return _next(report)


def _back(reference: str) -> HttpResponse:
    """Who comes by a link, after logging in again or in the other language, decides on the report's page."""
    return HttpResponseRedirect(reverse("reports:review", args=[reference]))


def _find(request: StaffRequest, reference: str) -> Report:
    report = Report.objects.select_related("camera", "decided_by").filter(reference=reference).first()
    if report is None:
        raise Http404(_("There is no report %(reference)s.") % {"reference": reference})
    require_on(report, Action.QUEUE, by=request.user)
    return report


def _version(request: StaffRequest) -> int:
    """The version that the moderator looked at; a form without it has looked at none."""
    return digits(request.POST.get("version", "")) or 0


def _next(report: Report) -> HttpResponse:
    """On to the report after this one; at the end of the queue back to its beginning."""
    waiting = Report.objects.pending().oldest_first()
    following = waiting.after(report).first() or waiting.first()
    url = reverse("reports:review", args=[following.reference]) if following else reverse("reports:queue")
    return HttpResponseRedirect(url, status=303)


def _screen(
    request: StaffRequest, report: Report | None, *, status: int = 200, **context: Any
) -> HttpResponse:
    require(request.user, Action.QUEUE, places=[])  # until the lists know where reports lie
    waiting = Report.objects.pending()
    context = {
        "reports": waiting.oldest_first().select_related("camera")[:QUEUE],
        "waiting": waiting.count(),
        "report": report,
        "reject_form": RejectForm(),
        "acknowledged": acknowledged_ids(request.POST),
        **context,
    }
    if report:
        near = surroundings(report)
        context |= {"rows": rows(report), "neighbours": near, "review_config": review_config(report)}
    return render(request, "reports/queue.html", context, status=status)
