"""The review screen: queue, map, decision. For moderators only; every decision is a POST with CSRF token."""

from typing import Any

from django.contrib import messages
from django.contrib.humanize.templatetags.humanize import naturaltime
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
from reports.moderation import AlreadyDecided, CameraGone, Conflict, FieldConflicts
from reports.moderation import approve as approve_report
from reports.moderation import reject as reject_report
from reports.reach import require_on
from reports.review import QUEUE, label, review_config, rows, surroundings


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
        return _screen(request, _find(request, reference), conflict=_told(error), status=409)
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
            request, _find(request, reference), reject_form=form, conflict=_told(error), status=409
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


def _told(error: Conflict | PossibleDuplicates) -> dict[str, str]:
    """Why a decision was not taken, and what to do."""
    if isinstance(error, AlreadyDecided):
        return _decided(error.report)
    if isinstance(error, FieldConflicts):
        fields = ", ".join(label(name) for name in error.names)
        return {
            "title": _("The camera was changed since this report was sent."),
            "detail": _("Changed in the meantime: %(fields)s.") % {"fields": fields},
        }
    if isinstance(error, PossibleDuplicates):
        return {
            "title": _("A camera stands close by."),
            "detail": _("Say that this is another camera, or refuse the report as a duplicate."),
        }
    if isinstance(error, CameraGone):
        return {
            "title": _("The camera is no longer on the map."),
            "detail": _("Refuse the report, or look at its history."),
        }
    return {"title": _("The map says this already."), "detail": _("Refuse the report as a duplicate.")}


def _decided(report: Report) -> dict[str, str]:
    """Who was quicker, what they decided and how long ago; or that the report was changed."""
    if report.decided_at is None:
        return {
            "title": _("This report changed while you were looking at it."),
            "detail": _("Look at it again, then decide."),
        }
    words = {
        "status": report.get_status_display(),
        "who": report.decided_by,
        "ago": naturaltime(report.decided_at),
    }
    return {
        "title": _("%(status)s by %(who)s, %(ago)s.") % words,
        "detail": _("Your decision was not taken; nothing was changed."),
    }


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
