"""OpenAPI 3.0.3 document of the whole API: static except for the host and the enumerations of the model.

Requirements of clients (OGC API - Features 1.0.1; measured with QGIS 3.22, GDAL 3.6 and 3.12):
paths without the mount path and with the name of the collection; `limit` among the components and used by
reference; `in`, `style`, `explode` and `schema.type` on every filter; no reference to another host.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from cameras.api import parameters, schemas
from cameras.api.area_items import FILTERS as AREA_FILTERS
from cameras.api.paging import PARAMETERS
from cameras.filters import CameraFilter
from web.links import GEOJSON, HTML, JSON, OPENAPI, SCHEMA, absolute

PROBLEM = "application/problem+json"
TOKEN = {
    "type": "http",
    "scheme": "bearer",
    "description": "Token of a partner application, issued by the operator of the site. Optional: it has "
    "limits of its own, and reports sent with it name the application.",
}
Document = dict[str, Any]
_extra_paths: Document = {}
_extra_schemas: Document = {}


def add(paths: Mapping[str, Any], schemas_by_name: Mapping[str, Any]) -> None:
    """Add paths and schemas of another app; config/urls.py calls it, as cameras must not import reports."""
    _extra_paths.update(paths)
    _extra_schemas.update(schemas_by_name)


def document() -> Document:
    paths, all_schemas = {**_paths(), **_extra_paths}, {**_schemas(), **_extra_schemas}
    return {
        "openapi": "3.0.3",
        "info": {
            "title": "Contrechamp",
            "version": "1",
            "description": "Surveillance cameras: OGC API - Features, a change feed, and reports.",
            "license": {"name": "ODbL-1.0", "url": "https://opendatacommons.org/licenses/odbl/1-0/"},
        },
        "servers": [{"url": absolute("/api/v1")}],
        "tags": [{"name": name} for name in ("Features", "Changes", "Reports")],
        "security": [{}, {"token": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"token": TOKEN},
            "parameters": parameters.COMPONENTS,
            "responses": _responses(),
            "schemas": all_schemas,
        },
    }


def operation(
    identity: str,
    summary: str,
    content: Mapping[str, str],
    *,
    names: Sequence[str] = (),
    errors: Sequence[int] = (400,),
    tag: str = "Features",
    path: Sequence[str] = (),
) -> Document:
    """A GET: `content` is the schema of each media type, `names` its parameters, `path` those in the path."""
    responses = {
        "200": {
            "description": summary,
            "headers": {
                name: {"schema": {"type": "string"}} for name in ("ETag", "RateLimit", "RateLimit-Policy")
            },
            "content": {media: {"schema": _schema(media, name)} for media, name in content.items()},
        },
        "304": {"description": "Not modified since the ETag that was sent."},
        **{str(code): _ref("responses", str(code)) for code in (*errors, 401, 403, 405, 429, 500)},
    }
    references = [_ref("parameters", name) for name in (*path, *names, "f", "lang")]
    return {
        "get": {
            "operationId": identity,
            "summary": summary,
            "tags": [tag],
            "parameters": references,
            "responses": responses,
        }
    }


def _schema(media: str, name: str) -> Document:
    return {"type": "string"} if media == HTML else _ref("schemas", name)


def _ref(kind: str, name: str) -> dict[str, str]:
    return {"$ref": f"#/components/{kind}/{name}"}


def _paths() -> Document:
    both = [(JSON, ""), (HTML, "")]

    def pages(name: str) -> dict[str, str]:
        return {media: name for media, _ in both}

    cameras = {GEOJSON: "cameraCollection", HTML: ""}
    return {
        "/": operation("getLandingPage", "Landing page", pages("landingPage")),
        "/conformance": operation("getConformance", "Conformance classes", pages("conformance")),
        "/collections": operation("getCollections", "The collections", pages("collections")),
        "/collections/cameras": operation("describeCameras", "About the cameras", pages("collection")),
        "/collections/cameras/items": operation(
            "getCameras", "Cameras, in pages", cameras, names=_items(CameraFilter.PARAMETERS)
        ),
        "/collections/cameras/items/{featureId}": operation(
            "getCamera", "One camera", {GEOJSON: "camera", HTML: ""},
            errors=(400, 404, 410), path=("featureId",),
        ),
        "/collections/areas": operation("describeAreas", "About the areas", pages("collection")),
        "/collections/areas/items": operation(
            "getAreas", "Areas, in pages", {GEOJSON: "areaCollection", HTML: ""},
            names=["areaLimit", *_items(AREA_FILTERS)[1:]],
        ),
        "/collections/areas/items/{areaCode}": operation(
            "getArea", "One area", {GEOJSON: "area", HTML: ""}, errors=(400, 404), path=("areaCode",)
        ),
        "/collections/{collectionId}/schema": operation(
            "getSchema", "The columns, as JSON Schema of a Feature", {SCHEMA: "anything"},
            errors=(400, 404), path=("collectionId",),
        ),
        "/collections/{collectionId}/properties": operation(
            "getProperties", "The columns, as in Part 5", {SCHEMA: "anything"},
            errors=(400, 404), path=("collectionId",),
        ),
        "/datasets": operation("getDatasets", "Where the cameras come from", {JSON: "datasets"}),
        "/changes": operation(
            "getChanges", "What changed since", {JSON: "changes"},
            names=("changesSince", "changesLimit"), errors=(400, 410), tag="Changes",
        ),
        "/openapi.json": operation("getDocument", "OpenAPI document", {OPENAPI: "anything"}),
        "/docs": operation("getDocs", "API reference (HTML)", {HTML: ""}),
    }  # fmt: skip


def _items(filters: Sequence[str]) -> list[str]:
    return [*PARAMETERS, *filters]


def _responses() -> Document:
    texts = {
        400: "Invalid parameter: `parameter` names it, `detail` states the accepted values.",
        401: "Invalid or expired token.",
        403: "You do not have permission, or the token lacks the scope.",
        404: "Not found.",
        405: "Method not allowed: see `Allow`.",
        409: "Conflict with the current state.",
        410: "Gone: no longer available.",
        413: "Content too large.",
        422: "Invalid content.",
        429: "Too many requests: retry after the seconds in `Retry-After`.",
        500: "Internal server error.",
        503: "Service unavailable: retry after the seconds in `Retry-After`.",
    }
    content = {PROBLEM: {"schema": _ref("schemas", "problem")}, HTML: {"schema": {"type": "string"}}}
    return {str(code): {"description": text, "content": content} for code, text in texts.items()}


def _object(required: Mapping[str, Any], **more: Any) -> Document:
    return {"type": "object", "required": list(required), "properties": {**required, **more}}


def _list(name: str) -> Document:
    return {"type": "array", "items": _ref("schemas", name)}


def _schemas() -> Document:
    text, number, links = {"type": "string"}, {"type": "integer"}, _list("link")
    return {
        "anything": {"type": "object"},
        "link": _object({"href": text, "rel": text}, type=text, title=text, length=number),
        "landingPage": _object({"title": text, "description": text, "links": links}),
        "conformance": _object({"conformsTo": {"type": "array", "items": text}}, links=links),
        "collection": _object(
            {"id": text, "title": text, "description": text, "itemType": text, "links": links},
            itemCount=number, extent={"type": "object"}, crs={"type": "array", "items": text},
        ),
        "collections": _object({"links": links, "collections": _list("collection")}),
        **_features("camera", {"type": "integer"}, schemas.of_camera()),
        **_features("area", text, schemas.of_area()),
        "datasets": _object({"links": links, "datasets": {"type": "array", "items": {"type": "object"}}}),
        "change": _object(
            {"seq": number, "id": number, "at": {"type": "string", "format": "date-time"},
             "op": {"type": "string", "enum": ["upsert", "delete"]}},
            feature={"nullable": True, "allOf": [_ref("schemas", "camera")]}, reason=text, replaced_by=number,
        ),
        "changes": _object({"until": number, "changes": _list("change"), "links": links}),
        "problem": _object({"type": text, "title": text, "status": number, "detail": text}, parameter=text),
    }  # fmt: skip


def _features(name: str, identity: Document, properties: Document) -> Document:
    return {
        name: _object(
            {
                "type": {"type": "string", "enum": ["Feature"]},
                "id": identity,
                "geometry": {"type": "object"},
                "properties": {"type": "object", "required": list(properties), "properties": properties},
            },
            links=_list("link"),
        ),
        f"{name}Collection": _object(
            {
                "type": {"type": "string", "enum": ["FeatureCollection"]},
                "features": _list(name),
                "links": _list("link"),
            },
            numberMatched={"type": "integer"},
            numberReturned={"type": "integer"},
            timeStamp={"type": "string", "format": "date-time"},
        ),
    }  # fmt: skip
