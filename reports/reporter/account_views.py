"""The pages of a reporter with an account. Unlike the secret link, an account is authenticated by a cookie,
so these forms have a CSRF token."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import StaffRequest, allows, may
from accounts.roles import Action
from reports.intake.receive import reports_with_outcome
from reports.models import Report
from reports.reporter import actions
from reports.reporter.status_views import (
    ReporterAccess,
    handle_action,
    handle_amend,
    handle_answer,
    render_status,
)

MAX_REPORTS = 200  # reports on the page


@require_safe
@allows(Action.ACCOUNT)
def account_page(request: StaffRequest) -> HttpResponse:
    reports = Report.objects.filter(reporter=request.user).order_by("-submitted_at", "-pk")[:MAX_REPORTS]
    context = {"reports": reports, "may_moderate": may(request.user, Action.QUEUE)}
    return render(request, "reports/reporter/account.html", context)


@require_safe
@allows(Action.ACCOUNT)
def own_report(request: StaffRequest, reference: str) -> HttpResponse:
    return render_status(request, _own_report(request, reference))


@require_POST
@allows(Action.ACCOUNT)
def answer(request: StaffRequest, reference: str) -> HttpResponse:
    return handle_answer(request, _own_report(request, reference))


@require_http_methods(["GET", "HEAD", "POST"])
@allows(Action.ACCOUNT)
def amend(request: StaffRequest, reference: str) -> HttpResponse:
    return handle_amend(request, _own_report(request, reference))


@require_POST
@allows(Action.ACCOUNT)
def withdraw(request: StaffRequest, reference: str) -> HttpResponse:
    return handle_action(request, _own_report(request, reference), actions.withdraw)


@require_POST
@allows(Action.ACCOUNT)
def erase(request: StaffRequest, reference: str) -> HttpResponse:
    """Redirects to the list: the erased report does not belong to the account any more."""
    access = _own_report(request, reference)
    response = handle_action(request, access, actions.erase)
    return redirect("reports:account") if response.status_code == 303 else response


def _own_report(request: StaffRequest, reference: str) -> ReporterAccess:
    """Access to an own report. Raises 404 for a report of somebody else, as for an unknown one."""
    report = reports_with_outcome().filter(reference=reference, reporter=request.user).first()
    if report is None:
        raise Http404(_("You have not sent a report %(reference)s.") % {"reference": reference})
    return ReporterAccess(report, reverse("reports:own", args=[reference]))
