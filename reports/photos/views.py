"""Photo views: public once the report is approved, before that for moderators by a URL that expires."""

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import StaffRequest, allows, may
from accounts.roles import Action
from cameras.publishing.access import limit_concurrent_files
from reports.jurisdiction import places_of, require_permission
from reports.models import Photo, Report
from reports.photos.sanitise import BlurBox
from reports.photos.storage import blur_photo, delete_photo, is_valid_key, read_photo

FRACTION = re.compile(r"[01](?:\.[0-9]{1,17})?")
MAX_BOXES = 50


@require_safe
@allows(Action.READ)
@limit_concurrent_files
def photo(request: HttpRequest, key: str) -> HttpResponse:
    row = Photo.objects.with_report().filter(key=key).first()
    if row is None:
        raise Http404(_("There is no photo at this address."))
    is_public = Photo.objects.published().filter(pk=row.pk).exists()
    if not is_public and not _may_see(request, row):
        raise Http404(_("There is no photo at this address."))
    response = HttpResponse(read_photo(row), content_type="image/jpeg")
    # Only an hour: a photo can be withdrawn and its camera hidden.
    response.headers["Cache-Control"] = "public, max-age=3600" if is_public else "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _may_see(request: HttpRequest, photo: Photo) -> bool:
    """Whether a private photo may be shown: the URL has not expired and the user has the permission."""
    if not is_valid_key(photo, request.GET.get("key", "")):
        return False
    return may(request.user, Action.QUEUE, places=places_of(photo.report))


@require_http_methods(["GET", "HEAD", "POST"])
@allows(Action.REVIEW)
def cover_photo(request: StaffRequest, reference: str) -> HttpResponse:
    """Blur faces and number plates, or delete the photo."""
    report = Report.objects.select_related("camera").filter(reference=reference).first()
    photo = Photo.objects.with_report().filter(report=report).first() if report else None
    if report is None or photo is None:
        raise Http404(_("This report has no photo."))
    require_permission(report, Action.REVIEW, by=request.user)
    if request.method != "POST":
        return _cover_page(request, photo)
    if "remove" in request.POST:
        delete_photo(photo)
        return HttpResponseRedirect(reverse("reports:review", args=[reference]), status=303)
    try:
        blur_photo(photo, parse_boxes(request.POST.getlist("box")))
    except ValueError:
        return _cover_page(request, photo, is_wrong=True, status=422)
    return HttpResponseRedirect(reverse("reports:cover", args=[reference]), status=303)


def parse_boxes(texts: list[str]) -> list[BlurBox]:
    """Parse boxes, each "left,top,right,bottom" in fractions of the picture. Raises ValueError."""
    if len(texts) > MAX_BOXES:
        raise ValueError("too many boxes")
    return [_parse_box(text) for text in texts if text.strip()]


def _parse_box(text: str) -> BlurBox:
    parts = text.split(",")
    if len(parts) != 4 or not all(FRACTION.fullmatch(part) for part in parts):
        raise ValueError("a box is four shares")
    return BlurBox(*(float(part) for part in parts))


def _cover_page(request: StaffRequest, photo: Photo, *, status: int = 200, **context: Any) -> HttpResponse:
    context |= {"photo": photo, "report": photo.report}
    return render(request, "reports/photos/cover.html", context, status=status)
