"""manage.py revert_reporter REFERENCE --by NAME [--really]: revert all approved reports of a sender."""

from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from accounts.models import User
from reports.decisions.revert_all import preview_revert_all, revert_all
from reports.models import Report


class Command(BaseCommand):
    help = "Revert all approved reports of the sender of a report; without --really as a dry run."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("reference", help="a report of theirs, such as R-7F3K-9Q2X")
        parser.add_argument("--by", required=True, help="user name of the administrator who decides it")
        parser.add_argument("--really", action="store_true", help="do it")

    def handle(self, *args: Any, reference: str, by: str, really: bool, **options: Any) -> None:
        report = Report.objects.select_related("reporter").filter(reference=reference.upper()).first()
        admin = User.objects.filter(username=by, is_superuser=True, is_active=True).first()
        if report is None or admin is None:
            raise CommandError(f"no report {reference}" if report is None else f"no administrator {by}")
        if really:
            outcomes = revert_all(report, by=admin, reason=f"everything from the sender of {reference}")
        else:
            outcomes = preview_revert_all(report, by=admin)
        for outcome in outcomes:
            result = outcome.problem or ("reverted" if really else "would be reverted")
            self.stdout.write(f"{outcome.report.reference}  {result}")
        failed = sum(outcome.problem is not None for outcome in outcomes)
        end = "" if really else "; nothing was changed"
        self.stdout.write(f"{len(outcomes) - failed} of {len(outcomes)}{end}")
