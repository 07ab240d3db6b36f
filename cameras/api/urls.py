"""Addresses of the API: no slash at the end; the root is answered with and without."""

from django.urls import path

from cameras.api import views

app_name = "api"
urlpatterns = [
    path("api/v1", views.landing, name="landing"),
    path("api/v1/", views.landing),
    path("api/v1/conformance", views.conformance, name="conformance"),
    path("api/v1/collections", views.collections, name="collections"),
    path("api/v1/collections/cameras", views.collection, name="collection"),
    path("api/v1/collections/cameras/items", views.items, name="items"),
    path("api/v1/collections/cameras/items/<int:camera_id>", views.item, name="item"),
    path("api/v1/<path:path>", views.nothing),
]
