"""The buttons "Still there" and "It is gone" on the page of a camera. No account, no cookie, no CSRF token;
what another site sends is refused by the gate."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import allows
from accounts.roles import Action
from cameras.models import Camera
from reports.history.conflicts import CameraGone
from reports.models import Confirmation, Report
from reports.reporter.confirmations import confirm
from reports.senders.gate import anonymous_write, refusal_page
from reports.senders.quota import QuotaExceeded
from web.client_network import daily_hash, network_hash

Kind = Confirmation.Kind


@anonymous_write()
@require_http_methods(["GET", "HEAD", "POST"])
@allows(Action.CONFIRM)
def confirm_camera(request: HttpRequest, camera_id: int) -> HttpResponse:
    """Record a confirmation. "It is gone" leads on to the report form for the moderators."""
    page = reverse("cameras:detail", args=[camera_id])
    if request.method != "POST":
        return HttpResponseRedirect(page)
    camera = Camera.objects.filter(pk=camera_id).first()
    if camera is None:
        raise Http404(_("There is no camera %(number)s.") % {"number": camera_id})
    kind = Kind.GONE if request.POST.get("says") == Kind.GONE else Kind.THERE
    try:
        is_new = confirm(camera, by=_sender_hash(request), kind=kind)
    except QuotaExceeded as error:
        response = refusal_page(
            request, 429, _("Your network has sent too much in one hour. Try again later.")
        )
        response.headers["Retry-After"] = str(error.retry_after)
        return response
    except CameraGone:  # the page shows its status
        return HttpResponseRedirect(page, status=303)
    if kind == Kind.GONE:
        query = f"?kind={Report.Kind.REMOVED}&camera={camera_id}"
        return HttpResponseRedirect(reverse("reports:report") + query, status=303)
    return HttpResponseRedirect(f"{page}?confirmed={'now' if is_new else 'before'}", status=303)


def _sender_hash(request: HttpRequest) -> str:
    if request.user.is_authenticated:
        return daily_hash(f"user:{request.user.pk}")
    return network_hash(request)
