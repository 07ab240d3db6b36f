"""The report form. No account, no cookie, no CSRF token: an anonymous post has no session that another site
could abuse."""

from functools import partial
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.permissions import allows
from accounts.roles import Action
from cameras.coordinates import Refusal
from cameras.coordinates.map_link import MapView, read_map_link
from cameras.filters import digits
from cameras.map.basemap import map_config
from cameras.models import Camera
from cameras.registry.neighbours import PossibleDuplicates
from reports.intake.body_size import form_limit, is_too_large
from reports.intake.forms import ReportForm, acknowledged_ids
from reports.intake.receive import admit, submit
from reports.intake.reportable_fields import REPORTABLE_FIELDS, as_form_values
from reports.intake.submission import TokenReused
from reports.intake.typed_fields import DegreesField
from reports.models import Report
from reports.problems.pages import refusal_response
from reports.senders.bans import Banned
from reports.senders.gate import anonymous_write
from reports.senders.quota import QuotaExceeded
from reports.senders.sender import Sender, sign_form_time
from web.body_limit import body_limit

PLACE = (("latitude", 90), ("longitude", 180))


@never_cache
@anonymous_write()
@body_limit(form_limit, refuse=lambda request: _too_large_page(request))
@require_http_methods(["GET", "HEAD", "POST"])
@allows(Action.SUBMIT)
def report_page(request: HttpRequest) -> HttpResponse:
    if request.method == "POST" and is_too_large(request):
        return _too_large_page(request)
    if request.method == "POST":
        return _receive(request)
    return _form_page(request, ReportForm(initial=_initial(request)))


def _too_large_page(request: HttpRequest) -> HttpResponse:
    return _form_page(request, ReportForm(initial=_initial(request)), status=413, is_too_large=True)


def _initial(request: HttpRequest) -> dict[str, Any]:
    """Initial values from the query string: a position, or the camera to correct."""
    initial: dict[str, Any] = {"kind": Report.Kind.NEW, "client_token": uuid4()}
    kind = request.GET.get("kind", Report.Kind.NEW)
    if kind in (Report.Kind.CORRECTION, Report.Kind.REMOVED, Report.Kind.DUPLICATE):
        camera = _camera(request.GET.get("camera", ""))
        values = as_form_values({name: getattr(camera, name) for name in REPORTABLE_FIELDS})
        place = {"latitude": camera.latitude, "longitude": camera.longitude}
        fixed = {"kind": kind, "camera": camera.pk, "camera_version": camera.version}
        fixed |= {"duplicate_of": request.GET.get("of", "")}
        return initial | fixed | values | place
    view = read_map_link(request.META["QUERY_STRING"])
    if isinstance(view, MapView) and not view.box:  # a box is no place for a pin
        return initial | {"latitude": view.lat, "longitude": view.lon}
    return initial | {"latitude": request.GET.get("lat", ""), "longitude": request.GET.get("lon", "")}


def _camera(text: str) -> Camera:
    camera = _published(text)
    if camera is None:
        raise Http404(_("This camera is not on the map."))
    return camera


def _published(text: str) -> Camera | None:
    number = digits(text)
    return Camera.objects.published().filter(pk=number).first() if number else None


def _receive(request: HttpRequest) -> HttpResponse:
    form, sender = ReportForm(request.POST, request.FILES), Sender.of(request)
    try:
        if not admit(form, sender):
            return _form_page(request, form, status=422)
        acknowledged = acknowledged_ids(request.POST)
        submission = form.submission(locale=get_language() or "en", acknowledged=acknowledged)
        _report, secret = submit(submission, sender=sender)
    except (Banned, QuotaExceeded) as error:
        return refusal_response(error, partial(_form_page, request, form))
    except PossibleDuplicates as error:
        return _form_page(request, form, status=409, candidates=error.candidates)
    except TokenReused as error:
        form.data = request.POST.copy()
        form.data["client_token"] = str(uuid4())
        message = _(
            "This form was sent before, as %(reference)s. Send it again only if it is about another camera."
        )
        form.add_error(None, message % {"reference": error.report.reference})
        return _form_page(request, form, status=422)
    return HttpResponseRedirect(f"{reverse('reports:status', args=[secret])}?sent=1", status=303)


def _form_page(request: HttpRequest, form: ReportForm, *, status: int = 200, **context: Any) -> HttpResponse:
    camera_id = str(form["camera"].value() or "")
    context |= {
        "form": form,
        "map_config": map_config(_place(form)),
        "camera": _published(camera_id),
        "shown": sign_form_time(),
        "is_address_unreadable": isinstance(read_map_link(request.META["QUERY_STRING"]), Refusal),
    }
    return render(request, "reports/intake/report.html", context, status=status)


def _place(form: ReportForm) -> tuple[float, float] | None:
    """Latitude and longitude of the form, where the map opens; None when they are invalid."""
    try:
        lat, lon = (DegreesField(limit).clean(form[name].value()) for name, limit in PLACE)
    except ValidationError:
        return None
    return (lat, lon)
