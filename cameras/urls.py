"""Pages stand in the visitor's language, files outside of it; no address ends with a slash."""

from django.urls import path

from cameras import views

pages = [
    path("", views.map_page, name="map"),
    path("cameras", views.camera_list, name="list"),
    path("cameras/<int:camera_id>", views.camera_page, name="detail"),
    path("data", views.data_page, name="data"),
]
files = [
    path("tiles/<int:z>/<int:x>/<int:y>.json", views.tile, name="tile"),
    path("cameras/count.json", views.count, name="count"),
    path("data/cameras.geojson", views.geojson_file, name="geojson"),
    path("basemap/<str:name>", views.basemap, name="basemap"),
]
