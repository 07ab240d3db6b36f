"""manage.py invite_moderator [--area CODE] [--admin] [--days N]: print an invitation link."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.invitations import DAYS, invite
from accounts.models import Invitation
from areas.models import Area


class Command(BaseCommand):
    help = "Print an invitation link: whoever opens it first becomes a moderator, of one area or of all."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--area", metavar="CODE", help="code of the area, such as FR-06088; else everywhere"
        )
        parser.add_argument("--admin", action="store_true", help="invite an administrator")
        parser.add_argument("--days", type=int, default=DAYS, help=f"days until the link expires ({DAYS})")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["admin"] and options["area"]:
            raise CommandError("An administrator has no area: leave out --area or --admin.")
        if not 1 <= options["days"] <= 90:
            raise CommandError("--days is 1 to 90.")
        area = Area.objects.filter(code=options["area"]).first()
        if options["area"] and area is None:
            raise CommandError(f"There is no area {options['area']}; manage.py import_areas brings them.")
        role = Invitation.Role.ADMIN if options["admin"] else Invitation.Role.MODERATOR
        invitation, link = invite(role, area, days=options["days"])
        self.stdout.write(
            f"{link}\n({invitation}; good once, until {invitation.expires_at:%Y-%m-%d %H:%M} UTC)"
        )
