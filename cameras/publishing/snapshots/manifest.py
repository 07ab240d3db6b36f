"""What is in a snapshot: datapackage.json, a Frictionless data package
(https://specs.frictionlessdata.io/)."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.translation import gettext

from cameras.osm.fields import PUBLISHED, Field, Kind
from cameras.registry.datasets import published
from web.links import absolute, url

MEDIA_TYPES = {
    "geojson": "application/geo+json",
    "geojsonl": "application/x-ndjson",
    "csv": "text/csv",
    "gz": "application/gzip",
    "parquet": "application/vnd.apache.parquet",
    "fgb": "application/vnd.flatgeobuf",
    "pmtiles": "application/vnd.pmtiles",
}
CSV_TYPES = {Kind.DAY: "date", Kind.WORDS: "array", Kind.TAGS: "object"}


def describe(name: str, seq: int, features: int, files: Iterable[Path], at: datetime) -> dict[str, Any]:
    """The manifest of a snapshot. `seq` is that of the registry clock: the change feed goes on after it."""
    sources = _sources()
    with translation.override("en"):
        return {
            "profile": "data-package",
            "name": f"contrechamp-{name}",
            "id": url("cameras:snapshot", name),
            "title": f"Contrechamp: surveillance cameras, {at.date().isoformat()}",
            "description": "Every published camera; reports that wait for review are not among them.",
            "homepage": absolute("/data"),
            "created": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "version": name,
            "seq": seq,
            "features": features,
            "licenses": _licences(sources),
            "sources": sources,
            "resources": [_resource(path) for path in files],
        }


def _sources() -> list[dict[str, Any]]:
    """Datasets that list published cameras, with whom to name."""
    return [
        {
            "title": one.title,
            **({"path": one.url} if one.url else {}),
            "dataset": one.slug,
            "licence": one.licence,
            "attribution": one.attribution,
            "features": one.n,
        }
        for one in published()
    ]


def _licences(sources: list[dict[str, Any]]) -> list[dict[str, str]]:
    names = sorted({source["licence"] for source in sources})
    return [{"name": name, "path": f"https://spdx.org/licenses/{name}.html"} for name in names]


def _resource(path: Path) -> dict[str, Any]:
    suffix = path.suffix.removeprefix(".")
    resource: dict[str, Any] = {
        "name": path.name.lower().replace(".", "-"),
        "path": path.name,
        "format": suffix,
        "mediatype": MEDIA_TYPES[suffix],
        "bytes": path.stat().st_size,
        "hash": f"sha256:{_sha256(path)}",
    }
    if suffix == "csv":
        return resource | {"profile": "tabular-data-resource", "encoding": "utf-8", "schema": table_schema()}
    return resource | {"type": "file"}


def _sha256(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def table_schema() -> dict[str, Any]:
    """The columns of the CSV as a Frictionless Table Schema."""
    number = {"type": "number", "constraints": {"required": True}}
    place = [
        {"name": "id", "type": "integer", "constraints": {"required": True, "unique": True}},
        {"name": "longitude", **number, "description": "degrees, WGS 84"},
        {"name": "latitude", **number, "description": "degrees, WGS 84"},
    ]
    return {"fields": [*place, *map(_column, PUBLISHED)], "primaryKey": "id", "missingValues": [""]}


def _column(field: Field) -> dict[str, Any]:
    column = {
        "name": field.name,
        "type": CSV_TYPES.get(field.kind, str(field.kind)),
        "description": gettext(field.meaning),
    }
    return {**column, "constraints": {"enum": list(field.values)}} if field.values else column
