"""Basemap configuration: PMTiles street maps, or a raster map, and country outlines."""

import struct
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse

OSM_ATTRIBUTION = "© OpenStreetMap contributors"
BOUNDS = struct.Struct("<4i")  # PMTiles version 3: west, south, east, north in 1e-7 degrees
BOUNDS_OFFSET = 102


class NotPMTiles(ValueError):
    """The file is not a PMTiles archive of version 3."""


def basemap_path(name: str) -> Path | None:
    """File of a street map listed in BASEMAP, or None. The operator's folder has precedence over ours."""
    if name not in settings.BASEMAP.files:
        return None
    paths = (folder / name for folder in settings.BASEMAP_DIRS)
    return next((path for path in paths if path.is_file()), None)


def names_path(name: str) -> Path | None:
    """Search index of place names of a street map (tools/basemap/names.py), or None."""
    archive = basemap_path(name)
    path = archive.with_suffix(".names.json.gz") if archive else None
    return path if path and path.is_file() else None


def bounds(path: Path) -> list[float]:
    """West, south, east, north in degrees, from the header of the file. Raises NotPMTiles. Read once for each
    version of the file: every page with a map asks."""
    status = path.stat()
    return list(_bounds(path, status.st_mtime_ns, status.st_size))


@lru_cache(maxsize=64)
def _bounds(path: Path, _modified: int, _size: int) -> tuple[float, ...]:
    with path.open("rb") as handle:
        header = handle.read(127)
    if len(header) < 127 or not header.startswith(b"PMTiles\x03"):
        raise NotPMTiles(f"{path.name} is no PMTiles archive of version 3")
    return tuple(degrees / 1e7 for degrees in BOUNDS.unpack_from(header, BOUNDS_OFFSET))


def basemap_config() -> dict[str, Any]:
    """Basemap layers for the map module."""
    archives = []
    for name in settings.BASEMAP.files:
        path = basemap_path(name)
        try:
            box = bounds(path) if path else None
        except NotPMTiles:
            box = None  # contrechamp.W001 warns the operator; visitors see a plain background
        if box:
            names = reverse("files:names", args=[name]) if names_path(name) else None
            url = reverse("files:basemap", args=[name])
            archives.append({"url": url, "bounds": box, "attribution": OSM_ATTRIBUTION, "names": names})
    raster = (
        {"url": settings.BASEMAP.raster, "attribution": OSM_ATTRIBUTION} if settings.BASEMAP.raster else None
    )
    return {
        "pmtiles": archives,
        "raster": raster,
        "streets": {
            "worker": static("js/lib/basemap/street_worker.js"),
            "library": static("vendor/protomaps-leaflet/protomaps-leaflet.js"),
        },
        "outlines": static("vendor/world-atlas/countries-110m.json"),
    }


def map_config(start: tuple[float, float] | None = None) -> dict[str, Any]:
    """Configuration of the map module, embedded as JSON. `start`: latitude, longitude of the initial view."""
    lat, lon = start or (settings.MAP_START.lat, settings.MAP_START.lon)
    return {
        "tiles": "/tiles/{z}/{x}/{y}.json",
        "count": reverse("files:count"),
        "find": reverse("files:find"),
        "camera": reverse("cameras:detail", args=[0]),
        "list": reverse("cameras:list"),
        "embed": reverse("cameras:embed"),
        "start": {"lat": lat, "lon": lon, "zoom": 18 if start else settings.MAP_START.zoom},
        "basemap": basemap_config(),
    }
