"""manage.py undo_import ID: undo a whole import."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cameras.importing.undo import undo
from cameras.models import ImportRun


class Command(BaseCommand):
    help = "Take an import back by new revisions. What changed since stays. Twice changes nothing more."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", type=int, help="id of the import, printed by import_cameras")

    def handle(self, *args: Any, **options: Any) -> None:
        run = ImportRun.objects.filter(pk=options["id"]).first()
        if run is None:
            last = ", ".join(str(run) for run in ImportRun.objects.order_by("-pk")[:5])
            raise CommandError(f"There is no import {options['id']}. The last ones: {last or 'none'}.")
        if run.undone_at:
            self.stdout.write(f"{run} was undone on {run.undone_at:%Y-%m-%d}; nothing is left to do.")
            return
        report = undo(run)
        self.stdout.write(
            f"{run}: {report.removed} removed, {report.restored} restored, {report.kept} kept: changed since"
        )
