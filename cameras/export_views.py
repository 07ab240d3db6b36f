"""/data/export: everything that a filter matches, in one file, made while it is sent."""

from collections.abc import Iterator
from functools import partial
from weakref import finalize

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from accounts.network import network_hash
from accounts.permissions import allows
from accounts.places import Places
from accounts.roles import Action
from cameras import exports
from cameras.exports import DOWNLOADS
from cameras.files import streamed
from cameras.filters import BadParameter, CameraFilter, only
from cameras.formats import Format
from cameras.models import Camera
from cameras.open_data import open_file
from cameras.problems import problem_response

# Per process. Each file that is made holds a thread: the others must be left for the map, and no network
# takes all places.
places = Places(settings.EXPORTS_AT_ONCE, for_each=max(1, settings.EXPORTS_AT_ONCE // 2))
RETRY_AFTER = 30  # seconds


@allows(Action.READ)
@open_file
def export(request: HttpRequest) -> HttpResponseBase:
    try:
        only(request.GET, "format", *CameraFilter.PARAMETERS)
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
    elif places.take(network := network_hash(request)):
        pieces = exports.stream(wanted.apply(Camera.objects.all()), form)
        response = streamed(request, Held(pieces, network), form.media_type)
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

    def __init__(self, pieces: Iterator[bytes], network: str) -> None:
        self.pieces = pieces
        self.close = finalize(self, partial(places.give, network))

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self.pieces
        finally:
            self.close()
