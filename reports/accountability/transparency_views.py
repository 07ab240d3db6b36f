"""The page and the JSON that say how well the review keeps up."""

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accounts.permissions import allows
from accounts.roles import Action
from reports.accountability.bar_chart import BASE, HEIGHT, WIDTH, bars
from reports.accountability.transparency import figures
from reports.models import Report
from web.links import absolute

SHORTEST = 300  # seconds that caches may keep it


@cache_control(public=True, max_age=SHORTEST)
@require_safe
@allows(Action.READ)
def transparency(request: HttpRequest) -> HttpResponse:
    found = figures()
    labels = dict(Report.Reason.choices)
    context = {
        "figures": found,
        "open": sum(found.waiting.values()),
        "bars": bars(found.months),
        "chart": {"width": WIDTH, "height": HEIGHT, "base": BASE},
        "any_decision": any(bar.total for bar in bars(found.months)),
        "reasons": [(labels.get(code, code or _("no reason")), n) for code, n in found.reasons],
        "json_url": absolute("/transparency.json"),
    }
    return render(request, "reports/accountability/transparency.html", context)


@cache_control(public=True, max_age=SHORTEST)
@require_safe
@allows(Action.READ)
def transparency_json(request: HttpRequest) -> HttpResponse:
    """The same numbers for programs; docs/moderation.md says what they mean."""
    found = asdict(figures())
    found["reasons"] = dict(found["reasons"])
    response = JsonResponse(found, json_dumps_params={"ensure_ascii": False})
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
