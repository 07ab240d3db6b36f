"""How many people say that a camera is gone: for moderators, who alone take it off the map. The
public page of a camera is the same for everybody and looks at no session: this stands beside the report."""

from typing import Any

from django import template
from django.utils import timezone

from cameras.models import Camera
from reports.models import Confirmation

register = template.Library()


@register.inclusion_tag("reports/reporter/_said_gone.html")
def said_gone(camera: Camera) -> dict[str, Any]:
    return {"days": Confirmation.objects.recently_gone(camera, timezone.now().date())}
