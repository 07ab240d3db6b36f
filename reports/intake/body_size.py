"""Limits of the request body of a report: 100 kB of text (DATA_UPLOAD_MAX_MEMORY_SIZE), and one photo where
photos are taken. The page accepts larger photos than are stored, to show the error at the photo field and
keep what was typed."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest

from reports.photos.sanitise import MAX_BYTES
from web.body_limit import MAX_BODY

MAX_FORM = 60_000_000  # 50 megapixels as JPEG are about 25 MB


def api_limit() -> int:
    """Bytes of a report to the API."""
    return MAX_BYTES + 2 * MAX_BODY if settings.REPORTS_PHOTOS else MAX_BODY


def form_limit() -> int:
    """Bytes of a report from the page."""
    return MAX_FORM if settings.REPORTS_PHOTOS else MAX_BODY


def is_too_large(request: HttpRequest) -> bool:
    """Whether the text is over its limit; if not, `request.POST` is parsed."""
    try:
        request.POST  # noqa: B018  reads the form
    except RequestDataTooBig:
        return True
    return False
