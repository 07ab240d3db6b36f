"""Content negotiation: JSON or HTML from the same URL.

`f` overrides Accept. `*/*` gets JSON: OWSLib, GDAL and curl send nothing more specific. The URLs have no
language prefix, so HTML uses Accept-Language, and `lang` overrides it (decision 0020).
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
MEDIA_TYPES = ["application/geo+json", "application/json", "text/html"]


class JsonOnlyNegotiation(DefaultContentNegotiation):
    """DRF renders problems and OPTIONS as JSON whatever Accept contains; there is no 406."""

    def select_renderer(
        self, request: Request, renderers: Any, format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        return renderers[0], renderers[0].media_type


@dataclass(frozen=True)
class Preferences:
    """Requested format `f`, json or html, and `language` of HTML."""

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
        return cls(f or preferred_format(request), language or get_language_from_request(request._request))


def preferred_format(request: Request) -> str:
    """Format preferred by the Accept header."""
    return "html" if request._request.get_preferred_type(MEDIA_TYPES) == "text/html" else "json"
