"""The reporter's own page: where the report stands, and what its reporter may still do with it.

Whoever has the secret link is the reporter. The secret stands in the address, so these forms need no cookie
and no CSRF token: who could forge one has the link already. The same for an account: account_views.py.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Self

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
from cameras.map.basemap import map_config
from reports.history.conflicts import AlreadyDecided
from reports.intake.receive import find_by_secret, reports_with_outcome
from reports.models import Report
from reports.models.transitions import TABLE, Event
from reports.reporter import actions
from reports.reporter.amend_form import AmendForm
from reports.reporter.contact_views import ContactForm
from reports.reporter.timeline import timeline
from reports.reporter.waiting_time import in_words, usual_wait
from web.links import absolute


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


@dataclass(frozen=True)
class Door:
    """How the reporter came to the report: its addresses begin alike, and end with what is done."""

    report: Report
    address: str
    secret: str = ""  # "" for who is signed in

    @classmethod
    def by_secret(cls, secret: str) -> Self:
        report = find_by_secret(secret)
        if report is None:
            raise Http404(_("There is no report at this address. Check that the link is whole."))
        return cls(report, reverse("reports:status", args=[secret]), secret)

    def again(self) -> Self:
        """As it is now, after somebody else was quicker."""
        return replace(self, report=reports_with_outcome().get(pk=self.report.pk))

    def back(self) -> HttpResponse:
        return HttpResponseRedirect(self.address, status=303)


@never_cache
@require_safe
@allows(Action.FOLLOW)
def status_page(request: HttpRequest, secret: str) -> HttpResponse:
    return page_of(request, Door.by_secret(secret))


@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@allows(Action.FOLLOW)
def answer(request: HttpRequest, secret: str) -> HttpResponse:
    return answer_at(request, Door.by_secret(secret))


@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@allows(Action.FOLLOW)
def amend(request: HttpRequest, secret: str) -> HttpResponse:
    return amend_at(request, Door.by_secret(secret))


@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@allows(Action.FOLLOW)
def withdraw(request: HttpRequest, secret: str) -> HttpResponse:
    return once_at(request, Door.by_secret(secret), actions.withdraw)


@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@allows(Action.FOLLOW)
def erase(request: HttpRequest, secret: str) -> HttpResponse:
    return once_at(request, Door.by_secret(secret), actions.erase)


def answer_at(request: HttpRequest, door: Door) -> HttpResponse:
    if request.method != "POST":
        return door.back()
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return page_of(request, door, answer_form=form, status=422)
    try:
        actions.answer(door.report, version=VersionForm.read(request), text=form.cleaned_data["text"])
    except AlreadyDecided:
        return page_of(request, door.again(), answer_form=form, has_changed=True, status=409)
    return door.back()


def amend_at(request: HttpRequest, door: Door) -> HttpResponse:
    """The report form again, filled with what was said."""
    report = door.report
    if report.status not in TABLE[Event.AMEND].sources:
        return page_of(request, door, has_changed=request.method == "POST", status=409)
    if request.method != "POST":
        return _amend_page(request, AmendForm.of(report), door, report.version)
    form, version = AmendForm.of(report, request.POST), VersionForm.read(request)
    if not form.is_valid():
        return _amend_page(request, form, door, version, status=422)
    try:
        submission = form.submission(locale=report.locale, acknowledged=tuple(report.acknowledged))
        actions.amend(report, submission, version=version)
    except AlreadyDecided:
        return _amend_page(request, form, door, door.again().report.version, has_changed=True, status=409)
    return door.back()


def once_at(request: HttpRequest, door: Door, act: Callable[..., None]) -> HttpResponse:
    if request.method == "POST":
        try:
            act(door.report, version=VersionForm.read(request))
        except AlreadyDecided:
            return page_of(request, door.again(), has_changed=True, status=409)
    return door.back()


def page_of(request: HttpRequest, door: Door, *, status: int = 200, **context: Any) -> HttpResponse:
    report = door.report
    usual = usual_wait() if report.is_open else None
    may = {str(event) for event in Event if report.status in TABLE[event].sources}
    context = {
        "report": report,
        "door": door,
        "camera": report.outcome,
        "sent": "sent" in request.GET,
        "status_url": absolute(door.address),
        "waiting": Report.objects.pending().before(report).count() if report.status == "pending" else 0,
        "usual": in_words(usual) if usual else "",
        "timeline": timeline(report),
        "may": may,
        "answer_form": AnswerForm(),
        "contact_form": ContactForm(),
        **context,
    }
    return render(request, "reports/reporter/status.html", context, status=status)


def _amend_page(
    request: HttpRequest, form: AmendForm, door: Door, version: int, *, status: int = 200, **context: Any
) -> HttpResponse:
    context |= {
        "form": form,
        "amending": {"url": f"{door.address}/amend", "version": version},
        "back_url": door.address,
        "map_config": map_config(form.place),
        "camera": form.report.camera,
    }
    return render(request, "reports/intake/report.html", context, status=status)
