"""Photos in pages: the address of a private one is signed when the page is made."""

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
    """For moderators, beside what the report says."""
    return {"photo": Photo.objects.filter(report=report).first(), "report": report}


@register.inclusion_tag("reports/photos/_camera_photo.html")
def camera_photo(camera: Camera) -> dict[str, Any]:
    """The newest approved photo of a camera, for everyone."""
    return {"photo": Photo.objects.published().of(camera).order_by("-pk").first(), "camera": camera}
