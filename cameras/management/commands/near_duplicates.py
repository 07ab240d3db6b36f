"""manage.py near_duplicates: cameras of different datasets, or repeated in one, that may be the same."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cameras.importing import near
from cameras.models import Camera, CameraQuerySet, Dataset


class Command(BaseCommand):
    help = "List near cameras of different datasets, and repeats within one. Nothing is merged."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dataset", help="only cameras of this one and their near ones")

    def handle(self, *args: Any, **options: Any) -> None:
        cameras = Camera.objects.published()
        dataset = None
        if options["dataset"]:
            dataset = Dataset.objects.filter(slug=options["dataset"]).first()
            if dataset is None:
                raise CommandError(f"There is no dataset {options['dataset']}.")
            cameras = cameras.filter(dataset=dataset)
        pairs, repeated = self._list_near(cameras, once=dataset is None), self._list_repeats(dataset)
        self.stderr.write(f"{pairs} pairs of different datasets, {repeated} repeats within one")

    def _list_near(self, cameras: CameraQuerySet, *, once: bool) -> int:
        count = 0
        for place in near.places(cameras, once=once):
            count += place.n
            for pair in place.pairs:
                self.stdout.write(f"{pair.first}\t{pair.second}\t{pair.metres} m")
            if place.n > len(place.pairs):
                self.stdout.write(f"# {place.n - len(place.pairs)} more pairs there")
        return count

    def _list_repeats(self, dataset: Dataset | None) -> int:
        count = 0
        for repeat in near.repeats(dataset):
            count += repeat.n - 1
            for other in repeat.ids[1:]:
                self.stdout.write(f"{repeat.ids[0]}\t{other}\tthe same in {repeat.dataset}")
            if repeat.n > len(repeat.ids):
                self.stdout.write(f"# {repeat.n - len(repeat.ids)} more there")
        return count
