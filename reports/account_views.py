"""What somebody with an account sees of their own."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.permissions import StaffRequest, allows, may
from accounts.roles import Action
from reports.models import Report

MOST = 200  # reports on the page


@require_safe
@allows(Action.ACCOUNT)
def account_page(request: StaffRequest) -> HttpResponse:
    found = Report.objects.filter(reporter=request.user).order_by("-submitted_at", "-pk")[:MOST]
    context = {"reports": found, "may_moderate": may(request.user, Action.QUEUE)}
    return render(request, "reports/account.html", context)
