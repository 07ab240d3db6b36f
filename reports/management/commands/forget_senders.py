"""manage.py forget_senders: delete what is known of networks, after two days."""

from typing import Any

from django.core.management import BaseCommand
from django.utils import timezone

from reports.quota import forget_senders


class Command(BaseCommand):
    help = "Delete counts and numbers of networks after 48 hours, the number on a report after 30 days."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{forget_senders(timezone.now())} forgotten")
