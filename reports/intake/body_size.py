"""Limits of the request body of a report: 100 kB of text (DATA_UPLOAD_MAX_MEMORY_SIZE) and one photo. The
page accepts larger photos than are stored, to show the error at the photo field and keep what was typed."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest

from reports.photos.sanitise import MAX_BYTES

MAX_BODY = MAX_BYTES + 200_000
MAX_FORM = 60_000_000  # 50 megapixels as JPEG are about 25 MB


def is_too_large(request: HttpRequest) -> bool:
    """Whether the body is over the limit, judged by its headers first; if not, `request.POST` is parsed."""
    if int(request.headers.get("content-length") or 0) > MAX_FORM:
        return True
    try:
        request.POST  # noqa: B018  reads the form
    except RequestDataTooBig:
        return True
    return False
