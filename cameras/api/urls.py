"""URLs of the API, without trailing slash; the root is served with and without."""

from django.urls import path, re_path

from cameras.api import area_items, changes, document, items, views

app_name = "api"
urlpatterns = [
    path("api/v1", views.landing, name="landing"),
    path("api/v1/", views.landing),
    path("api/v1/openapi.json", document.openapi, name="openapi"),
    path("api/v1/docs", document.docs, name="docs"),
    path("api/v1/conformance", views.conformance, name="conformance"),
    path("api/v1/collections", views.collections, name="collections"),
    path("api/v1/collections/cameras", views.cameras, name="cameras"),
    path("api/v1/collections/cameras/items", items.items, name="cameras-items"),
    path("api/v1/collections/cameras/items/<int:camera_id>", items.item, name="cameras-item"),
    path("api/v1/collections/areas", views.areas, name="areas"),
    path("api/v1/collections/areas/items", area_items.items, name="areas-items"),
    path("api/v1/collections/areas/items/<str:code>", area_items.item, name="areas-item"),
    path("api/v1/collections/<str:name>/schema", views.schema, name="schema"),
    path("api/v1/collections/<str:name>/properties", views.properties, name="properties"),
    path("api/v1/datasets", views.datasets, name="datasets"),
    path("api/v1/changes", changes.changes, name="changes"),
    re_path(r"^api/v1/(?P<path>[\s\S]*)$", views.not_found),  # <path:path> does not match line breaks
]
