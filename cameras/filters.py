"""What a reader asks for: the query string, parsed once into a typed value."""

import re
from dataclasses import dataclass
from typing import Self

from django.http import QueryDict

from cameras.geo import Bbox, parse_bbox
from cameras.models import Camera, CameraQuerySet

WORLD = Bbox(-180, -90, 180, 90)
SLUG = re.compile(r"[-\w]{1,50}", re.ASCII)


class BadParameter(ValueError):
    """A parameter that cannot be used: its name and a sentence for people."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(f"{name}: {message}")
        self.name = name
        self.message = message


@dataclass(frozen=True)
class CameraFilter:
    """Which cameras: inside a bbox (WGS 84 degrees), of a dataset, of an ownership. None means all."""

    PARAMETERS = ("bbox", "dataset", "ownership")

    bbox: Bbox | None = None
    dataset: str | None = None
    ownership: str | None = None

    @classmethod
    def parse(cls, query: QueryDict) -> Self:
        """Read the query; raises BadParameter. The last of a repeated parameter counts."""
        return cls(
            bbox=_bbox(query.get("bbox")),
            dataset=_slug(query.get("dataset")),
            ownership=_word("ownership", query.get("ownership"), Camera.Ownership.values),
        )

    def apply(self, cameras: CameraQuerySet) -> CameraQuerySet:
        if self.bbox and self.bbox != WORLD:
            cameras = cameras.in_bbox(self.bbox)
        if self.dataset:
            cameras = cameras.filter(dataset__slug=self.dataset)
        if self.ownership:
            cameras = cameras.filter(ownership=self.ownership)
        return cameras


def _bbox(text: str | None) -> Bbox | None:
    if text is None:
        return None
    try:
        return parse_bbox(text)
    except ValueError as error:
        raise BadParameter("bbox", str(error)) from error


def _slug(text: str | None) -> str | None:
    if text is not None and not SLUG.fullmatch(text):
        raise BadParameter("dataset", "write the short name of a dataset, such as contributions")
    return text


def _word(name: str, text: str | None, words: list[str]) -> str | None:
    if text is not None and text not in words:
        raise BadParameter(name, f"write one of {', '.join(words)}")
    return text


def whole_number(name: str, text: str, *, least: int = 1) -> int:
    """The number that the text writes; raises BadParameter."""
    number = digits(text)
    if number is None or number < least:
        raise BadParameter(name, f"write a whole number, {least} or more")
    return number


def digits(text: str) -> int | None:
    r"""A number of at most 18 ASCII digits, which fits a bigint, or None. `\d` would take others."""
    return int(text) if re.fullmatch(r"[0-9]{1,18}", text) else None
