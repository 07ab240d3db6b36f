"""The reporter's page of a report: its status and the reporter's actions.

Whoever has the secret link is the reporter. The secret is in the URL, so these forms need no cookie and no
CSRF token: forging a request takes the link. The same pages for accounts: account_views.py.
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
from reports.reporter.waiting_time import duration_text, median_wait
from reports.senders.gate import anonymous_write
from web.links import absolute


class AnswerForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Your answer"), max_length=2000, widget=forms.Textarea,
        error_messages={"required": gettext_lazy("Write an answer first.")},
    )  # fmt: skip


class VersionForm(forms.Form):
    """The version of the report that the page showed; 0 when it is missing."""

    version = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1)

    @classmethod
    def version_of(cls, request: HttpRequest) -> int:
        form = cls(request.POST)
        return (form.cleaned_data["version"] or 0) if form.is_valid() else 0


@dataclass(frozen=True)
class ReporterAccess:
    """A reporter's access to a report, by secret link or account. The URL of each action is below
    `base_url`."""

    report: Report
    base_url: str
    secret: str = ""  # "" for an account

    @classmethod
    def by_secret(cls, secret: str) -> Self:
        report = find_by_secret(secret)
        if report is None:
            raise Http404(_("There is no report at this address. Check that the link is whole."))
        return cls(report, reverse("reports:status", args=[secret]), secret)

    def refreshed(self) -> Self:
        """The same with the report reloaded."""
        return replace(self, report=reports_with_outcome().get(pk=self.report.pk))

    def redirect(self) -> HttpResponse:
        return HttpResponseRedirect(self.base_url, status=303)


@never_cache
@require_safe
@allows(Action.FOLLOW)
def status_page(request: HttpRequest, secret: str) -> HttpResponse:
    return render_status(request, ReporterAccess.by_secret(secret))


@never_cache
@anonymous_write()
@require_http_methods(["GET", "HEAD", "POST"])
@allows(Action.FOLLOW)
def answer(request: HttpRequest, secret: str) -> HttpResponse:
    return handle_answer(request, ReporterAccess.by_secret(secret))


@never_cache
@anonymous_write()
@require_http_methods(["GET", "HEAD", "POST"])
@allows(Action.FOLLOW)
def amend(request: HttpRequest, secret: str) -> HttpResponse:
    return handle_amend(request, ReporterAccess.by_secret(secret))


@never_cache
@anonymous_write()
@require_http_methods(["GET", "HEAD", "POST"])
@allows(Action.FOLLOW)
def withdraw(request: HttpRequest, secret: str) -> HttpResponse:
    return handle_action(request, ReporterAccess.by_secret(secret), actions.withdraw)


@never_cache
@anonymous_write()
@require_http_methods(["GET", "HEAD", "POST"])
@allows(Action.FOLLOW)
def erase(request: HttpRequest, secret: str) -> HttpResponse:
    return handle_action(request, ReporterAccess.by_secret(secret), actions.erase)


def handle_answer(request: HttpRequest, access: ReporterAccess) -> HttpResponse:
    if request.method != "POST":
        return access.redirect()
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return render_status(request, access, answer_form=form, status=422)
    try:
        actions.answer(access.report, version=VersionForm.version_of(request), text=form.cleaned_data["text"])
    except AlreadyDecided:
        return render_status(request, access.refreshed(), answer_form=form, has_changed=True, status=409)
    return access.redirect()


def handle_amend(request: HttpRequest, access: ReporterAccess) -> HttpResponse:
    """The report form with the values of the report."""
    report = access.report
    if report.status not in TABLE[Event.AMEND].sources:
        return render_status(request, access, has_changed=request.method == "POST", status=409)
    if request.method != "POST":
        return _amend_page(request, AmendForm.of(report), access, report.version)
    form, version = AmendForm.of(report, request.POST), VersionForm.version_of(request)
    if not form.is_valid():
        return _amend_page(request, form, access, version, status=422)
    try:
        submission = form.submission(locale=report.locale, acknowledged=tuple(report.acknowledged))
        actions.amend(report, submission, version=version)
    except AlreadyDecided:
        return _amend_page(
            request, form, access, access.refreshed().report.version, has_changed=True, status=409
        )
    return access.redirect()


def handle_action(request: HttpRequest, access: ReporterAccess, action: Callable[..., None]) -> HttpResponse:
    if request.method == "POST":
        try:
            action(access.report, version=VersionForm.version_of(request))
        except AlreadyDecided:
            return render_status(request, access.refreshed(), has_changed=True, status=409)
    return access.redirect()


def render_status(
    request: HttpRequest, access: ReporterAccess, *, status: int = 200, **context: Any
) -> HttpResponse:
    report = access.report
    median = median_wait() if report.is_open else None
    shown_status = report.reporter_status
    allowed = {str(event) for event in Event if str(shown_status) in TABLE[event].sources}
    context = {
        "report": report,
        "access": access,
        "shown_status": shown_status,
        "camera": report.outcome,
        "sent": "sent" in request.GET,
        "status_url": absolute(access.base_url),
        "waiting": Report.objects.pending().before(report).count() if shown_status == "pending" else 0,
        "usual": duration_text(median) if median else "",
        "timeline": timeline(report),
        "allowed": allowed,
        "answer_form": AnswerForm(),
        "contact_form": ContactForm(),
        **context,
    }
    return render(request, "reports/reporter/status.html", context, status=status)


def _amend_page(
    request: HttpRequest,
    form: AmendForm,
    access: ReporterAccess,
    version: int,
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    context |= {
        "form": form,
        "amending": {"url": f"{access.base_url}/amend", "version": version},
        "back_url": access.base_url,
        "map_config": map_config(form.place),
        "camera": form.report.camera,
    }
    return render(request, "reports/intake/report.html", context, status=status)
