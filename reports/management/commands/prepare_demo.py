"""manage.py prepare_demo: the preparations of script/server, in one process to be fast."""

from io import StringIO
from typing import Any

from django.conf import settings
from django.core.checks import Tags
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import DEFAULT_DB_ALIAS

from reports.demo import MODERATOR, can_log_in, load_demo


class Command(BaseCommand):
    help = "Prepare the database and the static files; with DEMO_PASSWORD also load the demo."

    def handle(self, *args: Any, **options: Any) -> None:
        self.check(tags=[Tags.database], databases=[DEFAULT_DB_ALIAS])  # call_command() runs none
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        if settings.DEMO_PASSWORD:
            load_demo(password=settings.DEMO_PASSWORD)
            call_command("publish_snapshot", if_older_than=7, stdout=StringIO())
            if can_log_in(settings.DEMO_PASSWORD):
                self.stdout.write(f"Demo moderator: {MODERATOR}, password: {settings.DEMO_PASSWORD}")
            else:
                self.stdout.write(f"Demo moderator: {MODERATOR}; DEMO_PASSWORD is not the password any more.")
