"""Streamed exports."""

from collections.abc import Iterator

from cameras.models import CameraQuerySet, Dataset
from cameras.publishing.formats import CSV, GEOJSON, LINES, Format, Sources
from cameras.publishing.geojson import walk
from cameras.publishing.xml_formats import GPX, KML

DOWNLOADS = {file_format.name: file_format for file_format in (GEOJSON, LINES, CSV, GPX, KML)}


def stream(cameras: CameraQuerySet, file_format: Format) -> Iterator[bytes]:
    """Cameras in a file format, in chunks of a thousand, in constant memory."""
    yield file_format.head(sources())
    first = True
    for features in walk(cameras):
        yield file_format.body(features, first)
        first = False
    yield file_format.tail


def sources() -> Sources:
    """Dataset, licence and attribution of every source."""
    rows = Dataset.objects.order_by("slug").values_list("slug", "licence", "attribution")
    return [dict(zip(("dataset", "licence", "attribution"), row, strict=True)) for row in rows]
