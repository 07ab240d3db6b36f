"""The public objection form, and the list and page of objections for moderators."""

import re
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import StaffRequest, allows, may, require
from accounts.roles import Action
from reports.history.conflicts import CameraGone
from reports.models import Objection
from reports.objections import actions
from reports.objections.actions import AlreadyAnswered, NothingToHide, contact_of, places, submit_objection
from reports.objections.forms import ObjectionAnswerForm, ObjectionForm
from reports.problems.pages import refusal_response
from reports.senders.gate import anonymous_write
from reports.senders.quota import QuotaExceeded
from reports.senders.sender import Sender

MAX_LISTED = 200
REFERENCE = re.compile(r"O-[0-9A-Z]{4}-[0-9A-Z]{4}")


@never_cache
@anonymous_write()
@require_http_methods(["GET", "HEAD", "POST"])
@allows(Action.OBJECT)
def objection_page(request: HttpRequest) -> HttpResponse:
    """No account, no cookie, hence no CSRF token; works without scripts."""
    if request.method != "POST":
        initial = {"client_token": uuid4(), "about": request.GET.get("camera", "")[:300]}
        return _form_page(request, ObjectionForm(initial=initial))
    form = ObjectionForm(request.POST)
    if not form.is_valid():
        return _form_page(request, form, status=422)
    data = form.cleaned_data
    try:
        stored = submit_objection(
            token=data["client_token"], kind=data["kind"], camera=form.camera, about=data["about"],
            text=data["text"], contact=data["contact"], locale=get_language() or "en",
            sender=Sender.of(request),
        )  # fmt: skip
    except QuotaExceeded as error:
        return refusal_response(error, lambda **context: _form_page(request, form, **context))
    return HttpResponseRedirect(reverse("reports:objection-received", args=[stored.reference]), status=303)


def _form_page(
    request: HttpRequest, form: ObjectionForm, *, status: int = 200, **context: Any
) -> HttpResponse:
    return render(request, "reports/objections/objection.html", {"form": form, **context}, status=status)


@never_cache
@require_safe
@allows(Action.OBJECT)
def received(request: HttpRequest, reference: str) -> HttpResponse:
    """The receipt is the same for any reference, so that it does not reveal which ones exist."""
    if not REFERENCE.fullmatch(reference):
        raise Http404
    return render(request, "reports/objections/objection_received.html", {"reference": reference})


@require_safe
@allows(Action.QUEUE)
def objection_list(request: StaffRequest) -> HttpResponse:
    visible = Objection.objects.visible_to(request.user).select_related("camera", "answered_by")
    context = {
        "waiting": visible.open().order_by("created_at")[:MAX_LISTED],
        "to_review": visible.to_review().order_by("hidden_at")[:MAX_LISTED],
        "answered": visible.answered().order_by("-answered_at")[:20],
    }
    return render(request, "reports/objections/objections.html", context)


@require_safe
@allows(Action.QUEUE)
def objection(request: StaffRequest, reference: str) -> HttpResponse:
    return _staff_page(request, _find(request, reference))


@require_POST
@allows(Action.REVIEW)
def answer(request: StaffRequest, reference: str) -> HttpResponse:
    objection, form = _find(request, reference), ObjectionAnswerForm(request.POST)
    if not form.is_valid():
        return _staff_page(request, objection, answer_form=form, status=422)
    try:
        actions.answer(objection, by=request.user, text=form.cleaned_data["text"])
    except AlreadyAnswered:
        problem = _("Somebody else has answered meanwhile. Your text was not sent; it is still here.")
        return _staff_page(request, _find(request, reference), answer_form=form, problem=problem, status=409)
    messages.success(request, _("%(reference)s is answered.") % {"reference": reference})
    return HttpResponseRedirect(reverse("reports:objections"), status=303)


@require_POST
@allows(Action.HIDE)
def hide(request: StaffRequest, reference: str) -> HttpResponse:
    objection = _find(request, reference)
    try:
        actions.hide_immediately(objection, by=request.user)
    except (NothingToHide, CameraGone):
        problem = _("There is no camera on the map to hide.")
        return _staff_page(request, _find(request, reference), problem=problem, status=409)
    messages.success(request, _("The camera is hidden. An administrator looks again within 7 days."))
    return HttpResponseRedirect(reverse("reports:objection-review", args=[reference]), status=303)


@require_POST
@allows(Action.UNHIDE)
def review(request: StaffRequest, reference: str) -> HttpResponse:
    objection = _find(request, reference)
    try:
        actions.review(objection, by=request.user, keep_hidden=request.POST.get("keep") == "hidden")
    except (AlreadyAnswered, CameraGone):
        problem = _("Somebody else has looked at it meanwhile. Nothing was changed.")
        return _staff_page(request, _find(request, reference), problem=problem, status=409)
    messages.success(request, _("Your decision is kept with the objection."))
    return HttpResponseRedirect(reverse("reports:objection-review", args=[reference]), status=303)


def _find(request: StaffRequest, reference: str) -> Objection:
    related = ("camera", "answered_by", "hidden_by", "reviewed_by")
    objection = Objection.objects.select_related(*related).filter(reference=reference).first()
    if objection is None:
        raise Http404(_("There is no objection %(reference)s.") % {"reference": reference})
    require(request.user, Action.QUEUE, places=places(objection))
    return objection


def _staff_page(
    request: StaffRequest, objection: Objection, *, status: int = 200, **context: Any
) -> HttpResponse:
    context = {
        "objection": objection,
        "has_contact": bool(contact_of(objection)),
        "may_unhide": may(request.user, Action.UNHIDE),
        "answer_form": ObjectionAnswerForm(),
        **context,
    }
    return render(request, "reports/objections/objection_review.html", context, status=status)
