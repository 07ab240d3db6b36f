"""What a reader asks for: the query string, parsed once into a typed value."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import NamedTuple, Self
from uuid import UUID

from django.http import QueryDict

from areas.models import Area, Edition
from cameras.geo import Bbox, parse_bbox
from cameras.interval import Interval, parse_interval
from cameras.models import Camera, CameraQuerySet
from cameras.text import normalise

WORLD = Bbox(-180, -90, 180, 90)
SHOWN: list[str] = [Camera.Status.ACTIVE, Camera.Status.REMOVED]
ANY = "any"
SLUG = re.compile(r"[-\w]{1,50}", re.ASCII)


class BadParameter(ValueError):
    """A parameter that cannot be used: its name and a sentence for people."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(f"{name}: {message}")
        self.name = name
        self.message = message


def only(query: QueryDict, *names: str) -> None:
    """Refuse parameters that would be silently ignored; raises BadParameter."""
    for name in query:
        if name not in names:
            raise BadParameter(name, f"is not a parameter of this address; accepted here: {', '.join(names)}")


class Ground(NamedTuple):
    """An area by its id, and the edition of all outlines: with another one it may hold other cameras."""

    area_id: int
    edition: UUID | None


@dataclass(frozen=True)
class CameraFilter:
    """Which cameras: inside a bbox (WGS 84 degrees), of a dataset... None means all. `operator` is the whole
    name; `since` is a day (UTC): published or changed then or later. `checked_before`: nobody saw or
    confirmed it on that day or later. `status`: removed ones are shown to those who ask for them. `during`
    (`datetime`): cameras that may have stood there on one of these days."""

    PARAMETERS = (
        "bbox",
        "dataset",
        "ownership",
        "device",
        "shape",
        "zone",
        "operator",
        "since",
        "area",
        "status",
        "checked_before",
        "datetime",
    )

    bbox: Bbox | None = None
    dataset: str | None = None
    ownership: str | None = None
    device: str | None = None
    shape: str | None = None
    zone: str | None = None
    operator: str | None = None
    since: datetime | None = None
    area: Ground | None = None
    status: str = Camera.Status.ACTIVE
    checked_before: date | None = None
    during: Interval | None = None

    @classmethod
    def parse(cls, query: QueryDict) -> Self:
        """Read the query; raises BadParameter. The last of a repeated parameter counts."""
        if not query:  # most tiles: a tenth of the time of an unchanged one
            return cls()
        return cls(
            bbox=_bbox(query.get("bbox")),
            dataset=_slug(query.get("dataset")),
            ownership=_word("ownership", query.get("ownership"), Camera.Ownership.values),
            device=_word("device", query.get("device"), Camera.Device.values),
            shape=_word("shape", query.get("shape"), Camera.Shape.values),
            zone=_text("zone", query.get("zone")),
            operator=_text("operator", query.get("operator")),
            since=_instant(_day("since", query.get("since"))),
            area=_area(query.get("area")),
            status=_word("status", query.get("status"), [*SHOWN, ANY]) or Camera.Status.ACTIVE,
            checked_before=_day("checked_before", query.get("checked_before")),
            during=_interval(query.get("datetime")),
        )

    @property
    def beyond_the_pyramid(self) -> bool:
        """Asks for more than ownership and device, which the counted pyramid knows."""
        return replace(self, ownership=None, device=None) != CameraFilter()

    def apply(self, cameras: CameraQuerySet) -> CameraQuerySet:
        """The cameras that are asked for; never one that is hidden or merged."""
        # Not IN with one word: the planner knows less about it.
        is_any = self.status == ANY
        cameras = cameras.filter(status__in=SHOWN) if is_any else cameras.filter(status=self.status)
        if self.bbox:
            cameras = cameras.in_bbox(self.bbox)
        equal = {name: getattr(self, name) for name in ("ownership", "device", "shape", "zone", "operator")}
        equal |= {"dataset__slug": self.dataset, "areas__area": self.area and self.area.area_id}
        if asked := {name: value for name, value in equal.items() if value is not None}:
            cameras = cameras.filter(**asked)
        if self.since:
            cameras = cameras.filter(changed_at__gte=self.since)
        if self.during:
            cameras = cameras.standing_during(self.during)
        return cameras.unchecked_since(self.checked_before) if self.checked_before else cameras


def _bbox(text: str | None) -> Bbox | None:
    if text is None:
        return None
    try:
        box = parse_bbox(text)
    except ValueError as error:
        raise BadParameter("bbox", str(error)) from error
    return None if box == WORLD else box


def _interval(text: str | None) -> Interval | None:
    if text is None:
        return None
    try:
        return parse_interval(text)
    except ValueError as error:
        raise BadParameter("datetime", str(error)) from error


def _slug(text: str | None) -> str | None:
    if text is not None and not SLUG.fullmatch(text):
        raise BadParameter("dataset", "write the short name of a dataset, such as contributions")
    return text


def _area(code: str | None) -> Ground | None:
    if code is None:
        return None
    area = Area.objects.filter(code=code).values_list("pk", flat=True).first() if "\0" not in code else None
    if area is None:
        raise BadParameter("area", "write the code of an area that is known here, such as FR-06088")
    return Ground(area, Edition.current())


def _word(name: str, text: str | None, words: list[str]) -> str | None:
    if text is not None and text not in words:
        raise BadParameter(name, f"write one of {', '.join(words)}")
    return text


def _text(name: str, text: str | None) -> str | None:
    if text is not None and (len(text) > 255 or "\0" in text):
        raise BadParameter(name, "write at most 255 letters")
    return normalise(text) if text else text  # as the names in the registry are


def _day(name: str, text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadParameter(name, "write a day such as 2026-11-22") from error


def _instant(day: date | None) -> datetime | None:
    return datetime.combine(day, time.min, tzinfo=UTC) if day else None


def whole_number(name: str, text: str, *, least: int = 1) -> int:
    """The number that the text writes; raises BadParameter."""
    number = digits(text)
    if number is None or number < least:
        raise BadParameter(name, f"write a whole number, {least} or more")
    return number


def digits(text: str) -> int | None:
    r"""A number of at most 18 ASCII digits, which fits a bigint, or None. `\d` would take others."""
    return int(text) if re.fullmatch(r"[0-9]{1,18}", text) else None
