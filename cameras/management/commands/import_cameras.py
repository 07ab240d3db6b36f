"""manage.py import_cameras PATH --dataset SLUG --licence SPDX --attribution TEXT [--report FILE]"""

import json
import time
from argparse import ArgumentParser
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.core.validators import slug_re

from cameras.importing.detect import UnreadableFile, open_reader
from cameras.importing.writer import ImportReport, write
from cameras.models import Dataset

SHOWN = 20  # refused rows told on the terminal; the report file has them all


class Command(BaseCommand):
    help = "Read cameras from Overpass JSON, overpass-turbo GeoJSON or OSM PBF. Twice changes nothing more."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path)
        parser.add_argument("--dataset", required=True, help="short name, such as osm-monaco")
        parser.add_argument("--licence", required=True, help="SPDX identifier, such as ODbL-1.0")
        parser.add_argument("--attribution", required=True, help="whom to name, word for word")
        parser.add_argument("--title", default="", help="name for people; the short name when left out")
        parser.add_argument("--url", default="", help="where the file comes from")
        parser.add_argument("--retrieved-on", type=date.fromisoformat, help="day of the file, YYYY-MM-DD")
        parser.add_argument("--report", type=Path, help="write what was done as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        start = time.monotonic()
        if not slug_re.fullmatch(options["dataset"]):
            raise CommandError(f"--dataset {options['dataset']}: letters, digits, - and _ only")
        try:
            rows = open_reader(options["path"])
            report = write(rows, _dataset(options))
        except UnreadableFile as error:
            raise CommandError(str(error)) from error
        self._tell(report, options["report"], time.monotonic() - start)
        if report.read == len(report.refused):
            raise CommandError("Nothing was accepted.")

    def _tell(self, report: ImportReport, path: Path | None, seconds: float) -> None:
        for row in report.refused[:SHOWN]:
            self.stderr.write(f"refused {row['where']}: {row['message']}")
        if len(report.refused) > SHOWN:
            self.stderr.write(f"... and {len(report.refused) - SHOWN} more (--report FILE lists all)")
        self.stdout.write(
            f"{report.read} read: {report.created} created, {report.changed} changed, "
            f"{report.unchanged} unchanged, {len(report.refused)} refused in {seconds:.1f} s"
        )
        if path:
            path.write_text(json.dumps({**asdict(report), "seconds": round(seconds, 3)}, indent=2) + "\n")


def _dataset(options: dict[str, Any]) -> Dataset:
    values = {"licence": options["licence"], "attribution": options["attribution"], "title": options["title"]}
    values |= {"url": options["url"], "retrieved_on": options["retrieved_on"]}
    dataset, _created = Dataset.objects.update_or_create(
        slug=options["dataset"],
        defaults={name: value for name, value in values.items() if value},
        create_defaults={**values, "title": options["title"] or options["dataset"]},
    )
    return dataset
