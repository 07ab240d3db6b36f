"""What every reader of a file hands over: one camera in our own words, or the reason it was refused."""

from dataclasses import dataclass, field
from datetime import date, datetime


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


@dataclass(frozen=True, slots=True)
class CameraRecord:
    """One camera as read from a file, not yet in the registry."""

    external_ref: str  # where it came from, as "osm:node/123"
    latitude: float  # degrees, 7 decimals
    longitude: float  # degrees, 7 decimals
    ownership: str = "unknown"  # public, private, unknown
    ownership_basis: str = "none"  # stated, inferred, none
    operator: str = ""
    device: str = "camera"  # camera, plate_reader, microphone, gunshot_detector, other
    shape: str = "unknown"  # fixed, dome, panning, panorama, doorbell, unknown
    watches: str = "unknown"  # public, outdoor, indoor, traffic, unknown
    zone: str = ""
    mount: str = ""
    direction: str = ""  # the raw text; direction.py reads it
    angle: int | None = None  # degrees, 1 to 360
    height: float | None = None  # metres
    manufacturer: str = ""
    model: str = ""
    software: str = ""
    capabilities: tuple[str, ...] = ()  # sorted
    installed_on: date | None = None
    removed_on: date | None = None
    observed_on: date | None = None
    gone: bool = False  # it stood there once, whether or not a day is known
    version: int | None = None  # of the object in its source
    timestamp: datetime | None = None  # of that version, UTC
    tags: dict[str, str] = field(default_factory=dict)  # as the source has them, but the personal ones
