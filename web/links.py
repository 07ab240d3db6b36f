"""Absolute URLs, always from PUBLIC_URL: behind a proxy the request does not know the public host."""

from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

GEOJSON = "application/geo+json"
JSON = "application/json"
HTML = "text/html"
SCHEMA = "application/schema+json"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"  # clients compare this text

Link = dict[str, str]


def absolute(path: str) -> str:
    return f"{settings.PUBLIC_URL}{path}"


def url(name: str, /, *args: object, **query: object) -> str:
    path = absolute(reverse(name, args=args))
    return f"{path}?{urlencode(query, safe=',')}" if query else path


def link(rel: str, href: str, media_type: str, title: str = "") -> Link:
    members = {"rel": rel, "href": href, "type": media_type}
    return {**members, "title": title} if title else members
