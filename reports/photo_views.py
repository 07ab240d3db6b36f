"""Photos: to everyone once their report is approved, before to moderators by an address that ends."""

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import StaffRequest, allows, may
from accounts.roles import Action
from cameras.open_data import few_at_once
from reports.models import Photo, Report
from reports.photo_files import cover, drop, is_signed, read
from reports.photos import Box
from reports.reach import places_of, require_on

SHARE = re.compile(r"[01](?:\.[0-9]{1,17})?")
MOST_BOXES = 50


@require_safe
@allows(Action.READ)
@few_at_once
def photo(request: HttpRequest, key: str) -> HttpResponse:
    found = Photo.objects.with_report().filter(key=key).first()
    if found is None:
        raise Http404(_("There is no photo at this address."))
    is_public = Photo.objects.published().filter(pk=found.pk).exists()
    if not is_public and not _may_see(request, found):
        raise Http404(_("There is no photo at this address."))
    response = HttpResponse(read(found), content_type="image/jpeg")
    # An hour, not for ever: a photo can be taken back, and its camera hidden.
    response.headers["Cache-Control"] = "public, max-age=3600" if is_public else "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _may_see(request: HttpRequest, found: Photo) -> bool:
    """The signature ends an address that was kept or passed on; the permission is asked all the same."""
    if not is_signed(found, request.GET.get("key", "")):
        return False
    return may(request.user, Action.QUEUE, places=places_of(found.report))


@require_http_methods(["GET", "HEAD", "POST"])
@allows(Action.REVIEW)
def cover_photo(request: StaffRequest, reference: str) -> HttpResponse:
    """Cover faces and number plates, or take the photo out of the report."""
    report = Report.objects.select_related("camera").filter(reference=reference).first()
    found = Photo.objects.with_report().filter(report=report).first() if report else None
    if report is None or found is None:
        raise Http404(_("This report has no photo."))
    require_on(report, Action.REVIEW, by=request.user)
    if request.method != "POST":
        return _cover_page(request, found)
    if "remove" in request.POST:
        drop(found)
        return HttpResponseRedirect(reverse("reports:review", args=[reference]), status=303)
    try:
        cover(found, read_boxes(request.POST.getlist("box")))
    except ValueError:
        return _cover_page(request, found, is_wrong=True, status=422)
    return HttpResponseRedirect(reverse("reports:cover", args=[reference]), status=303)


def read_boxes(texts: list[str]) -> list[Box]:
    """Each "left,top,right,bottom" in shares of the picture. Raises ValueError."""
    if len(texts) > MOST_BOXES:
        raise ValueError("too many boxes")
    return [_box(text) for text in texts if text.strip()]


def _box(text: str) -> Box:
    parts = text.split(",")
    if len(parts) != 4 or not all(SHARE.fullmatch(part) for part in parts):
        raise ValueError("a box is four shares")
    return Box(*(float(part) for part in parts))


def _cover_page(request: StaffRequest, found: Photo, *, status: int = 200, **context: Any) -> HttpResponse:
    context |= {"photo": found, "report": found.report}
    return render(request, "reports/cover.html", context, status=status)
