"""manage.py import_cameras PATH --dataset SLUG --licence SPDX --attribution TEXT [--report FILE]"""

import json
import time
from argparse import Action, ArgumentError, ArgumentParser, ArgumentTypeError
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import slug_re
from django.db.models import Q

from cameras.importing import Reading, UnreadableFile, datasets, encoding, licences, near, progress
from cameras.importing.crs import System
from cameras.importing.detect import FORMATS, open_reader
from cameras.importing.plain import parse_pairs, require_fields, require_readable
from cameras.importing.report import ImportReport
from cameras.importing.runs import File
from cameras.importing.source import prepared
from cameras.importing.words import WordList
from cameras.importing.writer import Plan, write
from cameras.models import Dataset, ImportRun

SHOWN = 20  # refused rows told on the terminal; the report file has them all


def percent(text: str) -> float:
    try:
        share = float(text.removesuffix("%")) / 100
    except ValueError:
        share = -1
    if not 0 <= share <= 1:
        raise ArgumentTypeError(f"{text} is no percentage from 0 to 100")
    return share


def pairs(option: str) -> Callable[[str], dict[str, str]]:
    def read(text: str) -> dict[str, str]:
        try:
            return parse_pairs(text, option)
        except ValueError as error:
            raise ArgumentTypeError(str(error)) from error

    return read


class Merge(Action):
    """Options that may be given again and again: each adds to those before."""

    def __call__(self, parser: Any, namespace: Any, values: Any, option_string: str | None = None) -> None:
        merged = dict(getattr(namespace, self.dest) or {})
        if twice := [name for name in values if name in merged]:
            raise ArgumentError(self, f"{twice[0]} is given twice")
        setattr(namespace, self.dest, {**merged, **values})


