"""Change feed, for keeping a copy of the registry up to date.

An entry has the *current* state of a camera, not that at its seq: a camera hidden since is a deletion in
every page, and several changes of one camera in a page are one entry, the last. A copy that applies the
entries in order is never older than its cursor, and equal to the registry at the end.
"""

from datetime import timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.utils import timezone
from rest_framework.request import Request

from cameras.api.endpoint import Body, Representation, get, registry_version
from cameras.api.paging import limit
from cameras.api.problems import Gone
from cameras.filters import whole_number
from cameras.models import Camera, Change
from cameras.publishing.geojson import COLUMNS, Feature, feature
from cameras.publishing.snapshots import store
from web.links import JSON, link, url

MAX_CHANGES = 1000


@get("since", "limit")
def changes(request: Request) -> Representation:
    version = registry_version()
    text = request.GET.get("since")
    # Default: the current end of the feed, for clients that begin by paging through all cameras.
    since = whole_number("since", text, least=0) if text is not None else int(version)
    size = limit(request.GET, MAX_CHANGES)
    if since > int(version) or _is_expired(since):
        raise Gone(
            "The feed does not reach back to this cursor: start again from the snapshot, or from all items.",
            snapshot=_snapshot(),
            items=url("api:cameras-items"),
        )
    return Representation(partial(_page, since, size, int(version)), version)


def _is_expired(since: int) -> bool:
    """Whether the next change is older than the retention of the feed; 0 days is unlimited."""
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
        "changes": _entries(last),
    }


def _entries(last: dict[int, tuple[int, Any]]) -> list[dict[str, Any]]:
    """Cameras are read after the changes, so that their state is never older than the entry."""
    cameras = Camera.objects.filter(pk__in=list(last)).values_list("status", "merged_into", *COLUMNS)
    now = {row[0]: (status, survivor, row) for status, survivor, *row in cameras}
    entries = []
    for camera, (seq, at) in sorted(last.items(), key=lambda one: one[1][0]):
        status, survivor, row = now[camera]
        entry = {"seq": seq, "id": camera, "at": at}
        entries.append(
            entry | _deletion(status, survivor) if status != Camera.Status.ACTIVE else entry | _upsert(row)
        )
    return entries


def _upsert(row: list[Any]) -> dict[str, Any]:
    current: Feature = feature(tuple(row))
    return {"op": Change.Op.UPSERT, "feature": current}


def _deletion(status: str, survivor: int | None) -> dict[str, Any]:
    """Deletion without position and text, which may be personal data when a camera was hidden."""
    entry = {"op": Change.Op.DELETE, "feature": None, "reason": status}
    return {**entry, "replaced_by": survivor} if survivor else entry
