"""The change feed: what a copy of the registry must do to stay equal to it.

Each line of it tells what a camera is *now*, not what it was at that seq: a camera that was hidden since is
a deletion in every page, and several changes of one camera in a page are one line, the last. A copy that
applies the lines in their order is never older than its cursor, and equal to the registry at the end.
"""

from datetime import timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.utils import timezone
from rest_framework.request import Request

from cameras.api.endpoint import Answer, Body, get, registry_version
from cameras.api.paging import limit
from cameras.api.problems import Gone
from cameras.filters import whole_number
from cameras.models import Camera, Change
from cameras.publishing.geojson import COLUMNS, Feature, feature
from cameras.publishing.snapshots import store
from web.links import JSON, link, url

MAX_CHANGES = 1000


@get("since", "limit")
def changes(request: Request) -> Answer:
    version = registry_version()
    text = request.GET.get("since")
    # Left out: where the feed stands now, for those who begin with a walk over all cameras.
    since = whole_number("since", text, least=0) if text is not None else int(version)
    size = limit(request.GET, MAX_CHANGES)
    if since > int(version) or _too_old(since):
        raise Gone(
            "The feed does not go on from there: begin again with the snapshot, or with all items.",
            snapshot=_snapshot(),
            items=url("api:cameras-items"),
        )
    return Answer(partial(_page, since, size, int(version)), version)


def _too_old(since: int) -> bool:
    """The next change is older than the feed is kept; 0 days keep it for ever."""
    if not settings.CHANGES_KEPT_DAYS:
        return False
    oldest = timezone.now() - timedelta(days=settings.CHANGES_KEPT_DAYS)
    following = Change.objects.filter(seq=since + 1).values_list("at", flat=True).first()
    return following is not None and following < oldest


def _snapshot() -> str | None:
    newest = store.latest()
    return url("files:snapshot", newest.name, store.MANIFEST) if newest else None


def _page(since: int, size: int, newest: int) -> Body:
    rows = list(
        Change.objects.filter(seq__gt=since).order_by("seq").values_list("seq", "camera", "at")[:size]
    )
    last = {camera: (seq, at) for seq, camera, at in rows}
    until = rows[-1][0] if rows else since
    following = [link("next", url("api:changes", since=until, limit=size), JSON)] if until < newest else []
    return {
        "links": [link("self", url("api:changes", since=since, limit=size), JSON), *following],
        "until": until,
        "snapshot": _snapshot(),
        "changes": _lines(last),
    }


def _lines(last: dict[int, tuple[int, Any]]) -> list[dict[str, Any]]:
    """Read after the changes: what a camera is now is never older than its line."""
    cameras = Camera.objects.filter(pk__in=list(last)).values_list("status", "merged_into", *COLUMNS)
    now = {row[0]: (status, survivor, row) for status, survivor, *row in cameras}
    found = []
    for camera, (seq, at) in sorted(last.items(), key=lambda one: one[1][0]):
        status, survivor, row = now[camera]
        line = {"seq": seq, "id": camera, "at": at}
        found.append(
            line | _deletion(status, survivor) if status != Camera.Status.ACTIVE else line | _upsert(row)
        )
    return found


def _upsert(row: list[Any]) -> dict[str, Any]:
    found: Feature = feature(tuple(row))
    return {"op": Change.Op.UPSERT, "feature": found}


def _deletion(status: str, survivor: int | None) -> dict[str, Any]:
    """No place, no text: what is hidden may have been personal. `hidden` tells no more than that."""
    line = {"op": Change.Op.DELETE, "feature": None, "reason": status}
    return {**line, "replaced_by": survivor} if survivor else line
