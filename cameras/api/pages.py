"""HTML representation of API responses: the same body in a template."""

from typing import Any
from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.utils import translation
from rest_framework.request import Request

from cameras.api.negotiation import Preferences
from cameras.map.basemap import map_config

LABELS = {"en": "English", "fr": "Français"}
COLUMNS = (
    "name",
    "level",
    "population",
    "ownership",
    "operator",
    "device",
    "shape",
    "zone",
    "status",
    "changed_on",
)


def render_page(request: Request, preferences: Preferences, template: str, body: dict[str, Any]) -> bytes:
    """Render the body as HTML in the preferred language."""
    other = "en" if preferences.language == "fr" else "fr"
    with translation.override(preferences.language):
        context = {
            "body": body,
            "language": preferences.language,
            "json_url": relative_url(request, f="json"),
            "other_language": {
                "code": other,
                "label": LABELS[other],
                "url": relative_url(request, f="html", lang=other),
            },
            "suggest_language": False,
            **_features(body),
        }
        return render_to_string(template, context, request._request).encode()


def relative_url(request: Request, **query: str) -> str:
    """Relative URL of this page with other parameters."""
    return "?" + urlencode({**request.GET.dict(), **query}, safe=",:/")


def _features(body: dict[str, Any]) -> dict[str, Any]:
    """Template context of features: table rows, and geometries for the map."""
    features = body.get("features", [body] if "geometry" in body else [])
    if not features:
        return {"shapes": [], "map_config": {}}
    columns = [name for name in COLUMNS if name in features[0]["properties"]]
    return {
        "columns": columns,
        "rows": [
            {
                "id": one["id"],
                "url": f"items/{one['id']}?f=html",
                "values": [one["properties"][name] for name in columns],
            }
            for one in features
        ],
        "shapes": [
            {
                "type": "Feature",
                "geometry": one["geometry"],
                "properties": {"ownership": one["properties"].get("ownership")},
            }
            for one in features
        ],
        "map_config": map_config(),
    }
