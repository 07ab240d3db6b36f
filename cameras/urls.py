"""URLs of cameras: pages have a language prefix, files have none; no URL ends with a slash."""

from django.urls import path, register_converter
from django.urls.converters import IntConverter

from cameras.map import views
from cameras.publishing import data_views, export_views, feeds


class SignedIntConverter(IntConverter):
    """Accepts negative numbers too, so that the view answers for such tiles as for other invalid ones."""

    regex = "-?[0-9]+"


register_converter(SignedIntConverter, "whole")
pages = [
    path("", views.map_page, name="map"),
    path("embed", views.embed_page, name="embed"),
    path("cameras", views.camera_list, name="list"),
    path("cameras/<int:camera_id>", views.camera_page, name="detail"),
    path("data", data_views.data_page, name="data"),
    path("data/snapshots/<str:name>", data_views.snapshot_page, name="snapshot"),
    path("feeds/cameras.atom", feeds.atom, name="atom"),
    path("feeds/cameras.json", feeds.json_feed, name="json-feed"),
]
files = [
    path("tiles/<whole:z>/<whole:x>/<whole:y>.json", views.tile, name="tile"),
    path("cameras/count.json", views.count, name="count"),
    path("find.json", views.search_index_file, name="find"),
    path("data/cameras.geojson", export_views.geojson_file, name="geojson"),
    path("data/export", export_views.export, name="export"),
    path("data/latest/<str:file>", data_views.latest_file, name="latest"),
    path("data/snapshots/<str:name>/<str:file>", data_views.snapshot_file, name="snapshot"),
    path("catalog.jsonld", data_views.catalog_file, name="catalog"),
    path("basemap/<str:name>", views.basemap, name="basemap"),
    path("basemap/<str:name>/names.json", views.basemap_names, name="names"),
]
