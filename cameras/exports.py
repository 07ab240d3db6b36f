"""Whole files, streamed."""

from collections.abc import Iterator

import orjson

from cameras.geojson import walk
from cameras.models import CameraQuerySet, Dataset


def geojson(cameras: CameraQuerySet) -> Iterator[bytes]:
    """A FeatureCollection in pieces. The closing bracket comes only after the last row, so a file that was
    cut never parses."""
    sources = [
        {"dataset": slug, "licence": licence, "attribution": attribution}
        for slug, licence, attribution in Dataset.objects.order_by("slug").values_list(
            "slug", "licence", "attribution"
        )
    ]
    yield b'{"type":"FeatureCollection","sources":' + orjson.dumps(sources) + b',"features":[\n'
    separator = b""
    for found in walk(cameras):
        yield separator + b",\n".join(map(orjson.dumps, found))
        separator = b",\n"
    yield b"\n]}\n"
