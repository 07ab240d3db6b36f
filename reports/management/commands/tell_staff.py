"""manage.py tell_staff: send alarms to administrators and the weekly digest to moderators."""

from typing import Any

from django.core.management import BaseCommand
from django.utils import timezone

from reports.review.staff_mail import send_alarms, send_digests


class Command(BaseCommand):
    help = "Mail administrators when something waits more than 7 days, and moderators on Mondays; once a day."

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        self.stdout.write(f"{send_alarms(now) + send_digests(now)} told")
