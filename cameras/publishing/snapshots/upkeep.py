"""What becomes of older snapshots: cleaned of hidden cameras, thinned out after a while."""

import os
import shutil
import time
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path

import orjson

from cameras.models import Camera
from cameras.osm.fields import PUBLISHED, blank_values, read_stored
from cameras.publishing.formats import Sources
from cameras.publishing.geojson import Feature
from cameras.publishing.snapshots import store
from cameras.publishing.snapshots.frozen import frozen_registry
from cameras.publishing.snapshots.manifest import describe
from cameras.publishing.snapshots.publish import finish, working_folder, write
from cameras.publishing.snapshots.store import Snapshot

STEP = 1000  # lines that are read at once
DAY = 24 * 3600  # seconds
_BLANK = blank_values(PUBLISHED)


def clean_all() -> list[Snapshot]:
    """Clean every snapshot that holds a camera hidden since; returns them."""
    waiting = [one for one in store.every() if one.waits]
    for one in waiting:
        clean(one)
    return waiting


def clean(snapshot: Snapshot) -> None:
    """Write a snapshot again without the cameras that were hidden since. Name, seq and other rows stay."""
    old = snapshot.manifest
    with frozen_registry() as seq, working_folder() as folder:
        hidden = set(Camera.objects.hidden().values_list("pk", flat=True))
        kept = (_kept(snapshot.folder / f"{stem}.geojsonl", hidden) for stem in ("cameras", "removed"))
        n, files = write(folder, _sources(snapshot), *kept)
        new = describe(snapshot.name, snapshot.seq, n, files, datetime.fromisoformat(old["created"]))
        finish(folder, new | {"sources": old["sources"], "licenses": old["licenses"], "cleaned_to": seq})
        os.rename(snapshot.folder, folder.with_name("old"))
        os.rename(folder, snapshot.folder)


def _kept(path: Path, hidden: set[int]) -> Iterator[list[Feature]]:
    with path.open("rb") as lines:
        while batch := list(islice(lines, STEP)):
            if kept := [_feature(one) for one in map(orjson.loads, batch) if one["id"] not in hidden]:
                yield kept  # the writers take no empty batch


def _feature(stored: Feature) -> Feature:
    """A feature that any version of this code wrote, with the properties of this one first. What only a newer
    version knows goes back into the files that are written from it, where they hold any property."""
    properties = stored["properties"]
    return stored | {"properties": {**read_stored(properties, _BLANK), **properties}}


def _sources(snapshot: Snapshot) -> Sources:
    with (snapshot.folder / "cameras.geojson").open("rb") as handle:
        head = handle.readline()  # the line that cameras/publishing/formats.py writes first
    sources: Sources = orjson.loads(head.rstrip().removesuffix(b"[") + b"[]}")["sources"]
    return sources


def thin_out(keep: int) -> list[Snapshot]:
    """Delete the files of all but the newest `keep` snapshots; their manifests stay."""
    old = [one for one in store.every() if one.has_files][keep:]
    for one in old:
        for path in one.folder.iterdir():
            if path.name != store.MANIFEST:
                path.unlink()
    return old


def sweep() -> None:
    """Take away what an interrupted run left behind; a run takes minutes, so what is a day old is none's."""
    for path in store.folder().glob(".new-*"):
        if time.time() - path.stat().st_mtime > DAY:
            shutil.rmtree(path, ignore_errors=True)
