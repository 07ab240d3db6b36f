"""manage.py send_answers: mail the answers to objections."""

from typing import Any

from django.core.management import BaseCommand

from reports.objections.actions import send_answers


class Command(BaseCommand):
    help = (
        "Mail the answers to objections that are due; failed ones are tried again (reports/mail/delivery.py)."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{send_answers()} sent")
