"""Parameters of the API, for the OpenAPI document and the reference page."""

from typing import Any

from areas.models import Area
from cameras.api.negotiation import FORMATS, LANGUAGES
from cameras.api.paging import DEFAULT_LIMIT, MAX_LIMIT, MAX_OFFSET, RESULT_TYPES
from cameras.filters import ANY, PUBLIC_STATUSES
from cameras.models import Camera

Parameter = dict[str, Any]
NUMBER_LIST = {"type": "array", "minItems": 4, "maxItems": 6, "items": {"type": "number"}}
BBOX = {**NUMBER_LIST, "oneOf": [{"minItems": n, "maxItems": n} for n in (4, 6)]}
TEXT = {"type": "string", "maxLength": 255}
DAY = {"type": "string", "format": "date"}


def _query(name: str, description: str, schema: dict[str, Any]) -> Parameter:
    return {
        "name": name,
        "in": "query",
        "description": description,
        "required": False,
        "schema": schema,
        "style": "form",
        "explode": False,
    }


def _path(name: str, description: str, schema: dict[str, Any]) -> Parameter:
    return {"name": name, "in": "path", "description": description, "required": True, "schema": schema}


def _enum(*words: str) -> dict[str, Any]:
    return {"type": "string", "enum": list(words)}


def _limit(maximum: int) -> dict[str, Any]:
    return {"type": "integer", "minimum": 1, "maximum": maximum, "default": DEFAULT_LIMIT}


_ITEMS = (
    _query("limit", f"Features on a page; above {MAX_LIMIT} means {MAX_LIMIT}.", _limit(MAX_LIMIT)),
    _query("cursor", "Opaque cursor from a `next` link.", {"type": "string"}),
    _query(
        "offset",
        "Number of features to skip. Prefer the `next` links.",
        {"type": "integer", "minimum": 0, "maximum": MAX_OFFSET},
    ),
    _query("resultType", "`hits` returns only the count.", {**_enum(*RESULT_TYPES), "default": "results"}),
    _query("bbox", "west,south,east,north in degrees, or six numbers with heights.", BBOX),
    _query("datetime", "Day, instant or interval: cameras that may have existed then.", {"type": "string"}),
    _query("ownership", "Who runs it.", _enum(*Camera.Ownership.values)),
    _query("device", "Kind of device.", _enum(*Camera.Device.values)),
    _query("shape", "What it looks like.", _enum(*Camera.Shape.values)),
    _query("zone", "Kind of place, as tagged in the source.", TEXT),
    _query("operator", "The operator's whole name.", TEXT),
    _query("since", "Published or changed on that day (UTC) or later.", DAY),
    _query("checked_before", "Neither seen nor confirmed on that day or later.", DAY),
    _query(
        "status",
        "Include removed cameras, or only them.",
        {**_enum(*PUBLIC_STATUSES, ANY), "default": "active"},
    ),
    _query("area", "Code of an area of the areas collection.", {"type": "string", "maxLength": 40}),
    _query("dataset", "Short name of a source.", {"type": "string", "pattern": "^[-_A-Za-z0-9]{1,50}$"}),
    _query("level", "Kind of area.", _enum(*Area.Level.values)),
    _query("name", "The area's whole name.", {"type": "string", "maxLength": 200}),
    _query("f", "json or html; overrides Accept.", _enum(*FORMATS)),
    _query("lang", "Language of a page.", _enum(*LANGUAGES)),
)
COMPONENTS: dict[str, Parameter] = {
    **{one["name"]: one for one in _ITEMS},
    "areaLimit": _query("limit", "Areas on a page; above 1000 means 1000.", _limit(1000)),
    "changesLimit": _query("limit", "Changes on a page; above 1000 means 1000.", _limit(1000)),
    "changesSince": _query(
        "since", "`until` of the last page, or `seq` of a snapshot. Default: the current end of the feed.",
        {"type": "integer", "minimum": 0},
    ),
    "featureId": _path("featureId", "Id of a camera.", {"type": "integer", "minimum": 0}),
    "areaCode": _path("areaCode", "Code of an area.", {"type": "string"}),
    "collectionId": _path("collectionId", "Name of a collection.", _enum("cameras", "areas")),
}  # fmt: skip
