"""The OpenAPI document, for programs and for people. No third party's page or script is needed to read it."""

from typing import Any

from django.http import HttpResponse
from rest_framework.request import Request

from cameras.api.endpoint import Answer, get
from cameras.api.negotiation import Wish
from cameras.api.openapi import document
from cameras.api.pages import page
from web.links import OPENAPI


@get()
def openapi(request: Request) -> Answer:
    return Answer(document, media_type=OPENAPI)


@get()
def docs(request: Request) -> HttpResponse:
    """Always a page, whatever Accept says: the document itself has its own address."""
    found = document()
    body = {"info": found["info"], "server": found["servers"][0]["url"], "operations": _operations(found)}
    return HttpResponse(page(request, Wish.of(request), "api/docs.html", body))


def _operations(found: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "method": method.upper(),
            "path": path,
            "id": about["operationId"],
            "summary": about["summary"],
            "parameters": [_resolve(found, one) for one in about.get("parameters", ())],
            "responses": [
                {"code": code, "description": _resolve(found, one)["description"]}
                for code, one in about["responses"].items()
            ],
        }
        for path, methods in found["paths"].items()
        for method, about in methods.items()
    ]


def _resolve(found: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    """What a reference to `#/components/…` stands for."""
    if "$ref" not in part:
        return part
    _here, _components, kind, name = part["$ref"].split("/")
    resolved: dict[str, Any] = found["components"][kind][name]
    return resolved
