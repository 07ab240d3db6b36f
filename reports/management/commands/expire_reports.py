"""manage.py expire_reports: close what was held for 30 days, or asked and not answered for 60."""

from typing import Any

from django.core.management import BaseCommand
from django.db import transaction
from django.utils import timezone

from reports.history.conflicts import AlreadyDecided
from reports.history.events import advance
from reports.models import Report
from reports.models.transitions import Event


class Command(BaseCommand):
    help = "Close reports that were held for 30 days, or asked and not answered for 60."

    def handle(self, *args: Any, **options: Any) -> None:
        closed = 0
        for report in Report.objects.waiting_too_long(timezone.now()).iterator():
            try:
                with transaction.atomic():
                    advance(report, Event.EXPIRE, version=report.version)
            except AlreadyDecided:  # somebody was quicker
                continue
            closed += 1
        self.stdout.write(f"{closed} closed")
