"""Photos in pages; the URL of a private one is signed."""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse

from cameras.models import Camera
from reports.models import Photo, Report
from reports.photos.storage import signed_key

register = template.Library()


@register.simple_tag
def private_address(photo: Photo) -> str:
    return f"{reverse('reports:photo', args=[photo.key])}?{urlencode({'key': signed_key(photo)})}"


@register.inclusion_tag("reports/photos/_report_photo.html")
def report_photo(report: Report) -> dict[str, Any]:
    """The photo of a report, for moderators."""
    return {"photo": Photo.objects.filter(report=report).first(), "report": report}


@register.inclusion_tag("reports/photos/_camera_photo.html")
def camera_photo(camera: Camera) -> dict[str, Any]:
    """The newest approved photo of a camera."""
    return {"photo": Photo.objects.published().of(camera).order_by("-pk").first(), "camera": camera}
