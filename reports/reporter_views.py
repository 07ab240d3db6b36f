"""The reporter's own page: where the report stands, and what its reporter may still do with it.

Whoever has the secret link is the reporter. The secret stands in the address, so these forms need no cookie
and no CSRF token: who could forge one has the link already.
"""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import allows
from accounts.roles import Action
from cameras.ground import map_config
from cameras.links import absolute
from reports import reporter
from reports.amending import AmendForm
from reports.conflicts import AlreadyDecided
from reports.contact_views import ContactForm
from reports.models import Report
from reports.submission import find_by_secret
from reports.timeline import timeline
from reports.transitions import TABLE, Event
from reports.waiting import in_words, usual_wait


class AnswerForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Your answer"), max_length=2000, widget=forms.Textarea,
        error_messages={"required": gettext_lazy("Write an answer first.")},
    )  # fmt: skip


class VersionForm(forms.Form):
    """The version of the report that the page showed; a form without it has seen none."""

    version = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1)

    @classmethod
    def read(cls, request: HttpRequest) -> int:
        form = cls(request.POST)
        return (form.cleaned_data["version"] or 0) if form.is_valid() else 0


@never_cache
@require_safe
@allows(Action.FOLLOW)
def status_page(request: HttpRequest, secret: str) -> HttpResponse:
    return _page(request, _find(secret), secret)


@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@allows(Action.FOLLOW)
def answer(request: HttpRequest, secret: str) -> HttpResponse:
    report, form = _find(secret), AnswerForm(request.POST)
    if request.method != "POST":
        return _back(secret)
    if not form.is_valid():
        return _page(request, report, secret, answer_form=form, status=422)
    try:
        reporter.answer(report, version=VersionForm.read(request), text=form.cleaned_data["text"])
    except AlreadyDecided:
        return _page(request, _find(secret), secret, answer_form=form, has_changed=True, status=409)
    return _back(secret)


@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@allows(Action.FOLLOW)
def amend(request: HttpRequest, secret: str) -> HttpResponse:
    """The report form again, filled with what was said."""
    report = _find(secret)
    if report.status not in TABLE[Event.AMEND].sources:
        return _page(request, report, secret, has_changed=request.method == "POST", status=409)
    if request.method != "POST":
        return _amend_page(request, AmendForm.of(report), secret, report.version)
    form, version = AmendForm.of(report, request.POST), VersionForm.read(request)
    if not form.is_valid():
        return _amend_page(request, form, secret, version, status=422)
    try:
        submission = form.submission(locale=report.locale, acknowledged=tuple(report.acknowledged))
        reporter.amend(report, submission, version=version)
    except AlreadyDecided:
        return _amend_page(request, form, secret, _find(secret).version, has_changed=True, status=409)
    return _back(secret)


@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@allows(Action.FOLLOW)
def withdraw(request: HttpRequest, secret: str) -> HttpResponse:
    return _once(request, secret, reporter.withdraw)


@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@allows(Action.FOLLOW)
def erase(request: HttpRequest, secret: str) -> HttpResponse:
    return _once(request, secret, reporter.erase)


def _once(request: HttpRequest, secret: str, act: Any) -> HttpResponse:
    report = _find(secret)
    if request.method == "POST":
        try:
            act(report, version=VersionForm.read(request))
        except AlreadyDecided:
            return _page(request, _find(secret), secret, has_changed=True, status=409)
    return _back(secret)


def _find(secret: str) -> Report:
    report = find_by_secret(secret)
    if report is None:
        raise Http404(_("There is no report at this address. Check that the link is whole."))
    return report


def _back(secret: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("reports:status", args=[secret]), status=303)


def _page(
    request: HttpRequest, report: Report, secret: str, *, status: int = 200, **context: Any
) -> HttpResponse:
    usual = usual_wait() if report.is_open else None
    may = {str(event) for event in Event if report.status in TABLE[event].sources}
    context = {
        "report": report,
        "secret": secret,
        "camera": report.outcome,
        "sent": "sent" in request.GET,
        "status_url": absolute(reverse("reports:status", args=[secret])),
        "waiting": Report.objects.pending().before(report).count() if report.status == "pending" else 0,
        "usual": in_words(usual) if usual else "",
        "timeline": timeline(report),
        "may": may,
        "answer_form": AnswerForm(),
        "contact_form": ContactForm(),
        **context,
    }
    return render(request, "reports/status.html", context, status=status)


def _amend_page(
    request: HttpRequest, form: AmendForm, secret: str, version: int, *, status: int = 200, **context: Any
) -> HttpResponse:
    context |= {
        "form": form,
        "amending": {"url": reverse("reports:amend", args=[secret]), "version": version},
        "back_url": reverse("reports:status", args=[secret]),
        "map_config": map_config(form.place),
        "camera": form.report.camera,
    }
    return render(request, "reports/report.html", context, status=status)
