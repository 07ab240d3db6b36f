"""The site's addresses and an empty view, the floor of what a view can cost."""

from django.http import HttpResponse
from django.urls import path

from config.urls import urlpatterns as site

urlpatterns = [
    path("benchmark/empty", lambda request: HttpResponse("{}", content_type="application/json")),
    *site,
]
