"""/api/v1: where to begin, what is implemented, which collections there are, and their columns."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_noop as _
from rest_framework.request import Request

from cameras.api import describe, schemas
from cameras.api.endpoint import Answer, get
from cameras.catalog import overview
from cameras.links import HTML, JSON, OPENAPI, SCHEMA, link, url

CONFORMANCE = [
    f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{part}" for part in ("core", "geojson", "oas30")
]
LICENCE = "https://opendatacommons.org/licenses/odbl/1-0/"


@get()
def landing(request: Request) -> Answer:
    body = {
        "title": "Contrechamp",
        "description": "Surveillance cameras, reported by residents and reviewed before publication.",
        "links": [
            link("self", url("api:landing"), JSON),
            link("alternate", url("api:landing", f="html"), HTML),
            link("service-desc", url("api:openapi"), OPENAPI, _("The OpenAPI document")),
            link("service-doc", url("api:docs"), HTML, _("The same to read")),
            link("conformance", url("api:conformance"), JSON, _("What is implemented")),
            link("data", url("api:collections"), JSON, _("The collections")),
            link("changes", url("api:changes"), JSON, _("What changed since")),
            link("datasets", url("api:datasets"), JSON, _("Where the cameras come from")),
            link("about", url("cameras:data"), HTML, _("Files, fields, how to cite")),
            link("license", LICENCE, HTML, "ODbL-1.0"),
        ],
    }
    return Answer(lambda: body, template="api/landing.html")


@get()
def conformance(request: Request) -> Answer:
    links = [
        link("self", url("api:conformance"), JSON),
        link("alternate", url("api:conformance", f="html"), HTML),
    ]
    return Answer(lambda: {"links": links, "conformsTo": CONFORMANCE}, template="api/conformance.html")


@get()
def collections(request: Request) -> Answer:
    links = [
        link("self", url("api:collections"), JSON),
        link("alternate", url("api:collections", f="html"), HTML),
    ]
    return Answer(
        lambda: {"links": links, "collections": [describe.of_cameras(), describe.of_areas()]},
        template="api/collections.html",
    )


@get()
def cameras(request: Request) -> Answer:
    return Answer(describe.of_cameras, template="api/collection.html")


@get()
def areas(request: Request) -> Answer:
    return Answer(describe.of_areas, template="api/collection.html")


def _collection(name: str) -> describe.Collection:
    """Raises Http404."""
    known = {"cameras": describe.cameras, "areas": describe.areas}
    if name not in known:
        raise Http404("There is no such collection: there are cameras and areas.")
    return known[name]()


@get()
def schema(request: Request, name: str) -> Answer:
    about = _collection(name)
    body = schemas.feature_schema(about.title, about.geometry, about.identity, about.properties)
    return Answer(lambda: body, media_type=SCHEMA)


@get()
def properties(request: Request, name: str) -> Answer:
    about = _collection(name)
    address = url("api:properties", name)
    body = schemas.flat_schema(about.title, address, about.geometry, about.identity, about.properties)
    return Answer(lambda: body, media_type=SCHEMA)


@get()
def datasets(request: Request) -> Answer:
    # Its own bytes are the version: a title or an address of a source is no change of a camera.
    return Answer(_datasets)


def _datasets() -> dict[str, Any]:
    found = [
        {
            "id": one.slug,
            "title": one.title,
            "url": one.url or None,
            "licence": one.licence,
            "attribution": one.attribution,
            "retrieved_on": one.retrieved_on,
            "cameras": one.n,
            "links": [link("items", url("api:cameras-items", dataset=one.slug), "application/geo+json")],
        }
        for one in overview()["datasets"]
    ]
    return {"links": [link("self", url("api:datasets"), JSON)], "datasets": found}


@get()
def nothing(request: Request, path: str) -> HttpResponse:
    raise Http404("There is nothing at this address of the API; begin at /api/v1.")
