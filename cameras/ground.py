"""What lies under the cameras: the map of the world with the operator's own street maps, or a raster map."""

import struct
from pathlib import Path
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse

OSM = "© OpenStreetMap contributors"
WORLD = "world.pmtiles"  # always there, whatever BASEMAP names (tools/basemap/world.py)
HEADER = struct.Struct("<4i")  # PMTiles version 3: west, south, east, north in 1e-7 degrees
HEADER_AT = 102


class NotPMTiles(ValueError):
    """The file is no PMTiles archive of version 3."""


def basemap_path(name: str) -> Path | None:
    """The world's file or that of a street map in BASEMAP, or None. The operator's folder goes first."""
    if name not in (*settings.BASEMAP.files, WORLD):
        return None
    paths = (folder / name for folder in settings.BASEMAP_DIRS)
    return next((path for path in paths if path.is_file()), None)


def names_path(name: str) -> Path | None:
    """The index of names beside a street map (tools/basemap/names.py), or None."""
    archive = basemap_path(name)
    path = archive.with_suffix(".names.json.gz") if archive else None
    return path if path and path.is_file() else None


def bounds(path: Path) -> list[float]:
    """West, south, east, north in degrees, from the file's header. Raises NotPMTiles."""
    with path.open("rb") as handle:
        header = handle.read(127)
    if len(header) < 127 or not header.startswith(b"PMTiles\x03"):
        raise NotPMTiles(f"{path.name} is no PMTiles archive of version 3")
    return [degrees / 1e7 for degrees in HEADER.unpack_from(header, HEADER_AT)]


def ground() -> dict[str, Any]:
    """The ground for the map page."""
    archives = []
    for name in settings.BASEMAP.files:
        path = basemap_path(name)
        try:
            box = bounds(path) if path else None
        except NotPMTiles:
            box = None  # contrechamp.W001 tells the operator; visitors see plain ground there
        if box:
            names = reverse("files:names", args=[name]) if names_path(name) else None
            url = reverse("files:basemap", args=[name])
            archives.append({"url": url, "bounds": box, "attribution": OSM, "names": names})
    raster = {"url": settings.BASEMAP.raster, "attribution": OSM} if settings.BASEMAP.raster else None
    has_world = raster is None and basemap_path(WORLD) is not None
    return {
        "pmtiles": archives,
        "world": {"url": reverse("files:basemap", args=[WORLD])} if has_world else None,
        "raster": raster,
        "streets": {
            "worker": static("js/lib/street_worker.js"),
            "library": static("vendor/protomaps-leaflet/protomaps-leaflet.js"),
        },
    }


def map_config(start: tuple[float, float] | None = None) -> dict[str, Any]:
    """What the map module needs, as JSON in the page. `start`: latitude, longitude to open at."""
    lat, lon = start or (settings.MAP_START.lat, settings.MAP_START.lon)
    return {
        "tiles": "/tiles/{z}/{x}/{y}.json",
        "count": reverse("files:count"),
        "nearest": reverse("files:nearest"),
        "find": reverse("files:find"),
        "gazetteer": "/gazetteer/{name}.json",
        "camera": reverse("cameras:detail", args=[0]),
        "list": reverse("cameras:list"),
        "embed": reverse("cameras:embed"),
        "start": {"lat": lat, "lon": lon, "zoom": 18 if start else settings.MAP_START.zoom},
        "ground": ground(),
    }
