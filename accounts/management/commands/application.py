"""manage.py application add|list|revoke: tokens for partners' programs."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.applications import Scope, issue, revoke
from accounts.models import Application

DAYS = 365
NUMBERS = ("reads_per_minute", "megabytes_per_hour", "reports_per_day")


class Command(BaseCommand):
    help = "Make, list and withdraw the tokens of partners' programs."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        add = verbs.add_parser("add", help="make one and print its token, once")
        add.add_argument("name")
        add.add_argument("--contact", required=True, help="e-mail address of who answers for it")
        add.add_argument(
            "--scope", action="append", choices=[*Scope], help="read (the default), report, or both"
        )
        add.add_argument("--until", type=date.fromisoformat, help=f"last day; {DAYS} days when left out")
        for name in NUMBERS:
            add.add_argument(f"--{name.replace('_', '-')}", type=int)
        verbs.add_parser("list", help="show all of them")
        verbs.add_parser("revoke", help="withdraw a token, for good").add_argument("name")

    def handle(self, *args: Any, **options: Any) -> None:
        {"add": self._add, "list": self._list, "revoke": self._revoke}[options["verb"]](options)

    def _add(self, options: dict[str, Any]) -> None:
        scopes = options["scope"] or [Scope.READ]
        today = timezone.now().date()
        until = options["until"] or today + timedelta(days=DAYS)
        if until < today:
            raise CommandError(f"{until} is over: --until is the last day of the token, {today} or later.")
        numbers = {name: options[name] for name in NUMBERS if options[name] is not None}
        try:
            application, token = issue(
                name=options["name"],
                contact=options["contact"],
                may_read=Scope.READ in scopes,
                may_report=Scope.REPORT in scopes,
                expires_on=until,
                **numbers,
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{token}\n({application}, until {application.expires_on}; shown this once)")

    def _list(self, _options: dict[str, Any]) -> None:
        for one in Application.objects.order_by("name"):
            scopes = [
                str(scope) for scope, may in zip(Scope, (one.may_read, one.may_report), strict=True) if may
            ]
            state = f"withdrawn {one.revoked_at:%Y-%m-%d}" if one.revoked_at else f"until {one.expires_on}"
            used = f"last used {one.last_used_on}" if one.last_used_on else "never used"
            self.stdout.write(f"{one.name} ({', '.join(scopes)}): {state}, {used}, {one.contact}")

    def _revoke(self, options: dict[str, Any]) -> None:
        application = Application.objects.filter(name=options["name"]).first()
        if application is None:
            raise CommandError(f"There is no application {options['name']!r}; manage.py application list.")
        if not revoke(application):
            raise CommandError(f"{application} was withdrawn before.")
        self.stdout.write(f"{application} is withdrawn.")
