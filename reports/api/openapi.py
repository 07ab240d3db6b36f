"""Paths and schemas of reports in the OpenAPI document; config/urls.py adds them to it."""

from typing import Any

Document = dict[str, Any]
TEXT: Document = {"type": "string"}
TAG = ["Reports"]


def _ref(kind: str, name: str) -> Document:
    return {"$ref": f"#/components/{kind}/{name}"}


def _responses(descriptions: dict[int, str], problems: tuple[int, ...]) -> Document:
    content = {"application/json": {"schema": _ref("schemas", "reportStatus")}}
    responses: Document = {
        str(code): {"description": text, "content": content} for code, text in descriptions.items()
    }
    return responses | {str(code): _ref("responses", str(code)) for code in problems}


_REPORT = {"schema": _ref("schemas", "report")}
PATHS: Document = {
    "/reports": {
        "post": {
            "operationId": "sendReport",
            "summary": "Report a camera, a change or a removal; it waits for review",
            "tags": TAG,
            "requestBody": {
                "required": True,
                "content": {"application/json": _REPORT, "multipart/form-data": _REPORT},
            },
            "responses": _responses(
                {201: "Created.", 200: "Already sent; the same report is returned."},
                (400, 401, 403, 405, 409, 413, 422, 429, 500),
            ),
        }
    },
    "/reports/{secret}": {
        "get": {
            "operationId": "getReport",
            "summary": "Status of a report, by its tracking key",
            "tags": TAG,
            "parameters": [
                {"name": "secret", "in": "path", "required": True, "schema": TEXT},
                {"name": "language", "in": "query", "required": False, "schema": TEXT},
            ],
            "responses": _responses({200: "The current status."}, (404, 405, 500)),
        }
    },
}
SCHEMAS: Document = {
    "report": {
        "type": "object",
        "description": "The fields of the report form; docs/api.md has them.",
        "properties": {
            "kind": {"type": "string", "enum": ["new", "correction", "removed"]},
            "client_token": {"type": "string", "format": "uuid"},
            "device": TEXT,
            "mount": TEXT,
            "capabilities": {"type": "array", "items": TEXT},
        },
    },
    "reportStatus": {
        "type": "object",
        "required": ["reference", "status", "tracking_key", "tracking_url"],
        "properties": {
            "reference": TEXT,
            "kind": TEXT,
            "status": TEXT,
            "status_text": TEXT,
            "reason_text": TEXT,
            "question": TEXT,
            "reason": TEXT,
            "public_reason": TEXT,
            "camera": {"type": "integer", "nullable": True},
            "tracking_key": TEXT,
            "tracking_url": TEXT,
        },
    },
}
