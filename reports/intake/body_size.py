"""How large a report may be when it comes in: 100 kB of text (DATA_UPLOAD_MAX_MEMORY_SIZE) and one photo.
The page also reads the largest photo of a telephone, to refuse it at its field with all that was typed."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest

from reports.photos.sanitise import MAX_BYTES

MAX_BODY = MAX_BYTES + 200_000
MAX_FORM = 60_000_000  # 50 megapixels as JPEG are about 25 MB


def is_too_large(request: HttpRequest) -> bool:
    """Looks before anything is read; after it, `request.POST` raises no RequestDataTooBig."""
    if int(request.headers.get("content-length") or 0) > MAX_FORM:
        return True
    try:
        request.POST  # noqa: B018  reads the form
    except RequestDataTooBig:
        return True
    return False
