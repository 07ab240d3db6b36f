"""Context processor of every page. It must not touch the session: public pages set no cookie."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language, get_language_from_request, get_language_info


def site(request: HttpRequest) -> dict[str, Any]:
    current = get_language() or settings.LANGUAGE_CODE
    others = [_language(request, code) for code, _name in settings.LANGUAGES if code != current]
    preferred = get_language_from_request(request)
    return {
        "other_languages": others,
        "suggested_language": next((one for one in others if one["code"] == preferred), None),
        "reports_photos": settings.REPORTS_PHOTOS,
        "is_demo": bool(settings.DEMO_PASSWORD),
        "is_second_factor_required": settings.STAFF_MFA_REQUIRED,
    }


def _language(request: HttpRequest, code: str) -> dict[str, str]:
    """Link to the page in another language, labelled in that language."""
    return {
        "code": code,
        "label": get_language_info(code)["name_local"].capitalize(),
        "url": translate_url(request.get_full_path(), code),
    }
