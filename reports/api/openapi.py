"""Reports in the OpenAPI document: what is sent, what is answered. config/urls.py puts them into it."""

from typing import Any

Document = dict[str, Any]
TEXT: Document = {"type": "string"}
TAG = ["Reports"]


def _ref(kind: str, name: str) -> Document:
    return {"$ref": f"#/components/{kind}/{name}"}


def _answers(told: dict[int, str], problems: tuple[int, ...]) -> Document:
    content = {"application/json": {"schema": _ref("schemas", "reportStatus")}}
    answers: Document = {str(code): {"description": text, "content": content} for code, text in told.items()}
    return answers | {str(code): _ref("responses", str(code)) for code in problems}


_SENT = {"schema": _ref("schemas", "report")}
PATHS: Document = {
    "/reports": {
        "post": {
            "operationId": "sendReport",
            "summary": "Report a camera, a change or a removal; it waits for review",
            "tags": TAG,
            "requestBody": {
                "required": True,
                "content": {"application/json": _SENT, "multipart/form-data": _SENT},
            },
            "responses": _answers(
                {201: "Taken in.", 200: "The same was sent before."},
                (400, 401, 403, 405, 409, 413, 422, 429, 500),
            ),
        }
    },
    "/reports/{secret}": {
        "get": {
            "operationId": "getReport",
            "summary": "What became of a report, for whoever has its tracking key",
            "tags": TAG,
            "parameters": [
                {"name": "secret", "in": "path", "required": True, "schema": TEXT},
                {"name": "language", "in": "query", "required": False, "schema": TEXT},
            ],
            "responses": _answers({200: "Where it stands."}, (404, 405, 500)),
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
