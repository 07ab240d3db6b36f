"""Pages that explain the types of problem+json."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.permissions import allows
from accounts.roles import Action
from reports.problems.types import PROBLEMS


@require_safe
@allows(Action.READ)
def problems(request: HttpRequest) -> HttpResponse:
    return render(request, "reports/problems/problems.html", {"problems": PROBLEMS})


@require_safe
@allows(Action.READ)
def problem(request: HttpRequest, name: str) -> HttpResponse:
    if name not in PROBLEMS:
        raise Http404(_("There is no problem of this name."))
    return render(request, "reports/problems/problem.html", {"name": name, "problem": PROBLEMS[name]})
