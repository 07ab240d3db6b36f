"""The review screen: queue, map, one report. For moderators only; decisions are in decision_views.py."""

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
from reports.problems.refusals import Told
from reports.review import decision_forms, presence
from reports.review.comparison import (
    close_by,
    conflict_rows,
    review_config,
    rows,
    stood_here,
    surroundings,
    timeline,
    track_record,
)
from reports.review.queue import DAYS, QueueFilter, counts, following
from reports.review.queue_page import QueuePage, page_of

MINE = 50  # of my decisions on a page


@require_safe
@allows(Action.QUEUE)
def queue(request: StaffRequest) -> HttpResponse:
    """The first report of the queue, with the queue beside it."""
    page = page_of(QueueFilter.parse(request.GET), request.user)
    return screen(request, page.lines[0] if page.lines else None, page=page)


@require_safe
@allows(Action.QUEUE)
def review(request: StaffRequest, reference: str) -> HttpResponse:
    return screen(request, find(request, reference))


@require_POST
@allows(Action.QUEUE)
def look(request: StaffRequest, reference: str) -> JsonResponse:
    """The heartbeat of an open page: tells colleagues who is looking, and who else is."""
    report = find(request, reference)
    other = presence.look(report, by=request.user)
    name = other.get_username() if other else ""
    sentence = _("%(name)s is looking at this report too.") % {"name": name} if name else ""
    return JsonResponse({"looking": sentence, "version": report.version})


@require_safe
@allows(Action.QUEUE)
def mine(request: StaffRequest) -> HttpResponse:
    """What I decided, newest first, with what can still be taken back."""
    before = request.GET.get("before", "")
    events = ReportEvent.objects.decisions_of(request.user).before(before).select_related("report")
    found = list(events[: MINE + 1])
    context = {
        "events": [(event, _can_undo(event, request)) for event in found[:MINE]],
        "more": found[MINE - 1].pk if len(found) > MINE else None,
        "counts": counts(request.user),
    }
    return render(request, "reports/review/mine.html", context)


def _can_undo(event: ReportEvent, request: StaffRequest) -> bool:
    """Nothing has happened to the report since, and it is mine to take back."""
    report = event.report
    if event.seq != report.version:
        return False
    return may_revert(report, request.user) if report.status == Status.APPROVED else event.is_undoable


def find(request: StaffRequest, reference: str) -> Report:
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


def on_to_the_next(request: StaffRequest, report: Report) -> HttpResponse:
    """On to the report after this one; at the end of the queue back to its beginning. Filters stay."""
    wanted = QueueFilter.parse(request.GET)
    then = following(report, wanted, request.user)
    url = reverse("reports:review", args=[then.reference]) if then else reverse("reports:queue")
    return HttpResponseRedirect(url + wanted.query(), status=303)


def screen(
    request: StaffRequest,
    report: Report | None,
    *,
    page: QueuePage | None = None,
    status: int = 200,
    bound: dict[str, Any] | None = None,
    edit_form: EditForm | None = None,
    conflict: Told | None = None,
) -> HttpResponse:
    """`bound`: the form of a verb with what was typed into it, so that nothing typed is lost."""
    page = page or page_of(QueueFilter.parse(request.GET), request.user)
    context: dict[str, Any] = {
        "page": page,
        "counts": counts(request.user),
        "objections": Objection.objects.visible_to(request.user).open().count(),
        "filter": page.wanted,
        "query": page.wanted.query(),
        "areas": Area.objects.order_by("name").only("code", "name")[:200],
        "older": list(DAYS),
        "kinds": Report.Kind.choices,
        "report": report,
        "last": ReportEvent.objects.decisions_of(request.user).select_related("report").first(),
        "conflict": conflict,
        "conflict_rows": conflict_rows(conflict.fields) if conflict else [],
    }
    if report:
        forms = {name: made() for name, made in FORMS.items()} | (bound or {})
        context |= _about(report, request) | {"forms": forms, "opened": next(iter(bound or {}), "")}
        context |= {"edit_form": edit_form or decision_forms.edit_form(report), "editing": bool(edit_form)}
    return render(request, "reports/review/queue.html", context, status=status)


FORMS = {
    "reject": decision_forms.RejectForm,
    "ask": decision_forms.AskForm,
    "hold": decision_forms.HoldForm,
    "merge": decision_forms.MergeForm,
    "reopen": decision_forms.ReopenForm,
}


def _about(report: Report, request: StaffRequest) -> dict[str, Any]:
    return {
        "rows": rows(report),
        "neighbours": surroundings(report),
        "removed": stood_here(report),
        "revived": digits(request.POST.get("revive", "")),
        "others": close_by(report),
        "timeline": timeline(report),
        "record": track_record(report),
        "review_config": review_config(report),
        "acknowledged": acknowledged_ids(request.POST),
        "can_revert": may_revert(report, request.user),
        "someone_else": presence.other(report, request.user),
    }
