"""File responses with byte ranges, ETag and conditional requests (RFC 9110, sections 13 and 14).

Django's FileResponse does not support Range, and WhiteNoise indexes files only at start-up, so it cannot
serve one that is replaced while the site runs. Large sites let nginx do this.
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


def stream_response(
    request: HttpRequest, chunks: Iterable[bytes], content_type: str
) -> StreamingHttpResponse:
    """Response that is made while it is sent, and whose reader can tell its end from a cut.

    HTTP/1.0, which nginx speaks to its upstream by default, has no chunks: only Content-Length marks
    the end there, so everything is made before it is sent.
    """
    if request.META.get("SERVER_PROTOCOL") != "HTTP/1.0":
        return StreamingHttpResponse(chunks, content_type=content_type)
    file = TemporaryFile()  # noqa: SIM115  the response closes it
    file.writelines(chunks)
    file.seek(0)
    response = FileResponse(file, content_type=content_type)
    response.block_size = CHUNK
    return response


def ranged_file(request: HttpRequest, path: Path, content_type: str) -> HttpResponseBase:
    """Response with the whole file or the requested range. Raises FileNotFoundError.

    Size and ETag come from the open file handle, so that replacing the file cannot mix two versions.
    """
    handle = path.open("rb")
    stat = os.fstat(handle.fileno())
    etag = quote_etag(f"{stat.st_mtime_ns:x}-{stat.st_size:x}")
    changed = http_date(stat.st_mtime)
    conditional = get_conditional_response(request, etag=etag, last_modified=int(stat.st_mtime))
    if conditional:
        handle.close()
    byte_range = _requested_range(request, etag, changed)
    response: HttpResponseBase = conditional or _range_response(
        byte_range, handle, stat.st_size, content_type
    )
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = changed
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Cache-Control"] = "public, max-age=300, no-transform"
    return response


def _requested_range(request: HttpRequest, etag: str, changed: str) -> str:
    """The Range header, or "" for the whole file: If-Range names another version, or the range is invalid."""
    byte_range = request.headers.get("Range", "")
    match = RANGE.fullmatch(byte_range) if request.method == "GET" else None
    if not match or request.headers.get("If-Range", etag) not in (etag, changed):
        return ""
    first, last = match.groups()
    is_unsatisfiable = not (first or last) or (first and last and int(first) > int(last))
    return "" if is_unsatisfiable else byte_range


def _range_response(byte_range: str, handle: BinaryIO, size: int, content_type: str) -> HttpResponseBase:
    start, end, status = 0, size, 200
    if byte_range:
        start, end, status = *_bounds(byte_range, size), 206
    if byte_range and start >= end:
        handle.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    # A FileResponse, because the server sends it without a thread (decision 0033).
    response = FileResponse(FileRange(handle, start, end), status=status, content_type=content_type)
    response.block_size = CHUNK
    response.headers["Content-Length"] = str(end - start)
    if status == 206:
        response.headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    return response


def _bounds(byte_range: str, size: int) -> tuple[int, int]:
    """First byte and end (exclusive) of `5-9`, `5-` (to the end) or `-5` (the last five)."""
    first, last = byte_range.removeprefix("bytes=").split("-")
    if not first:
        return max(0, size - int(last)), size
    return int(first), min(size, int(last) + 1) if last else size


class FileRange:
    """Reader of the bytes `start` to `end` of an open file, which is closed with the response."""

    def __init__(self, handle: BinaryIO, start: int, end: int) -> None:
        self.handle, self.remaining = handle, end - start
        handle.seek(start)

    def read(self, size: int) -> bytes:
        data = self.handle.read(min(size, self.remaining))
        self.remaining -= len(data)
        return data

    def close(self) -> None:
        self.handle.close()
