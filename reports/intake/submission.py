"""A validated report that is not stored yet."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from cameras.models import CameraRevision
from reports.models import Report
from reports.photos.sanitise import CleanPhoto


class TokenReused(Exception):
    """The client token was used before with different content. `report`: that earlier report."""

    def __init__(self, report: Report) -> None:
        super().__init__("client token reused")
        self.report = report


@dataclass(frozen=True)
class Submission:
    """A report as validated by the form. Position in WGS 84 degrees."""

    client_token: UUID
    kind: Report.Kind
    latitude: float
    longitude: float
    proposed: dict[str, Any]
    locale: str
    base_revision: CameraRevision | None = None  # the version that the reporter saw; None for a new camera
    survivor_id: int | None = None  # of a duplicate: the camera that stays
    basis: str = Report.Basis.SEEN_MYSELF
    source_url: str = ""
    observed_on: date | None = None
    note: str = ""
    acknowledged: tuple[int, ...] = ()
    contact: str = ""  # e-mail address, kept apart from the report
    photo: CleanPhoto | None = None

    def content(self) -> dict[str, Any]:
        """The content as JSON, without token, contact and other transport data."""
        photo = {"photo": self.photo.digest} if self.photo else {}
        return {
            "kind": str(self.kind),
            "latitude": self.latitude,
            "longitude": self.longitude,
            "camera": self.base_revision.camera_id if self.base_revision else None,
            "duplicate_of": self.survivor_id,
            "proposed": self.proposed,
            "basis": str(self.basis),
            "source_url": self.source_url,
            "observed_on": self.observed_on.isoformat() if self.observed_on else None,
            "note": self.note,
            **photo,
        }
