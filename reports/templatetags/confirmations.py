"""Statements that a camera is gone, shown to moderators on the review page. Not on the camera's own page,
which is the same for everybody and uses no session."""

from typing import Any

from django import template
from django.utils import timezone

from cameras.models import Camera
from reports.models import Confirmation

register = template.Library()


@register.inclusion_tag("reports/reporter/_said_gone.html")
def gone_statements(camera: Camera) -> dict[str, Any]:
    return {"days": Confirmation.objects.recently_gone(camera, timezone.now().date())}
