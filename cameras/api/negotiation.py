"""JSON for programs, a page for people, from one address.

`f` goes before Accept. Whoever accepts anything (*/*) gets JSON: OWSLib, GDAL and curl say no more.
These addresses carry no language, so a page takes the reader's own, and `lang` chooses (decision 0020).
"""

from dataclasses import dataclass
from typing import Any, Self

from django.conf import settings
from django.utils.translation import get_language_from_request
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from cameras.filters import BadParameter

FORMATS = ("json", "html")
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
TYPES = ["application/geo+json", "application/json", "text/html"]


class OnlyJson(DefaultContentNegotiation):
    """What DRF itself renders (problems, OPTIONS) is JSON; it refuses nobody with 406."""

    def select_renderer(
        self, request: Request, renderers: Any, format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        return renderers[0], renderers[0].media_type


@dataclass(frozen=True)
class Wish:
    """How the reader wants the answer: `f` json or html; `language` of a page."""

    f: str
    language: str

    @classmethod
    def of(cls, request: Request) -> Self:
        """Raises BadParameter for an f or lang that is unknown."""
        f, language = request.GET.get("f"), request.GET.get("lang")
        if f is not None and f not in FORMATS:
            raise BadParameter("f", f"write one of {', '.join(FORMATS)}")
        if language is not None and language not in LANGUAGES:
            raise BadParameter("lang", f"write one of {', '.join(LANGUAGES)}")
        return cls(f or accepted(request), language or get_language_from_request(request._request))


def accepted(request: Request) -> str:
    """What the Accept header prefers."""
    return "html" if request._request.get_preferred_type(TYPES) == "text/html" else "json"
