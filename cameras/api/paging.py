"""Pages by the last id seen, so that the last page costs what the first costs.

`offset` is there for the clients that know nothing else (ArcGIS Pro, ogc-client); links never use it.
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
    """Where a walk stands: the last id and how many features match in all. Opaque to the reader, bound to
    its filter, which is anything whose repr tells it apart."""

    last: int
    matched: int

    def write(self, wanted: object) -> str:
        text = f"{self.last}.{self.matched}.{_mark(wanted)}"
        return urlsafe_b64encode(text.encode()).decode().rstrip("=")

    @classmethod
    def read(cls, text: str, wanted: object) -> Self:
        """Raises BadParameter for a cursor that is not ours or that belongs to another filter."""
        try:
            plain = urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("ascii")
            last, matched, mark = plain.split(".")
            cursor = cls(whole_number("cursor", last, least=0), whole_number("cursor", matched, least=0))
        except ValueError as error:
            raise BadParameter("cursor", "follow the next link as it is given") from error
        if mark != _mark(wanted):
            raise BadParameter("cursor", "it belongs to other filters: start again without it")
        return cursor


def _mark(wanted: object) -> str:
    return blake2b(repr(wanted).encode(), digest_size=6).hexdigest()


@dataclass(frozen=True)
class Paging:
    """Which page: at most `limit` features behind the cursor, or behind the first `offset` ones."""

    limit: int
    cursor: Cursor | None
    offset: int
    hits: bool

    @classmethod
    def parse(cls, query: QueryDict, wanted: object, *, most: int = MAX_LIMIT) -> Self:
        """Raises BadParameter."""
        cursor, offset = query.get("cursor"), _offset(query.get("offset"))
        if cursor is not None and offset:
            raise BadParameter("offset", "a cursor stands for a place already: use one of the two")
        result = query.get("resultType", "results")
        if result not in RESULT_TYPES:
            raise BadParameter("resultType", f"write one of {', '.join(RESULT_TYPES)}")
        found = Cursor.read(cursor, wanted) if cursor is not None else None
        return cls(limit(query, most), found, offset, result == "hits")


def limit(query: QueryDict, most: int) -> int:
    """`limit`, 100 when left out; more than the most means the most (OGC API - Features 1.0.1, 7.15.2)."""
    text = query.get("limit")
    return DEFAULT_LIMIT if text is None else min(whole_number("limit", text), most)


def _offset(text: str | None) -> int:
    offset = 0 if text is None else whole_number("offset", text, least=0)
    if offset > MAX_OFFSET:
        raise BadParameter(
            "offset",
            f"write at most {MAX_OFFSET}; beyond it follow the next links or download the whole file",
        )
    return offset
