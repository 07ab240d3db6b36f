"""manage.py near_duplicates: cameras of different datasets that may be one"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from cameras.importing import near
from cameras.models import Camera


class Command(BaseCommand):
    help = "List cameras of different datasets within 10 m of each other. Nothing is merged."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dataset", help="only cameras of this one and their near ones")

    def handle(self, *args: Any, **options: Any) -> None:
        cameras = Camera.objects.published()
        if options["dataset"]:
            found = near.pairs_of(cameras.filter(dataset__slug=options["dataset"]))
        else:
            found = near.pairs(cameras)
        count = 0
        for count, pair in enumerate(found, start=1):  # noqa: B007  told after the loop
            self.stdout.write(f"{pair.first}\t{pair.second}\t{pair.metres} m")
        self.stderr.write(f"{count} pairs")
