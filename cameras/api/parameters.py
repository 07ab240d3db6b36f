"""The parameters of the API, described once: for the OpenAPI document and the page made from it."""

from typing import Any

from areas.models import Area
from cameras.api.negotiation import FORMATS, LANGUAGES
from cameras.api.paging import DEFAULT_LIMIT, MAX_LIMIT, MAX_OFFSET, RESULT_TYPES
from cameras.filters import ANY, PUBLIC_STATUSES
from cameras.models import Camera

Parameter = dict[str, Any]
NUMBERS = {"type": "array", "minItems": 4, "maxItems": 6, "items": {"type": "number"}}
BBOX = {**NUMBERS, "oneOf": [{"minItems": n, "maxItems": n} for n in (4, 6)]}
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


def _word(*words: str) -> dict[str, Any]:
    return {"type": "string", "enum": list(words)}


def _limit(most: int) -> dict[str, Any]:
    return {"type": "integer", "minimum": 1, "maximum": most, "default": DEFAULT_LIMIT}


_OF_ITEMS = (
    _query("limit", f"Features on a page; above {MAX_LIMIT} means {MAX_LIMIT}.", _limit(MAX_LIMIT)),
    _query("cursor", "From a `next` link, as it is given.", {"type": "string"}),
    _query(
        "offset",
        "How many to skip. Prefer the `next` links.",
        {"type": "integer", "minimum": 0, "maximum": MAX_OFFSET},
    ),
    _query("resultType", "`hits`: only count.", {**_word(*RESULT_TYPES), "default": "results"}),
    _query("bbox", "west,south,east,north in degrees, or six numbers with heights.", BBOX),
    _query(
        "datetime", "Day, instant or interval: cameras that may have stood there then.", {"type": "string"}
    ),
    _query("ownership", "Who runs it.", _word(*Camera.Ownership.values)),
    _query("device", "Kind of device.", _word(*Camera.Device.values)),
    _query("shape", "What it looks like.", _word(*Camera.Shape.values)),
    _query("zone", "Kind of place, a word of the source.", TEXT),
    _query("operator", "The operator's whole name.", TEXT),
    _query("since", "Published or changed on that day (UTC) or later.", DAY),
    _query("checked_before", "Neither seen nor confirmed on that day or later.", DAY),
    _query(
        "status",
        "Those that were taken down too, or only them.",
        {**_word(*PUBLIC_STATUSES, ANY), "default": "active"},
    ),
    _query("area", "Code of an area that is known here.", {"type": "string", "maxLength": 40}),
    _query("dataset", "Short name of a source.", {"type": "string", "pattern": "^[-_A-Za-z0-9]{1,50}$"}),
    _query("level", "Kind of area.", _word(*Area.Level.values)),
    _query("name", "The area's whole name.", {"type": "string", "maxLength": 200}),
    _query("f", "json, or html for people; goes before Accept.", _word(*FORMATS)),
    _query("lang", "Language of a page.", _word(*LANGUAGES)),
)
COMPONENTS: dict[str, Parameter] = {
    **{one["name"]: one for one in _OF_ITEMS},
    "areaLimit": _query("limit", "Areas on a page; above 1000 means 1000.", _limit(1000)),
    "changesLimit": _query("limit", "Changes on a page; above 1000 means 1000.", _limit(1000)),
    "changesSince": _query(
        "since", "`until` of the last page, or `seq` of a snapshot. Left out: where the feed stands now.",
        {"type": "integer", "minimum": 0},
    ),
    "featureId": _path("featureId", "Id of a camera.", {"type": "integer", "minimum": 0}),
    "areaCode": _path("areaCode", "Code of an area.", {"type": "string"}),
    "collectionId": _path("collectionId", "Name of a collection.", _word("cameras", "areas")),
}  # fmt: skip
