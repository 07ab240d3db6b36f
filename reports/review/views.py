"""The review page for moderators: queue, map and one report. Decisions are in decision_views.py."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import StaffRequest, allows
from accounts.roles import Action
from areas.models import Area
from cameras.filters import digits
from reports.decisions import may_revert
from reports.intake.forms import EditForm, acknowledged_ids
from reports.jurisdiction import require_permission
from reports.models import Objection, Report, ReportEvent
from reports.models.transitions import Status
from reports.problems.refusals import Refusal
from reports.review import decision_forms, presence
from reports.review.comparison import (
    conflict_rows,
    field_rows,
    nearby_cameras,
    nearby_reports,
    removed_nearby,
    review_config,
    timeline,
    track_record,
)
from reports.review.queue import DAYS, QueueFilter, counts, next_report
from reports.review.queue_page import QueuePage, queue_page

DECISIONS_PER_PAGE = 50


@require_safe
@allows(Action.QUEUE)
def queue(request: StaffRequest) -> HttpResponse:
    """The first report of the queue, with the queue beside it."""
    page = queue_page(QueueFilter.parse(request.GET), request.user)
    return render_review(request, page.lines[0] if page.lines else None, page=page)


@require_safe
@allows(Action.QUEUE)
def review(request: StaffRequest, reference: str) -> HttpResponse:
    return render_review(request, get_report(request, reference))


@require_POST
@allows(Action.QUEUE)
def look(request: StaffRequest, reference: str) -> JsonResponse:
    """Heartbeat of an open page: marks the moderator as present and returns who else is."""
    report = get_report(request, reference)
    other = presence.mark_present(report, by=request.user)
    name = other.get_username() if other else ""
    sentence = _("%(name)s is looking at this report too.") % {"name": name} if name else ""
    return JsonResponse({"looking": sentence, "version": report.version})


@require_safe
@allows(Action.QUEUE)
def mine(request: StaffRequest) -> HttpResponse:
    """The moderator's own decisions, newest first, with an undo button where it is still possible."""
    before = request.GET.get("before", "")
    rows = ReportEvent.objects.decisions_of(request.user).before(before).select_related("report")
    events = list(rows[: DECISIONS_PER_PAGE + 1])
    context = {
        "events": [(event, _can_undo(event, request)) for event in events[:DECISIONS_PER_PAGE]],
        "more": events[DECISIONS_PER_PAGE - 1].pk if len(events) > DECISIONS_PER_PAGE else None,
        "counts": counts(request.user),
    }
    return render(request, "reports/review/mine.html", context)


def _can_undo(event: ReportEvent, request: StaffRequest) -> bool:
    """Whether the event is the report's last one and the moderator may undo it."""
    report = event.report
    if event.seq != report.version:
        return False
    return may_revert(report, request.user) if report.status == Status.APPROVED else event.is_undoable


def get_report(request: StaffRequest, reference: str) -> Report:
    report = (
        Report.objects.select_related(
            "camera", "decided_by", "looking_by", "reporter", "application", "duplicate_of"
        )
        .filter(reference=reference)
        .first()
    )
    if report is None:
        raise Http404(_("There is no report %(reference)s.") % {"reference": reference})
    require_permission(report, Action.QUEUE, by=request.user)
    return report


def redirect_to_next(request: StaffRequest, report: Report) -> HttpResponse:
    """Redirect to the next report of the filtered queue; at its end to the first one."""
    filters = QueueFilter.parse(request.GET)
    following = next_report(report, filters, request.user)
    url = reverse("reports:review", args=[following.reference]) if following else reverse("reports:queue")
    return HttpResponseRedirect(url + filters.query(), status=303)


def render_review(
    request: StaffRequest,
    report: Report | None,
    *,
    page: QueuePage | None = None,
    status: int = 200,
    bound: dict[str, Any] | None = None,
    edit_form: EditForm | None = None,
    conflict: Refusal | None = None,
) -> HttpResponse:
    """The review page. `bound`: the submitted form of a decision, so that nothing typed is lost."""
    page = page or queue_page(QueueFilter.parse(request.GET), request.user)
    context: dict[str, Any] = {
        "page": page,
        "counts": counts(request.user),
        "objections": Objection.objects.visible_to(request.user).open().count(),
        "filter": page.filters,
        "query": page.filters.query(),
        "areas": Area.objects.order_by("name").only("code", "name")[:200],
        "older": list(DAYS),
        "kinds": Report.Kind.choices,
        "report": report,
        "last": ReportEvent.objects.decisions_of(request.user).select_related("report").first(),
        "conflict": conflict,
        "conflict_rows": conflict_rows(conflict.fields) if conflict else [],
    }
    if report:
        forms = {name: form() for name, form in FORMS.items()} | (bound or {})
        context |= _report_context(report, request) | {"forms": forms, "opened": next(iter(bound or {}), "")}
        context |= {"edit_form": edit_form or decision_forms.edit_form(report), "editing": bool(edit_form)}
    return render(request, "reports/review/queue.html", context, status=status)


FORMS = {
    "reject": decision_forms.RejectForm,
    "ask": decision_forms.AskForm,
    "hold": decision_forms.HoldForm,
    "merge": decision_forms.MergeForm,
    "reopen": decision_forms.ReopenForm,
}


def _report_context(report: Report, request: StaffRequest) -> dict[str, Any]:
    return {
        "rows": field_rows(report),
        "neighbours": nearby_cameras(report),
        "removed": removed_nearby(report),
        "revived": digits(request.POST.get("revive", "")),
        "others": nearby_reports(report),
        "timeline": timeline(report),
        "record": track_record(report),
        "review_config": review_config(report),
        "acknowledged": acknowledged_ids(request.POST),
        "can_revert": may_revert(report, request.user),
        "someone_else": presence.other_viewer(report, request.user),
    }
