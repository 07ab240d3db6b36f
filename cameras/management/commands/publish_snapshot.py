"""manage.py publish_snapshot: dated files of all published cameras, for citation and mirrors."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandParser
from django.utils import timezone

from cameras.publishing.snapshots import store
from cameras.publishing.snapshots.publish import publish
from cameras.publishing.snapshots.store import Snapshot
from cameras.publishing.snapshots.upkeep import clean_all, sweep, thin_out


class Command(BaseCommand):
    help = (
        "Publish the registry as dated files, clean older snapshots of cameras that were hidden since, and "
        "delete the files of the oldest. When nothing changed, nothing is published."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--keep", type=int, default=settings.SNAPSHOTS_KEPT, help="snapshots whose files stay"
        )
        parser.add_argument(
            "--if-older-than", type=int, metavar="DAYS", help="publish only when the newest is older"
        )

    def handle(self, *args: Any, keep: int, if_older_than: int | None, **options: Any) -> None:
        sweep()
        for snapshot in clean_all():
            self.stdout.write(f"{snapshot.name}: cleaned of cameras that were hidden")
        if if_older_than is None or self.is_due(if_older_than):
            self.report(publish())
        for snapshot in thin_out(max(keep, 1)):
            self.stdout.write(f"{snapshot.name}: files deleted, manifest kept")

    def is_due(self, days: int) -> bool:
        newest = store.latest()
        return newest is None or newest.day <= timezone.now().date() - timedelta(days=days)

    def report(self, snapshot: Snapshot | None) -> None:
        if snapshot is None:
            self.stdout.write("Nothing has changed since the newest snapshot.")
            return
        self.stdout.write(f"{snapshot.name}: {snapshot.manifest['features']} cameras")
        for resource in snapshot.manifest["resources"]:
            self.stdout.write(f"  {resource['path']:24} {resource['bytes']:>14,} bytes")
