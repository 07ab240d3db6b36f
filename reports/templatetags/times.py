"""Times in pages, with the abbreviation of their zone (setting TIME_ZONE)."""

from datetime import datetime

from django import template
from django.utils.formats import date_format

register = template.Library()


@register.filter(expects_localtime=True)
def with_zone(moment: datetime | None, layout: str = "DATETIME_FORMAT") -> str:
    """Such as "June 8, 2026, 11:30 a.m. CEST"; "UTC+03" for a zone without an abbreviation, "" for None."""
    if moment is None:
        return ""
    zone = moment.tzname() or ""
    return f"{date_format(moment, layout)} {zone if zone.isalpha() else f'UTC{zone}'}"
