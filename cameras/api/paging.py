"""Keyset pagination by id: the last page costs as much as the first.

`offset` exists for clients that support nothing else (ArcGIS Pro, ogc-client); links never use it.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from hashlib import blake2b
from typing import Self

from django.http import QueryDict

from cameras.filters import BadParameter, whole_number

PARAMETERS = ("limit", "cursor", "offset", "resultType")
DEFAULT_LIMIT = 100
MAX_LIMIT = 10_000
MAX_OFFSET = 100_000
RESULT_TYPES = ("results", "hits")


@dataclass(frozen=True)
class Cursor:
    """Position in a paged result: last id and total number of matches. Opaque to clients, bound to its
    filters, which are identified by their repr."""

    last: int
    matched: int

    def write(self, filters: object) -> str:
        text = f"{self.last}.{self.matched}.{_fingerprint(filters)}"
        return urlsafe_b64encode(text.encode()).decode().rstrip("=")

    @classmethod
    def read(cls, text: str, filters: object) -> Self:
        """Raises BadParameter for a cursor that is not ours or that belongs to another filter."""
        try:
            plain = urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("ascii")
            last, matched, fingerprint = plain.split(".")
            cursor = cls(whole_number("cursor", last, least=0), whole_number("cursor", matched, least=0))
        except ValueError as error:
            raise BadParameter("cursor", "invalid cursor: use the next link unchanged") from error
        if fingerprint != _fingerprint(filters):
            raise BadParameter("cursor", "it belongs to other filters: start again without it")
        return cursor


def _fingerprint(filters: object) -> str:
    return blake2b(repr(filters).encode(), digest_size=6).hexdigest()


@dataclass(frozen=True)
class Paging:
    """Requested page: at most `limit` features after the cursor, or after the first `offset` ones."""

    limit: int
    cursor: Cursor | None
    offset: int
    hits: bool

    @classmethod
    def parse(cls, query: QueryDict, filters: object, *, max_limit: int = MAX_LIMIT) -> Self:
        """Raises BadParameter."""
        cursor, offset = query.get("cursor"), _offset(query.get("offset"))
        if cursor is not None and offset:
            raise BadParameter("offset", "offset and cursor exclude each other: use one of the two")
        result = query.get("resultType", "results")
        if result not in RESULT_TYPES:
            raise BadParameter("resultType", f"write one of {', '.join(RESULT_TYPES)}")
        parsed_cursor = Cursor.read(cursor, filters) if cursor is not None else None
        return cls(limit(query, max_limit), parsed_cursor, offset, result == "hits")


def limit(query: QueryDict, max_limit: int) -> int:
    """`limit`, 100 by default, clamped to the maximum (OGC API - Features 1.0.1, 7.15.2)."""
    text = query.get("limit")
    return DEFAULT_LIMIT if text is None else min(whole_number("limit", text), max_limit)


def _offset(text: str | None) -> int:
    offset = 0 if text is None else whole_number("offset", text, least=0)
    if offset > MAX_OFFSET:
        raise BadParameter(
            "offset",
            f"write at most {MAX_OFFSET}; beyond it follow the next links or download the whole file",
        )
    return offset
