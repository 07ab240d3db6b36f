"""Bulk decisions: a table with checkboxes, a confirmation page, the result of each report."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.permissions import StaffRequest, allows
from accounts.roles import Action
from cameras.filters import digits
from reports import decisions
from reports.models import Report
from reports.problems.refusals import Refusal, describe_refusal, permission_refusal
from reports.review.queue import QueueFilter, counts, visible_reports
from reports.review.queue_page import queue_page

TYPED_CONFIRMATION_ABOVE = 20  # the number of more reports than this has to be typed to confirm
VERBS = (
    ("approve", gettext_lazy("Approve")),
    ("reject", gettext_lazy("Refuse")),
    ("hold", pgettext_lazy("verb", "Set aside")),
    ("release", gettext_lazy("Put back into the queue")),
)


class BulkForm(forms.Form):
    """The decision. The ticked reports are posted beside it, as reference:version."""

    verb = forms.ChoiceField(choices=VERBS, error_messages={"required": gettext_lazy("Choose what to do.")})
    reason = forms.ChoiceField(choices=[("", "-"), *Report.Reason.choices], required=False)
    text = forms.CharField(max_length=500, required=False)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("verb") == "reject" and not data.get("reason"):
            self.add_error("reason", _("Choose a reason: the reporters are told."))
        if data.get("verb") == "hold" and not data.get("text", "").strip():
            self.add_error("text", _("Write why, for your colleagues."))
        return data


@dataclass(frozen=True)
class BulkResult:
    """The result for one report."""

    report: Report
    problem: Refusal | None


@require_http_methods(["GET", "POST"])
@allows(Action.BULK)
def bulk(request: StaffRequest) -> HttpResponse:
    if request.method == "GET":
        return _table(request, BulkForm())
    form, items = BulkForm(request.POST), _items(request)
    if not items:
        form.add_error(None, _("Tick at least one report."))
    if len(items) > decisions.MAX_BULK:
        form.add_error(None, _("Tick %(most)s reports at most.") % {"most": decisions.MAX_BULK})
    if not form.is_valid():
        return _table(request, form, status=422)
    if not _is_confirmed(request, len(items)):
        return _preview(request, form, items)
    outcomes = decisions.in_bulk(items, _decision_for(request, form.cleaned_data))
    results = [BulkResult(outcome.report, _problem(outcome)) for outcome in outcomes]
    done = sum(result.problem is None for result in results)
    return render(
        request,
        "reports/review/bulk_result.html",
        {"results": results, "done": done, "query": _query(request)},
    )


def _problem(outcome: decisions.Outcome) -> Refusal | None:
    if isinstance(outcome.problem, PermissionDenied):
        return permission_refusal(outcome.problem)
    return describe_refusal(outcome.problem, to_staff=True) if outcome.problem else None


def _items(request: StaffRequest) -> list[tuple[Report, int]]:
    """The ticked reports that this person may see, each with the version that was shown."""
    versions: dict[str, int] = {}
    for text in request.POST.getlist("report"):
        reference, _colon, number = text.replace("\0", "").partition(":")
        versions[reference] = digits(number) or 0
    references = list(versions)[: decisions.MAX_BULK + 1]
    reports = (
        visible_reports(request.user)
        .filter(reference__in=references)
        .select_related("camera", "duplicate_of")
    )
    return [(report, versions[report.reference]) for report in reports.oldest_first()]


def _is_confirmed(request: StaffRequest, number: int) -> bool:
    if "confirmed" not in request.POST:
        return False
    return number <= TYPED_CONFIRMATION_ABOVE or digits(request.POST.get("typed", "").strip()) == number


def _decision_for(request: StaffRequest, data: dict[str, Any]) -> Any:
    """The decision as a function of (report, version). Approving acknowledges the nearby cameras that the
    reporter ruled out."""
    by = request.user
    if data["verb"] == "approve":
        return lambda report, version: decisions.approve(
            report, by=by, version=version, acknowledged=report.acknowledged
        )
    if data["verb"] == "reject":
        texts = {"reason": data["reason"], "public_reason": data["text"]}
        return lambda report, version: decisions.reject(report, by=by, version=version, **texts)
    if data["verb"] == "hold":
        return lambda report, version: decisions.hold(report, by=by, version=version, reason=data["text"])
    return lambda report, version: decisions.release(report, by=by, version=version)


def _query(request: StaffRequest) -> str:
    return QueueFilter.parse(request.GET).query()


def _table(request: StaffRequest, form: BulkForm, *, status: int = 200) -> HttpResponse:
    page = queue_page(QueueFilter.parse(request.GET), request.user, lines=decisions.MAX_BULK)
    ticked = {text.partition(":")[0] for text in request.POST.getlist("report")}
    context = {
        "page": page,
        "ticked": ticked,
        "form": form,
        "verbs": VERBS,
        "reasons": Report.Reason.choices,
        "query": page.filters.query(),
        "counts": counts(request.user),
    }
    return render(request, "reports/review/bulk.html", context, status=status)


def _preview(request: StaffRequest, form: BulkForm, items: list[tuple[Report, int]]) -> HttpResponse:
    """The confirmation page; shown again when a wrong number was typed."""
    context = {
        "items": items,
        "form": form,
        "verb": dict(VERBS)[form.cleaned_data["verb"]],
        "must_type": len(items) > TYPED_CONFIRMATION_ABOVE,
        "was_typed": "confirmed" in request.POST,
        "query": _query(request),
    }
    return render(
        request, "reports/review/bulk_preview.html", context, status=422 if context["was_typed"] else 200
    )
