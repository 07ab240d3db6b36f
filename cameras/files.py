"""Files that readers fetch in parts: Range, ETag and the conditions on them (RFC 9110, 13 and 14).

Django's FileResponse knows no Range, and WhiteNoise looks at files only when it starts, so it cannot serve
one that is replaced while the site runs. Big sites let nginx do this.
"""

import os
import re
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag

CHUNK = 256 * 1024
RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")


def streamed(request: HttpRequest, pieces: Iterable[bytes], content_type: str) -> StreamingHttpResponse:
    """Send what is made while it is sent, so that its reader can tell the end from a cut.

    In HTTP/1.0, which nginx speaks unless it is told otherwise, only a Content-Length says where the end is:
    there all is made before it is sent.
    """
    if request.META.get("SERVER_PROTOCOL") != "HTTP/1.0":
        return StreamingHttpResponse(pieces, content_type=content_type)
    file = TemporaryFile()  # noqa: SIM115  the response closes it
    file.writelines(pieces)
    file.seek(0)
    response = FileResponse(file, content_type=content_type)
    response.block_size = CHUNK
    return response


def ranged_file(request: HttpRequest, path: Path, content_type: str) -> HttpResponseBase:
    """Serve the file or the one part asked for. Raises FileNotFoundError.

    Size and ETag are those of the open file, so that replacing it cannot mix two versions in one answer.
    """
    handle = path.open("rb")
    stat = os.fstat(handle.fileno())
    etag = quote_etag(f"{stat.st_mtime_ns:x}-{stat.st_size:x}")
    changed = http_date(stat.st_mtime)
    known = get_conditional_response(request, etag=etag, last_modified=int(stat.st_mtime))
    if known:
        handle.close()
    wanted = _wanted(request, etag, changed)
    response: HttpResponseBase = known or _answer(wanted, handle, stat.st_size, content_type)
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = changed
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Cache-Control"] = "public, max-age=300, no-transform"
    return response


def _wanted(request: HttpRequest, etag: str, changed: str) -> str:
    """The Range header; "" asks for the whole file: of another version, or a range that we do not know."""
    wanted = request.headers.get("Range", "")
    found = RANGE.fullmatch(wanted) if request.method == "GET" else None
    if not found or request.headers.get("If-Range", etag) not in (etag, changed):
        return ""
    first, last = found.groups()
    is_none = not (first or last) or (first and last and int(first) > int(last))
    return "" if is_none else wanted


def _answer(wanted: str, handle: BinaryIO, size: int, content_type: str) -> HttpResponseBase:
    start, end, status = 0, size, 200
    if wanted:
        start, end, status = *_bounds(wanted, size), 206
    if wanted and start >= end:
        handle.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    # A FileResponse, because a server can send it without a thread (decision 0054).
    response = FileResponse(Part(handle, start, end), status=status, content_type=content_type)
    response.block_size = CHUNK
    response.headers["Content-Length"] = str(end - start)
    if status == 206:
        response.headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    return response


def _bounds(wanted: str, size: int) -> tuple[int, int]:
    """First byte and end (exclusive): `5-9`, `5-` (to the end) or `-5` (the last five)."""
    first, last = wanted.removeprefix("bytes=").split("-")
    if not first:
        return max(0, size - int(last)), size
    return int(first), min(size, int(last) + 1) if last else size


class Part:
    """The bytes from `start` to `end` of an open file, which is closed with the response."""

    def __init__(self, handle: BinaryIO, start: int, end: int) -> None:
        self.handle, self.left = handle, end - start
        handle.seek(start)

    def read(self, size: int) -> bytes:
        data = self.handle.read(min(size, self.left))
        self.left -= len(data)
        return data

    def close(self) -> None:
        self.handle.close()
