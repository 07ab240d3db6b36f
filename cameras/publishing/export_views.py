"""/data/export: all cameras that match a filter, as one streamed file."""

from collections.abc import Iterator
from functools import partial
from weakref import finalize

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from accounts.permissions import allows
from accounts.roles import Action
from cameras.filters import BadParameter, CameraFilter, refuse_unknown
from cameras.models import Camera
from cameras.publishing.access import open_file
from cameras.publishing.export import DOWNLOADS, stream
from cameras.publishing.formats import Format
from web.client_network import network_hash
from web.network_slots import NetworkSlots
from web.problem import problem_response
from web.ranged_files import stream_response

# Per process: every export in progress occupies a thread; the others must stay free for the map, and no
# network takes all slots.
slots = NetworkSlots(settings.EXPORTS_AT_ONCE, per_network=max(1, settings.EXPORTS_AT_ONCE // 2))
RETRY_AFTER = 30  # seconds


@allows(Action.READ)
@open_file
def export(request: HttpRequest) -> HttpResponseBase:
    try:
        refuse_unknown(request.GET, "format", *CameraFilter.PARAMETERS)
        file_format = DOWNLOADS.get(name := request.GET.get("format", "geojson"))
        if file_format is None:
            raise BadParameter("format", f"write one of {', '.join(DOWNLOADS)}, not {name[:20]!r}")
        camera_filter = CameraFilter.parse(request.GET)
    except BadParameter as error:
        return problem_response(400, str(error), parameter=error.name)
    return _file(request, file_format, camera_filter)


@allows(Action.READ)
@open_file
def geojson_file(request: HttpRequest) -> HttpResponseBase:
    """Unfiltered GeoJSON export at a URL that ends with a file name."""
    return _file(request, DOWNLOADS["geojson"], CameraFilter())


def _file(request: HttpRequest, file_format: Format, camera_filter: CameraFilter) -> HttpResponseBase:
    response: HttpResponseBase
    if request.method == "HEAD":
        response = HttpResponse(content_type=file_format.media_type)
    elif slots.acquire(network := network_hash(request)):
        chunks = stream(camera_filter.apply(Camera.objects.all()), file_format)
        response = stream_response(request, SlotStream(chunks, network), file_format.media_type)
    else:
        detail = "Too many exports are in progress. Retry later, or download the latest snapshot."
        response = problem_response(503, detail)
        response.headers["Retry-After"] = str(RETRY_AFTER)
        return response
    response.headers["Content-Disposition"] = f'attachment; filename="cameras.{file_format.name}"'
    response.headers["X-Accel-Buffering"] = "no"  # nginx would buffer the whole response
    return response


class SlotStream:
    """Iterator that releases its slot when exhausted, closed or garbage-collected."""

    def __init__(self, chunks: Iterator[bytes], network: str) -> None:
        self.chunks = chunks
        self.close = finalize(self, partial(slots.release, network))

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self.chunks
        finally:
            self.close()
