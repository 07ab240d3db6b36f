"""Whole files, streamed."""

from collections.abc import Iterator

from cameras.models import CameraQuerySet, Dataset
from cameras.publishing.formats import CSV, GEOJSON, LINES, Format, Sources
from cameras.publishing.geojson import walk
from cameras.publishing.xml_formats import GPX, KML

DOWNLOADS = {form.name: form for form in (GEOJSON, LINES, CSV, GPX, KML)}


def stream(cameras: CameraQuerySet, form: Format) -> Iterator[bytes]:
    """The cameras in a format, in pieces of a thousand, in constant memory."""
    yield form.head(sources())
    first = True
    for features in walk(cameras):
        yield form.body(features, first)
        first = False
    yield form.tail


def sources() -> Sources:
    """Where the cameras come from: dataset, licence, attribution."""
    rows = Dataset.objects.order_by("slug").values_list("slug", "licence", "attribution")
    return [dict(zip(("dataset", "licence", "attribution"), row, strict=True)) for row in rows]
