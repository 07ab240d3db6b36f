"""Landing page, conformance, collections and their schemas."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_noop as _
from rest_framework.request import Request

from cameras.api import describe, schemas
from cameras.api.endpoint import Representation, get
from cameras.publishing.catalog import overview
from web.links import HTML, JSON, OPENAPI, SCHEMA, link, url

CONFORMANCE = [
    f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{part}" for part in ("core", "geojson", "oas30")
]
LICENCE = "https://opendatacommons.org/licenses/odbl/1-0/"


@get()
def landing(request: Request) -> Representation:
    body = {
        "title": "Contrechamp",
        "description": "Surveillance cameras, reported by residents and reviewed before publication.",
        "links": [
            link("self", url("api:landing"), JSON),
            link("alternate", url("api:landing", f="html"), HTML),
            link("service-desc", url("api:openapi"), OPENAPI, _("The OpenAPI document")),
            link("service-doc", url("api:docs"), HTML, _("API reference (HTML)")),
            link("conformance", url("api:conformance"), JSON, _("What is implemented")),
            link("data", url("api:collections"), JSON, _("The collections")),
            link("changes", url("api:changes"), JSON, _("What changed since")),
            link("datasets", url("api:datasets"), JSON, _("Where the cameras come from")),
            link("about", url("cameras:data"), HTML, _("Files, fields, how to cite")),
            link("license", LICENCE, HTML, "ODbL-1.0"),
        ],
    }
    return Representation(lambda: body, template="api/landing.html")


@get()
def conformance(request: Request) -> Representation:
    links = [
        link("self", url("api:conformance"), JSON),
        link("alternate", url("api:conformance", f="html"), HTML),
    ]
    return Representation(
        lambda: {"links": links, "conformsTo": CONFORMANCE}, template="api/conformance.html"
    )


@get()
def collections(request: Request) -> Representation:
    links = [
        link("self", url("api:collections"), JSON),
        link("alternate", url("api:collections", f="html"), HTML),
    ]
    return Representation(
        lambda: {"links": links, "collections": [describe.of_cameras(), describe.of_areas()]},
        template="api/collections.html",
    )


@get()
def cameras(request: Request) -> Representation:
    return Representation(describe.of_cameras, template="api/collection.html")


@get()
def areas(request: Request) -> Representation:
    return Representation(describe.of_areas, template="api/collection.html")


def _collection(name: str) -> describe.Collection:
    """Raises Http404."""
    known = {"cameras": describe.cameras, "areas": describe.areas}
    if name not in known:
        raise Http404("There is no such collection: there are cameras and areas.")
    return known[name]()


@get()
def schema(request: Request, name: str) -> Representation:
    collection = _collection(name)
    body = schemas.feature_schema(
        collection.title, collection.geometry, collection.identity, collection.properties
    )
    return Representation(lambda: body, media_type=SCHEMA)


@get()
def properties(request: Request, name: str) -> Representation:
    collection = _collection(name)
    address = url("api:properties", name)
    body = schemas.flat_schema(
        collection.title, address, collection.geometry, collection.identity, collection.properties
    )
    return Representation(lambda: body, media_type=SCHEMA)


@get()
def datasets(request: Request) -> Representation:
    # Its own bytes are the version: a title or an address of a source is no change of a camera.
    return Representation(_datasets)


def _datasets() -> dict[str, Any]:
    datasets = [
        {
            "id": dataset.slug,
            "title": dataset.title,
            "url": dataset.url or None,
            "licence": dataset.licence,
            "attribution": dataset.attribution,
            "retrieved_on": dataset.retrieved_on,
            "cameras": dataset.n,
            "links": [link("items", url("api:cameras-items", dataset=dataset.slug), "application/geo+json")],
        }
        for dataset in overview()["datasets"]
    ]
    return {"links": [link("self", url("api:datasets"), JSON)], "datasets": datasets}


@get()
def not_found(request: Request, path: str) -> HttpResponse:
    raise Http404("No such endpoint; the landing page of the API is /api/v1.")
