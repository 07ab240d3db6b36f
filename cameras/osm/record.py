"""One camera as read from a file, and the refusal of a row that is none."""

from dataclasses import dataclass, field, make_dataclass
from datetime import datetime
from typing import Any

from cameras.osm.fields import FROM_TAGS


class Refused(Exception):
    """A row that is not taken into the registry.

    `reason` is a code to count by; docs/data.md lists all. The message is a sentence for the person who
    imports.
    """

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        # The camera the row speaks of, if it does: a camera with a damaged row has not vanished.
        self.external_ref = ""
        # The camera that the row says is none any more, and which version of its object says so.
        self.gone_ref = ""
        self.version: int | None = None
        self.timestamp: datetime | None = None


def _blank(value: Any) -> Any:
    """A record can be hashed and compared, so its list is a tuple."""
    return tuple(value) if isinstance(value, list) else value


# The order is that of the stored digests (importing/writer.py); another would make every camera look changed.
_Record: Any = make_dataclass(
    "_Record",
    [
        *("external_ref", "latitude", "longitude"),
        *((one.name, Any, field(default=_blank(one.blank), kw_only=True)) for one in FROM_TAGS),
        ("tags", Any, field(default_factory=dict)),
    ],
    frozen=True,
    slots=True,
)


@dataclass(frozen=True, slots=True)
class CameraRecord(_Record):  # type: ignore[misc]  # its other fields are those of the table
    """One camera as read from a file, not yet in the registry: its place, and each field of FROM_TAGS."""

    external_ref: str  # where it came from, as "osm:node/123"
    latitude: float  # degrees, 7 decimals
    longitude: float  # degrees, 7 decimals
    gone: bool = field(default=False, kw_only=True)  # it stood there once, whether or not a day is known
    version: int | None = field(default=None, kw_only=True)  # of the object in its source
    timestamp: datetime | None = field(default=None, kw_only=True)  # of that version, UTC
    tags: dict[str, str] = field(default_factory=dict)  # as the source has them, but the personal ones
