"""Feeds of new cameras, with any filter: Atom (RFC 4287) and JSON Feed (https://www.jsonfeed.org/version/1.1/).

Newest by id: ids are increasing and never reused, so no index is needed. The time of publication is public;
sightings have a precision of a day.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from html import escape
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.permissions import allows
from accounts.roles import Action
from cameras.filters import BadParameter, CameraFilter, refuse_unknown
from cameras.models import Camera, RegistryClock
from cameras.publishing.access import open_to_pages
from cameras.publishing.xml_formats import FORBIDDEN
from web.links import absolute
from web.problem import problem_response

MAX_ENTRIES = 50


@dataclass(frozen=True)
class FeedEntry:
    url: str
    title: str
    text: str
    published: datetime
    updated: datetime


@allows(Action.READ)
@open_to_pages
def atom(request: HttpRequest) -> HttpResponse:
    return _feed(request, _atom)


@allows(Action.READ)
@open_to_pages
def json_feed(request: HttpRequest) -> HttpResponse:
    return _feed(request, _json)


def _feed(
    request: HttpRequest, render: Callable[[HttpRequest, list[FeedEntry]], HttpResponse]
) -> HttpResponse:
    """Feed readers poll: 304 for an unchanged feed reads no camera."""
    try:
        refuse_unknown(request.GET, *CameraFilter.PARAMETERS)
        camera_filter = CameraFilter.parse(request.GET)
    except BadParameter as error:
        return problem_response(400, str(error), parameter=error.name)
    identity = f"{RegistryClock.now()} {camera_filter.area} {request.get_full_path()}"
    etag = quote_etag(blake2b(identity.encode(), digest_size=12).hexdigest())
    response = get_conditional_response(request, etag=etag)
    if not isinstance(response, HttpResponse):
        cameras = (
            camera_filter.apply(Camera.objects.published())
            .select_related("dataset")
            .newest_first()[:MAX_ENTRIES]
        )
        response = render(request, [_entry(camera) for camera in cameras])
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


def _entry(camera: Camera) -> FeedEntry:
    words = [str(camera.get_device_display()), str(camera.get_ownership_display()).lower(), camera.operator]
    facts = [
        camera.operator,
        camera.heading_text,
        _("Source: %(attribution)s, %(licence)s")
        % {"attribution": camera.dataset.attribution, "licence": camera.dataset.licence},
    ]
    return FeedEntry(
        url=absolute(camera.get_absolute_url()),
        title=FORBIDDEN.sub("", ", ".join(word for word in words if word)),
        text=FORBIDDEN.sub("", ". ".join(fact for fact in facts if fact)),
        published=camera.created_at,
        updated=camera.changed_at,
    )


def _atom(request: HttpRequest, entries: list[FeedEntry]) -> HttpResponse:
    """Every filter is a feed with its own id. Summaries are interpreted as HTML, so text is escaped."""
    address = absolute(request.get_full_path())
    feed = Atom1Feed(
        title=_("New cameras on Contrechamp"),
        link=absolute("/"),
        description="",
        feed_url=address,
        feed_guid=address,
        author_name="Contrechamp",
        language=get_language(),
    )
    for entry in entries:
        feed.add_item(
            title=entry.title,
            link=entry.url,
            description=escape(entry.text),
            unique_id=entry.url,
            pubdate=entry.published,
            updateddate=entry.updated,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _json(request: HttpRequest, entries: list[FeedEntry]) -> HttpResponse:
    items: list[dict[str, Any]] = [
        {
            "id": entry.url,
            "url": entry.url,
            "title": entry.title,
            "content_text": entry.text or entry.title,
            "date_published": entry.published.isoformat(),
            "date_modified": entry.updated.isoformat(),
        }
        for entry in entries
    ]
    body = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _("New cameras on Contrechamp"),
        "home_page_url": absolute("/"),
        "feed_url": absolute(request.get_full_path()),
        "language": get_language(),
        "items": items,
    }
    return JsonResponse(body, content_type="application/feed+json", json_dumps_params={"ensure_ascii": False})
