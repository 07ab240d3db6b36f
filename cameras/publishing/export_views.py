"""/data/export: everything that a filter matches, in one file, made while it is sent."""

from collections.abc import Iterator
from threading import BoundedSemaphore
from weakref import finalize

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

from accounts.permissions import allows
from accounts.roles import Action
from cameras.filters import BadParameter, CameraFilter, refuse_unknown
from cameras.models import Camera
from cameras.publishing.access import open_file
from cameras.publishing.export import DOWNLOADS, stream
from cameras.publishing.formats import Format
from web.problem import problem_response

# Each slow reader holds a thread: the others must be left for the map. Per process.
places = BoundedSemaphore(settings.EXPORTS_AT_ONCE)
RETRY_AFTER = 30  # seconds


@allows(Action.READ)
@open_file
def export(request: HttpRequest) -> HttpResponseBase:
    try:
        refuse_unknown(request.GET, "format", *CameraFilter.PARAMETERS)
        form = DOWNLOADS.get(name := request.GET.get("format", "geojson"))
        if form is None:
            raise BadParameter("format", f"write one of {', '.join(DOWNLOADS)}, not {name[:20]!r}")
        wanted = CameraFilter.parse(request.GET)
    except BadParameter as error:
        return problem_response(400, str(error), parameter=error.name)
    return _file(request, form, wanted)


@allows(Action.READ)
@open_file
def geojson_file(request: HttpRequest) -> HttpResponseBase:
    """The same as /data/export, at an address that ends with a file's name; no filter."""
    return _file(request, DOWNLOADS["geojson"], CameraFilter())


def _file(request: HttpRequest, form: Format, wanted: CameraFilter) -> HttpResponseBase:
    response: HttpResponseBase
    if request.method == "HEAD":
        response = HttpResponse(content_type=form.media_type)
    elif places.acquire(blocking=False):
        pieces = stream(wanted.apply(Camera.objects.all()), form)
        response = StreamingHttpResponse(Held(pieces), content_type=form.media_type)
    else:
        busy = "As many files are being sent as fit; try again in a while, or take the newest snapshot."
        response = problem_response(503, busy)
        response.headers["Retry-After"] = str(RETRY_AFTER)
        return response
    response.headers["Content-Disposition"] = f'attachment; filename="cameras.{form.name}"'
    response.headers["X-Accel-Buffering"] = "no"  # nginx would wait for the end of it
    return response


class Held:
    """A stream that gives its place back when it is at its end, closed, or forgotten."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self.pieces = pieces
        self.close = finalize(self, places.release)

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self.pieces
        finally:
            self.close()
