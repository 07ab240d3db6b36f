"""manage.py tell_staff: alarm administrators, send moderators their weekly digest."""

from typing import Any

from django.core.management import BaseCommand
from django.utils import timezone

from reports.review.staff_mail import alarm_administrators, tell_moderators


class Command(BaseCommand):
    help = "Mail administrators when something waits more than 7 days, and moderators on Mondays; once a day."

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        self.stdout.write(f"{alarm_administrators(now) + tell_moderators(now)} told")
