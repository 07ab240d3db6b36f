"""What somebody with an account sees of their own, and may still do with it. Unlike the secret link an
account is proven by a cookie, so these forms have a CSRF token."""

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
from reports.reporter.status_views import Door, amend_at, answer_at, once_at, page_of

MOST = 200  # reports on the page


@require_safe
@allows(Action.ACCOUNT)
def account_page(request: StaffRequest) -> HttpResponse:
    found = Report.objects.filter(reporter=request.user).order_by("-submitted_at", "-pk")[:MOST]
    context = {"reports": found, "may_moderate": may(request.user, Action.QUEUE)}
    return render(request, "reports/reporter/account.html", context)


@require_safe
@allows(Action.ACCOUNT)
def own_report(request: StaffRequest, reference: str) -> HttpResponse:
    return page_of(request, _door(request, reference))


@require_POST
@allows(Action.ACCOUNT)
def answer(request: StaffRequest, reference: str) -> HttpResponse:
    return answer_at(request, _door(request, reference))


@require_http_methods(["GET", "HEAD", "POST"])
@allows(Action.ACCOUNT)
def amend(request: StaffRequest, reference: str) -> HttpResponse:
    return amend_at(request, _door(request, reference))


@require_POST
@allows(Action.ACCOUNT)
def withdraw(request: StaffRequest, reference: str) -> HttpResponse:
    return once_at(request, _door(request, reference), actions.withdraw)


@require_POST
@allows(Action.ACCOUNT)
def erase(request: StaffRequest, reference: str) -> HttpResponse:
    """Afterwards nothing says whose report it was: back to the list."""
    door = _door(request, reference)
    response = once_at(request, door, actions.erase)
    return redirect("reports:account") if response.status_code == 303 else response


def _door(request: StaffRequest, reference: str) -> Door:
    """404 for a report of somebody else, as for one that does not exist."""
    report = reports_with_outcome().filter(reference=reference, reporter=request.user).first()
    if report is None:
        raise Http404(_("You have not sent a report %(reference)s.") % {"reference": reference})
    return Door(report, reverse("reports:own", args=[reference]))
