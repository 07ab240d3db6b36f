"""manage.py import_areas PATH [--map code=INSEE,...] [--level town] [--source TEXT --licence SPDX]

It belongs to cameras, not to areas: an outline and its camera memberships change together.
"""

import csv
from argparse import ArgumentParser, ArgumentTypeError
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from areas.geometry import InvalidOutline
from areas.models import Area
from areas.outlines import (
    PROPERTIES,
    OutlineRow,
    PropertyMapping,
    UnreadableOutlines,
    geometry_changed,
    read_outlines,
    store,
)
from cameras.registry.area_membership import reassign_cameras
from cameras.registry.revisions import registry

BATCH = 50  # areas per transaction, which holds the registry clock locked


class RollBack(Exception):
    """Rolls back the batch of a dry run."""


def property_names(text: str) -> dict[str, str]:
    names = {}
    for part in next(csv.reader([text], skipinitialspace=True), []):
        name, _separator, property_name = part.partition("=")
        if name not in PROPERTIES or not property_name:
            raise ArgumentTypeError(f"{part}: write name=PROPERTY; names are {', '.join(PROPERTIES)}")
        names[name] = property_name
    return names


class Command(BaseCommand):
    help = "Read boundaries (GeoJSON) and find the cameras in them. Twice changes nothing more."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path)
        parser.add_argument("--map", type=property_names, default={}, help="code=INSEE_COM,name=NOM,...")
        parser.add_argument("--level", choices=Area.Level.values, default=Area.Level.TOWN)
        parser.add_argument("--country", default="", help="put before the codes: FR makes FR-06088 of 06088")
        parser.add_argument("--source", default="", help="attribution, exactly as it must be shown")
        parser.add_argument("--licence", default="", help="SPDX identifier, such as etalab-2.0")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        constants = {name: options[name] for name in ("level", "country", "source", "licence")}
        try:
            rows = read_outlines(options["path"], PropertyMapping(options["map"], constants))
        except UnreadableOutlines as error:
            raise CommandError(str(error)) from error
        counts = self._write(rows, dry_run=options["dry_run"])
        would = "would be " if options["dry_run"] else ""
        self.stdout.write(
            f"{counts.total() - counts['cameras']} read: {would}{counts['created']} created, "
            f"{counts['changed']} changed, {counts['unchanged']} unchanged, {counts['refused']} refused; "
            f"{counts['cameras']} cameras in the new and moved ones"
        )
        if not counts["created"] + counts["changed"] + counts["unchanged"]:
            raise CommandError("Nothing was accepted.")

    def _write(self, rows: Iterator[OutlineRow], *, dry_run: bool) -> Counter[str]:
        counts: Counter[str] = Counter()
        while batch := list(islice(rows, BATCH)):
            try:
                with registry():
                    for where, outline in batch:
                        counts += self._store(where, outline)
                    if dry_run:
                        raise RollBack
            except RollBack:
                pass
        return counts

    def _store(self, where: str, outline: Any) -> Counter[str]:
        try:
            if isinstance(outline, InvalidOutline):
                raise outline
            area, changed = store(outline)
        except InvalidOutline as refusal:
            self.stderr.write(f"refused {where}: {refusal}")
            return Counter(refused=1)
        outcome = "created" if "code" in changed else "changed" if changed else "unchanged"
        return Counter({outcome: 1, "cameras": reassign_cameras(area) if geometry_changed(changed) else 0})
