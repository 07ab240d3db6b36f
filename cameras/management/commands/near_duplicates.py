"""manage.py near_duplicates: pairs of cameras from different datasets that may be the same."""

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
            pairs = near.pairs_of(cameras.filter(dataset__slug=options["dataset"]))
        else:
            pairs = near.pairs(cameras)
        count = 0
        for count, pair in enumerate(pairs, start=1):  # noqa: B007  printed after the loop
            self.stdout.write(f"{pair.first}\t{pair.second}\t{pair.metres} m")
        self.stderr.write(f"{count} pairs")
