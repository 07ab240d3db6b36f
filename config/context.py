"""What every page knows. Nothing here may touch the session: public pages set no cookie."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language, get_language_from_request, get_language_info


def site(request: HttpRequest) -> dict[str, Any]:
    here = get_language() or settings.LANGUAGE_CODE
    others = [_language(request, code) for code, _name in settings.LANGUAGES if code != here]
    wanted = get_language_from_request(request)
    return {
        "other_languages": others,
        "suggested_language": next((one for one in others if one["code"] == wanted), None),
        "reports_photos": settings.REPORTS_PHOTOS,
        "is_demo": bool(settings.DEMO_PASSWORD),
        "is_second_factor_required": settings.STAFF_MFA_REQUIRED,
    }


def _language(request: HttpRequest, code: str) -> dict[str, str]:
    """The same page in another language, named in that language's own words."""
    return {
        "code": code,
        "label": get_language_info(code)["name_local"].capitalize(),
        "url": translate_url(request.get_full_path(), code),
    }
