"""What a row says of its camera, made comparable with what is known."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from hashlib import blake2b
from operator import attrgetter
from typing import Any, NamedTuple

import orjson

from cameras.models import Camera
from cameras.osm.record import CameraRecord, Refused

# What a record says of its camera; the reference finds the camera and never changes.
SAID = tuple(
    one.name
    for one in fields(CameraRecord)
    if one.name not in ("external_ref", "capabilities", "gone", "version", "timestamp")
)
_said = attrgetter(*SAID)


class Edition(NamedTuple):
    """Which state of an object its source speaks of; None where it does not tell."""

    version: int | None
    timestamp: datetime | None

    def is_older_than(self, other: "Edition") -> bool:
        """Say whether it surely is: by the version where both tell it, else by the time."""
        if self.version is not None and other.version is not None:
            return self.version < other.version
        if self.timestamp is not None and other.timestamp is not None:
            return self.timestamp < other.timestamp
        return False

    def after(self, other: "Edition") -> "Edition":
        """This one, with what only the other tells: a file without versions is no older than what is known"""
        version = other.version if self.version is None else self.version
        return Edition(version, other.timestamp if self.timestamp is None else self.timestamp)


@dataclass(frozen=True, slots=True)
class Statement:
    """A record, whether its camera stands there today, and 128 bits for both. Without a record: the object is
    no camera any more."""

    record: CameraRecord | None
    status: Camera.Status
    digest: str
    edition: Edition

    @property
    def values(self) -> dict[str, Any]:
        """What is said of the camera, status included; of an object that is gone no more than that."""
        if self.record is None:
            return {"status": self.status}
        return {**values_of(self.record), "status": self.status}


def stated(record: CameraRecord, today: date) -> Statement:
    """An object that is gone, or whose last day has come (`end_date` in OpenStreetMap), stood here once."""
    data = orjson.dumps(record, option=orjson.OPT_SORT_KEYS)
    status = Camera.Status.ACTIVE
    if record.gone or (record.removed_on and record.removed_on <= today):
        # In the digest too, for the day may come between two imports of the same row.
        status, data = Camera.Status.REMOVED, data + b"removed"
    edition = Edition(record.version, record.timestamp)
    return Statement(record, status, blake2b(data, digest_size=16).hexdigest(), edition)


def stated_gone(refusal: Refused) -> Statement:
    """A row that says that its object is no camera, for the camera that it may have been before."""
    edition = Edition(refusal.version, refusal.timestamp)
    told = f"{refusal.gone_ref} {refusal.reason} {edition.version} {edition.timestamp}"
    digest = blake2b(told.encode(), digest_size=16).hexdigest()
    return Statement(None, Camera.Status.REMOVED, digest, edition)


def values_of(record: CameraRecord) -> dict[str, Any]:
    return dict(zip(SAID, _said(record), strict=True), capabilities=list(record.capabilities))


def as_json(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values ready for a JSON column: days as ISO text."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
