"""Pages by the last id seen, so that the last page costs what the first costs."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from hashlib import blake2b
from typing import Self

from django.http import QueryDict

from cameras.filters import BadParameter, CameraFilter, whole_number

DEFAULT_LIMIT = 100
MAX_LIMIT = 10_000


@dataclass(frozen=True)
class Cursor:
    """Where a walk stands: the last id and how many features match in all. Opaque to the reader, bound to
    its filter."""

    last: int
    matched: int

    def write(self, wanted: CameraFilter) -> str:
        text = f"{self.last}.{self.matched}.{_mark(wanted)}"
        return urlsafe_b64encode(text.encode()).decode().rstrip("=")

    @classmethod
    def read(cls, text: str, wanted: CameraFilter) -> Self:
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


def _mark(wanted: CameraFilter) -> str:
    return blake2b(repr(wanted).encode(), digest_size=6).hexdigest()


def limit(query: QueryDict) -> int:
    """`limit`, 100 when left out; more than 10,000 means 10,000 (OGC API - Features 1.0.1, 7.15.2)."""
    text = query.get("limit")
    return DEFAULT_LIMIT if text is None else min(whole_number("limit", text), MAX_LIMIT)
