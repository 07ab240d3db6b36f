"""manage.py audit_reports"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.accountability.audit import differences

SHOWN = 100


class Command(BaseCommand):
    help = "Compare every report with its events and its revision; fails when something differs."

    def handle(self, *args: Any, **options: Any) -> None:
        count = 0
        for count, difference in enumerate(differences(), start=1):
            if count <= SHOWN:
                self.stdout.write(difference)
        if count:
            raise CommandError(f"{count} differences.")
        self.stdout.write("Nothing differs.")
