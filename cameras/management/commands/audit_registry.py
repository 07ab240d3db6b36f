"""manage.py audit_registry [--repair]: compare derived data with the cameras."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cameras.models import RegistryClock
from cameras.registry import area_membership
from cameras.registry.audit import differences
from cameras.registry.recount import rebuild
from cameras.registry.revisions import registry

MAX_SHOWN = 100


class Command(BaseCommand):
    help = "Compare all derived data with the cameras; fails when something differs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--repair", action="store_true", help="rebuild the pyramid and the area memberships first"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["repair"]:
            with registry() as clock:
                rebuild(clock.seq)
                area_membership.reassign_all()
        count, before = 0, RegistryClock.now()
        for count, difference in enumerate(differences(), start=1):
            if count <= MAX_SHOWN:
                self.stdout.write(difference)
        if count and RegistryClock.now() != before:
            raise CommandError(
                f"{count} differences, but the registry changed during the audit: run it again."
            )
        if count:
            raise CommandError(f"{count} differences.")
        self.stdout.write("Nothing differs.")
