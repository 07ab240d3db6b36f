"""manage.py rotate_keys: encrypt everything anew under SECRET_KEY, so that SECRET_KEY_FALLBACKS can go."""

from collections.abc import Iterable
from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management import BaseCommand
from django.db import models, transaction

from reports.models import Contact, Objection
from web.encryption import DecryptionError, rotate

COLUMNS: tuple[tuple[type[models.Model], tuple[str, ...]], ...] = (
    (Contact, ("address", "secret")),
    (Objection, ("contact",)),
)
ENCRYPTED_DATA = ("secret", "seed", "migrated_codes")  # of second factors (allauth)


class Command(BaseCommand):
    help = "Encrypt addresses and second factors anew under SECRET_KEY, after the key was changed."
    unreadable = 0

    def handle(self, *args: Any, **options: Any) -> None:
        count = (
            sum(self.rotate_columns(model, names) for model, names in COLUMNS) + self.rotate_second_factors()
        )
        self.stdout.write(f"{count} encrypted anew, {self.unreadable} under a key that is not known any more")

    def rotate_columns(self, model: type[models.Model], names: Iterable[str]) -> int:
        count = 0
        for key in model._default_manager.values_list("pk", flat=True):
            with transaction.atomic():
                row = model._default_manager.select_for_update().filter(pk=key).first()
                if row is None:  # deleted since
                    continue
                values = {name: self.rotated(getattr(row, name)) for name in names}
                count += model._default_manager.filter(pk=key).update(**values)
        return count

    def rotate_second_factors(self) -> int:
        count = 0
        for key in Authenticator.objects.values_list("pk", flat=True):
            with transaction.atomic():
                row = Authenticator.objects.select_for_update().filter(pk=key).first()
                if row is None:
                    continue
                for name in ENCRYPTED_DATA:
                    if name in row.data:
                        row.data[name] = self.rotated(row.data[name])
                row.save(update_fields=["data"])
                count += 1
        return count

    def rotated(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self.rotated(one) for one in value]
        if not value:
            return value
        try:
            return rotate(value)
        except DecryptionError:
            self.unreadable += 1
            return value