class Command(BaseCommand):
    help = "Read cameras from OpenStreetMap files, GeoJSON or tables. Twice changes nothing more."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path)
        parser.add_argument("--dataset", required=True, help="short name, such as osm-monaco")
        parser.add_argument("--licence", required=True, help="SPDX identifier, such as ODbL-1.0")
        parser.add_argument("--attribution", required=True, help="whom to name, word for word")
        parser.add_argument("--title", default="", help="name for people; the short name when left out")
        parser.add_argument("--url", default="", help="where the file comes from")
        parser.add_argument("--retrieved-on", type=date.fromisoformat, help="day of the file, YYYY-MM-DD")
        parser.add_argument(
            "--rank", type=int, help="lower ones are followed where datasets differ about a camera; 100"
        )
        parser.add_argument("--report", type=Path, help="write what was done as JSON")
        parser.add_argument("--crs", default="", help="of projected positions, such as EPSG:2154")
        parser.add_argument("--format", choices=sorted(FORMATS), default="", help="told by the content")
        parser.add_argument("--encoding", default="", help="told by the content: utf-8, cp1252, mac-roman...")
        parser.add_argument("--layer", default="", help="which sheet, layer or file of several")
        parser.add_argument("--skip", type=int, default=0, metavar="ROWS", help="of a table above its header")
        parser.add_argument(
            "--dates", choices=("day-first", "month-first"), default="day-first", help="06/07/2019"
        )
        for option, example in (
            ("--map", "lat=Y,lon=X,operator=COLUMN..."),
            ("--set", "ownership=public,... for all rows that do not say it"),
            ("--words", 'shape:"Dome Camera"=dome,... for words that are not understood'),
        ):
            parser.add_argument(option, type=pairs(option), action=Merge, default={}, help=example)
        parser.add_argument(
            "--id", default="", help="the column that names a camera for ever, or osm:node/{COLUMN}"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")
        parser.add_argument(
            "--complete", action="store_true", help="cameras of the dataset that the file lacks are removed"
        )
        parser.add_argument(
            "--allow-share", type=percent, metavar="PERCENT", help="that --complete may remove: 10"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        start = time.monotonic()
        if not slug_re.fullmatch(options["dataset"]):
            raise CommandError(f"--dataset {options['dataset']}: letters, digits, - and _ only")
        if options["dataset"] == Dataset.CONTRIBUTIONS:
            raise CommandError(f"--dataset {Dataset.CONTRIBUTIONS}: that is what people report here")
        reading = _reading(options)
        try:
            with prepared(options["path"], reading.encoding, reading.layer) as source:
                rows = open_reader(source, reading)
                file = File(source.name, source.sha256, reading.options)
                report = write(rows, _dataset(options), file, self._plan(options, reading))
        except UnreadableFile as error:
            raise CommandError(str(error)) from error
        report.repaired, report.words = reading.repaired, reading.tally
        _list_near(report)
        self._tell(report, options, time.monotonic() - start, source.encoding)
        if report.read == len(report.refused):
            raise CommandError("Nothing was accepted.")
        if report.why_kept:
            raise CommandError(report.why_kept)

    def _plan(self, options: dict[str, Any], reading: Reading) -> Plan:
        expected = cache(lambda: reading.count_rows())

        def show(rows: int) -> None:
            self.stderr.write(f"\r{progress.line(rows, expected())}", ending="")
            self.stderr.flush()

        share = options["allow_share"]
        if share is not None and not options["complete"]:
            raise CommandError("--allow-share is for --complete: without it nothing is removed.")
        plan = Plan(options["dry_run"], options["complete"], 0.1 if share is None else share)
        return replace(plan, progress=show) if self.stderr.isatty() else plan

    def _tell(self, report: ImportReport, options: dict[str, Any], seconds: float, encoding: str) -> None:
        if self.stderr.isatty():
            self.stderr.write("")
        for row in report.refused[:SHOWN]:
            self.stderr.write(f"refused {row['where']}: {row['message']}")
        if len(report.refused) > SHOWN:
            self.stderr.write(f"... and {len(report.refused) - SHOWN} more (--report FILE lists all)")
        would = "would be " if options["dry_run"] else ""
        self.stdout.write(
            f"{report.read} read: {would}{report.created} created, {report.changed} changed, "
            f"{report.unchanged} unchanged, {report.older} older, {report.removed} removed, "
            f"{len(report.refused)} refused "
            f"in {seconds:.1f} s"
        )
        self._tell_more(report)
        if options["report"]:
            written = {**report.as_json(), "encoding": encoding, "seconds": round(seconds, 3)}
            text = json.dumps({**written, "dry_run": options["dry_run"]}, indent=2, ensure_ascii=False)
            options["report"].write_text(f"{text}\n", encoding="utf-8")

    def _tell_more(self, report: ImportReport) -> None:
        for kind, count in report.repaired.items():
            if count:
                self.stdout.write(f"{count} rows repaired: {kind.replace('_', ' ')}")
        self._tell_words(report)
        if report.near_pairs:
            self.stdout.write(
                f"{report.near_pairs} near cameras of other datasets: manage.py near_duplicates"
            )
        if report.repeats:
            count = sum(repeat["n"] - 1 for repeat in report.repeats)
            self.stdout.write(f"{count} cameras stand twice in the dataset: manage.py near_duplicates")
        if report.run and report.created + report.changed + report.removed:
            self.stdout.write(f"To take it back: manage.py undo_import {report.run}")

    def _tell_words(self, report: ImportReport) -> None:
        for field, words in report.words.missed.items():
            listed = ", ".join(f"{word[:60]} ({count})" for word, count in words.most_common(SHOWN))
            more = f" and {len(words) - SHOWN} more" if len(words) > SHOWN else ""
            self.stdout.write(f"not understood as {field}: {listed}{more}")
        for field, column, count in report.words.wrong_columns():
            self.stdout.write(
                f"None of the {count} values in {column} was understood as {field}: is it the right column? "
                f"--words {field}:WORD=VALUE says what a word means."
            )


def _reading(options: dict[str, Any]) -> Reading:
    """How to read the file; raises CommandError for what could not be obeyed."""
    try:
        licence = licences.canonical(options["licence"])
        for option in ("map", "set"):
            require_fields(options[option], f"--{option}")
        words = WordList(options["words"])
        options["licence"] = licence
        reading = Reading(
            options["dataset"],
            options["format"],
            encoding.known(options["encoding"]) if options["encoding"] else "",
            {field: " ".join(column.split()) for field, column in options["map"].items()},
            options["set"],
            " ".join(options["id"].split()),
            words=words,
            layer=options["layer"],
            skip=options["skip"],
            month_first=options["dates"] == "month-first",
            system=System.of_text(options["crs"]) if options["crs"] else System(),
        )
        reading.system.require()
        require_readable(reading)
    except (ValueError, UnreadableFile) as error:
        raise CommandError(str(error)) from error
    return reading


def _dataset(options: dict[str, Any]) -> Dataset:
    """The dataset of that name, brought up to date; a dry run writes none."""
    values = {"licence": options["licence"], "attribution": options["attribution"], "title": options["title"]}
    values |= {"url": options["url"], "retrieved_on": options["retrieved_on"]}
    values |= {} if options["rank"] is None else {"rank": options["rank"]}
    try:
        Dataset(slug=options["dataset"], **{**values, "title": options["title"] or "-"}).clean_fields()
    except ValidationError as error:
        told = "; ".join(f"--{name}: {' '.join(texts)}" for name, texts in error.message_dict.items())
        raise CommandError(told.replace("--slug", "--dataset")) from error
    if options["dry_run"]:
        return Dataset.objects.filter(slug=options["dataset"]).first() or Dataset(slug=options["dataset"])
    return datasets.update(options["dataset"], values, title=options["dataset"])


def _list_near(report: ImportReport) -> None:
    run = ImportRun.objects.filter(Q(pk=report.run) & ~Q(created=0)).first()
    if run is None:
        return
    for place in near.places_of_run(run):
        report.near_pairs += place.n
        report.near_duplicates += [
            {"camera": pair.first, "near": pair.second, "metres": pair.metres} for pair in place.pairs
        ]
    report.repeats = [
        {"cameras": repeat.ids, "n": repeat.n, "latitude": repeat.latitude, "longitude": repeat.longitude}
        for repeat in near.repeats_of_run(run)
    ]
