"""manage.py audit_registry [--repair]"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cameras.models import RegistryClock
from cameras.registry import area_membership
from cameras.registry.audit import differences
from cameras.registry.recount import rebuild
from cameras.registry.revisions import registry

SHOWN = 100


class Command(BaseCommand):
    help = "Compare everything derived with the cameras; fails when something differs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--repair", action="store_true", help="count the pyramid and find the areas anew first"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["repair"]:
            with registry() as clock:
                rebuild(clock.seq)
                area_membership.rebuild()
        found, before = 0, RegistryClock.now()
        for found, difference in enumerate(differences(), start=1):
            if found <= SHOWN:
                self.stdout.write(difference)
        if found and RegistryClock.now() != before:
            raise CommandError(
                f"{found} differences, but the registry changed while it was read: run it again."
            )
        if found:
            raise CommandError(f"{found} differences.")
        self.stdout.write("Nothing differs.")
