"""URLs of the site, with an empty view (the minimal cost of a view) and a plain DRF list."""

from django.http import HttpResponse
from django.urls import path
from rest_framework.generics import ListAPIView
from rest_framework.serializers import ModelSerializer

from cameras.models import Camera
from config.urls import urlpatterns as site


class PlainCamera(ModelSerializer):
    """Default ModelSerializer: every column, no optimised query."""

    class Meta:
        model = Camera
        fields = "__all__"


class PlainList(ListAPIView):
    serializer_class = PlainCamera
    queryset = Camera.objects.order_by("pk")[:1000]


urlpatterns = [
    path("benchmark/empty", lambda request: HttpResponse("{}", content_type="application/json")),
    path("benchmark/drf", PlainList.as_view()),
    *site,
]
