"""What every page knows. Nothing here may touch the session: public pages set no cookie."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language, get_language_from_request

LABELS = {"en": "English", "fr": "Français"}  # each language in its own words, never translated


def site(request: HttpRequest) -> dict[str, Any]:
    here = get_language() or settings.LANGUAGE_CODE
    other = "en" if here == "fr" else "fr"
    return {
        "other_language": {
            "code": other,
            "label": LABELS[other],
            "url": translate_url(request.get_full_path(), other),
        },
        "suggest_language": get_language_from_request(request) == other,
        "reports_photos": settings.REPORTS_PHOTOS,
        "is_demo": not settings.STAFF_MFA_REQUIRED,
    }
