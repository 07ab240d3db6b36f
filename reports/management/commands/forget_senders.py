"""manage.py forget_senders: delete data about senders after its retention period."""

from typing import Any

from django.core.management import BaseCommand
from django.utils import timezone

from reports.objections.actions import forget_contacts
from reports.senders.quota import forget_senders


class Command(BaseCommand):
    help = (
        "Delete counts and numbers of networks after 48 hours, the number on a report after 30 days, "
        "addresses of objections 30 days after the answer."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        self.stdout.write(f"{forget_senders(now) + forget_contacts(now)} forgotten")
