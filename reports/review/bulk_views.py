"""Many reports at once: a table to tick, a page that says what will happen, a result for each."""

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
from reports.problems.refusals import Told, not_yours, told
from reports.review.queue import QueueFilter, counts, reachable
from reports.review.queue_page import page_of

TYPED_ABOVE = 20  # more than that are confirmed by typing their number
VERBS = (
    ("approve", gettext_lazy("Approve")),
    ("reject", gettext_lazy("Refuse")),
    ("hold", pgettext_lazy("verb", "Set aside")),
    ("release", gettext_lazy("Put back into the queue")),
)


class BulkForm(forms.Form):
    """Ticked reports come as reference:version, as the table showed them."""

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
class Line:
    """What became of one report."""

    report: Report
    problem: Told | None


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
    outcomes = decisions.in_bulk(items, _act(request, form.cleaned_data))
    lines = [Line(one.report, _problem(one)) for one in outcomes]
    done = sum(line.problem is None for line in lines)
    return render(
        request, "reports/review/bulk_result.html", {"lines": lines, "done": done, "query": _query(request)}
    )


def _problem(one: decisions.Outcome) -> Told | None:
    if isinstance(one.problem, PermissionDenied):
        return not_yours(one.problem)
    return told(one.problem, to_staff=True) if one.problem else None


def _items(request: StaffRequest) -> list[tuple[Report, int]]:
    """The ticked reports that this person may see, with the version that they saw of each."""
    versions: dict[str, int] = {}
    for text in request.POST.getlist("report"):
        reference, _colon, number = text.replace("\0", "").partition(":")
        versions[reference] = digits(number) or 0
    wanted = list(versions)[: decisions.MAX_BULK + 1]
    found = reachable(request.user).filter(reference__in=wanted).select_related("camera", "duplicate_of")
    return [(report, versions[report.reference]) for report in found.oldest_first()]


def _is_confirmed(request: StaffRequest, number: int) -> bool:
    if "confirmed" not in request.POST:
        return False
    return number <= TYPED_ABOVE or digits(request.POST.get("typed", "").strip()) == number


def _act(request: StaffRequest, said: dict[str, Any]) -> Any:
    """The verb as a function of (report, version). Approving acknowledges what the reporter ruled out."""
    by = request.user
    if said["verb"] == "approve":
        return lambda report, version: decisions.approve(
            report, by=by, version=version, acknowledged=report.acknowledged
        )
    if said["verb"] == "reject":
        words = {"reason": said["reason"], "public_reason": said["text"]}
        return lambda report, version: decisions.reject(report, by=by, version=version, **words)
    if said["verb"] == "hold":
        return lambda report, version: decisions.hold(report, by=by, version=version, reason=said["text"])
    return lambda report, version: decisions.release(report, by=by, version=version)


def _query(request: StaffRequest) -> str:
    return QueueFilter.parse(request.GET).query()


def _table(request: StaffRequest, form: BulkForm, *, status: int = 200) -> HttpResponse:
    page = page_of(QueueFilter.parse(request.GET), request.user, lines=decisions.MAX_BULK)
    ticked = {text.partition(":")[0] for text in request.POST.getlist("report")}
    context = {
        "page": page,
        "ticked": ticked,
        "form": form,
        "verbs": VERBS,
        "reasons": Report.Reason.choices,
        "query": page.wanted.query(),
        "counts": counts(request.user),
    }
    return render(request, "reports/review/bulk.html", context, status=status)


def _preview(request: StaffRequest, form: BulkForm, items: list[tuple[Report, int]]) -> HttpResponse:
    """Nothing is done yet; a wrong number typed comes back here too."""
    context = {
        "items": items,
        "form": form,
        "verb": dict(VERBS)[form.cleaned_data["verb"]],
        "must_type": len(items) > TYPED_ABOVE,
        "was_typed": "confirmed" in request.POST,
        "query": _query(request),
    }
    return render(
        request, "reports/review/bulk_preview.html", context, status=422 if context["was_typed"] else 200
    )
