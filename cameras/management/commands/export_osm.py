"""manage.py export_osm FILE: contributed cameras for upload to OpenStreetMap."""

from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from django.core.management.base import BaseCommand, CommandError

from cameras.importing import near
from cameras.models import Camera, CameraQuerySet, Dataset
from cameras.osm.fields import FROM_TAGS
from cameras.osm.tags import tags_of


class Command(BaseCommand):
    help = "Write the cameras that people reported here and OpenStreetMap lacks as a file for JOSM."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="such as new-cameras.osm")

    def handle(self, *args: Any, **options: Any) -> None:
        cameras = missing_from_osm()
        try:
            with options["path"].open("w", encoding="utf-8") as file:
                count = write(cameras, XMLGenerator(file, "utf-8", short_empty_elements=True))
        except OSError as error:
            raise CommandError(f"{options['path']} cannot be written: {error}.") from error
        self.stdout.write(f"{count} cameras in {options['path']}")
        known = {pair.first for place in near.places(cameras, only_osm=True) for pair in place.pairs}
        if known:
            self.stderr.write(
                f"{len(known)} of them stand within 10 m of a camera of OpenStreetMap; look before you "
                f"upload: {', '.join(str(-pk) for pk in sorted(known))}"
            )


def missing_from_osm() -> CameraQuerySet:
    """Contributed cameras without an OpenStreetMap id."""
    contributed = Camera.objects.published().filter(dataset__slug=Dataset.CONTRIBUTIONS)
    return contributed.exclude(external_ref__startswith="osm:").order_by("pk")


def write(cameras: Iterable[Camera], xml: XMLGenerator) -> int:
    """Write the nodes and return their number. A negative id means: not in OpenStreetMap yet."""
    xml.startDocument()
    xml.startElement("osm", AttributesImpl({"version": "0.6", "generator": "Contrechamp"}))
    count = 0
    rows = cameras.iterator(1000) if isinstance(cameras, CameraQuerySet) else cameras
    for camera in rows:
        position = {"lat": f"{camera.latitude:.7f}", "lon": f"{camera.longitude:.7f}"}
        xml.characters("\n ")
        xml.startElement("node", AttributesImpl({"id": str(-camera.pk), "visible": "true", **position}))
        for key, value in tags_of(
            {field.name: getattr(camera, field.name) for field in FROM_TAGS}, camera.tags
        ).items():
            xml.startElement("tag", AttributesImpl({"k": key, "v": value}))
            xml.endElement("tag")
        xml.endElement("node")
        count += 1
    xml.characters("\n")
    xml.endElement("osm")
    xml.endDocument()
    return count
