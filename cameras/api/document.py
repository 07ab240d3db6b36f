"""OpenAPI document as JSON and as HTML, rendered without third-party scripts."""

from typing import Any

from django.http import HttpResponse
from rest_framework.request import Request

from cameras.api.endpoint import Representation, get
from cameras.api.negotiation import Preferences
from cameras.api.openapi import document
from cameras.api.pages import render_page
from web.links import OPENAPI


@get()
def openapi(request: Request) -> Representation:
    return Representation(document, media_type=OPENAPI)


@get()
def docs(request: Request) -> HttpResponse:
    """API reference, always HTML whatever Accept contains: the JSON document has its own URL."""
    spec = document()
    body = {"info": spec["info"], "server": spec["servers"][0]["url"], "operations": _operations(spec)}
    return HttpResponse(render_page(request, Preferences.of(request), "api/docs.html", body))


def _operations(spec: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "method": method.upper(),
            "path": path,
            "id": operation["operationId"],
            "summary": operation["summary"],
            "parameters": [_resolve(spec, item) for item in operation.get("parameters", ())],
            "responses": [
                {"code": code, "description": _resolve(spec, item)["description"]}
                for code, item in operation["responses"].items()
            ],
        }
        for path, methods in spec["paths"].items()
        for method, operation in methods.items()
    ]


def _resolve(spec: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    """Resolve a reference to `#/components/…`."""
    if "$ref" not in part:
        return part
    _here, _components, kind, name = part["$ref"].split("/")
    resolved: dict[str, Any] = spec["components"][kind][name]
    return resolved
