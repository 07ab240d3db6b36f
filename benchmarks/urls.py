"""The site's addresses, an empty view (the floor of what a view can cost) and a list as DRF makes it."""

from django.http import HttpResponse
from django.urls import path
from rest_framework.generics import ListAPIView
from rest_framework.serializers import ModelSerializer

from cameras.models import Camera
from config.urls import urlpatterns as site


class PlainCamera(ModelSerializer):
    """What a beginner writes: every column, no query of its own."""

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
