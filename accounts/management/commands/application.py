"""manage.py application add|list|revoke: API tokens of partner applications."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.applications import TokenScope, issue, revoke
from accounts.models import Application

DAYS = 365
LIMITS = ("reads_per_minute", "megabytes_per_hour", "reports_per_day")


class Command(BaseCommand):
    help = "Issue, list and revoke API tokens of partner applications."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        add = verbs.add_parser("add", help="issue a token and print it once")
        add.add_argument("name")
        add.add_argument("--contact", required=True, help="e-mail address of the person responsible")
        add.add_argument(
            "--scope", action="append", choices=[*TokenScope], help="read (the default), report, or both"
        )
        add.add_argument("--until", type=date.fromisoformat, help=f"last day; {DAYS} days when left out")
        for name in LIMITS:
            add.add_argument(f"--{name.replace('_', '-')}", type=int)
        verbs.add_parser("list", help="show all of them")
        verbs.add_parser("revoke", help="revoke a token for good").add_argument("name")

    def handle(self, *args: Any, **options: Any) -> None:
        {"add": self._add, "list": self._list, "revoke": self._revoke}[options["verb"]](options)

    def _add(self, options: dict[str, Any]) -> None:
        scopes = options["scope"] or [TokenScope.READ]
        today = timezone.now().date()
        until = options["until"] or today + timedelta(days=DAYS)
        if until < today:
            raise CommandError(f"{until} is over: --until is the last day of the token, {today} or later.")
        limits = {name: options[name] for name in LIMITS if options[name] is not None}
        try:
            application, token = issue(
                name=options["name"],
                contact=options["contact"],
                may_read=TokenScope.READ in scopes,
                may_report=TokenScope.REPORT in scopes,
                expires_on=until,
                **limits,
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{token}\n({application}, until {application.expires_on}; shown this once)")

    def _list(self, _options: dict[str, Any]) -> None:
        for row in Application.objects.order_by("name"):
            scopes = [
                str(scope)
                for scope, may in zip(TokenScope, (row.may_read, row.may_report), strict=True)
                if may
            ]
            state = f"withdrawn {row.revoked_at:%Y-%m-%d}" if row.revoked_at else f"until {row.expires_on}"
            used = f"last used {row.last_used_on}" if row.last_used_on else "never used"
            self.stdout.write(f"{row.name} ({', '.join(scopes)}): {state}, {used}, {row.contact}")

    def _revoke(self, options: dict[str, Any]) -> None:
        application = Application.objects.filter(name=options["name"]).first()
        if application is None:
            raise CommandError(f"There is no application {options['name']!r}; manage.py application list.")
        if not revoke(application):
            raise CommandError(f"{application} was withdrawn before.")
        self.stdout.write(f"{application} is withdrawn.")
