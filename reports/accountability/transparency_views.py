"""Statistics of the review as a page and as JSON."""

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accounts.permissions import allows
from accounts.roles import Action
from reports.accountability.bar_chart import BASELINE, HEIGHT, WIDTH, bars
from reports.accountability.transparency import review_stats
from reports.models import Report
from web.links import absolute

MAX_AGE = 300  # seconds, for Cache-Control


@cache_control(public=True, max_age=MAX_AGE)
@require_safe
@allows(Action.READ)
def transparency(request: HttpRequest) -> HttpResponse:
    stats = review_stats()
    labels = dict(Report.Reason.choices)
    context = {
        "stats": stats,
        "open": sum(stats.waiting.values()),
        "bars": bars(stats.months),
        "chart": {"width": WIDTH, "height": HEIGHT, "baseline": BASELINE},
        "any_decision": any(bar.total for bar in bars(stats.months)),
        "reasons": [(labels.get(code, code or _("no reason")), n) for code, n in stats.reasons],
        "json_url": absolute("/transparency.json"),
    }
    return render(request, "reports/accountability/transparency.html", context)


@cache_control(public=True, max_age=MAX_AGE)
@require_safe
@allows(Action.READ)
def transparency_json(request: HttpRequest) -> HttpResponse:
    """The statistics as JSON; docs/moderation.md explains the fields."""
    stats = asdict(review_stats())
    stats["reasons"] = dict(stats["reasons"])
    response = JsonResponse(stats, json_dumps_params={"ensure_ascii": False})
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
