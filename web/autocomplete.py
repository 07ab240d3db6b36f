"""Autocomplete fields of the admin that refuse a value which is no id, where Django's own fails with a 500:
it looks for the value when it shows the invalid form again."""

from collections.abc import Sequence
from typing import Any

from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import ForeignKey
from django.http import HttpRequest

MAX_ID_DIGITS = 18  # of 64 bits


class CheckedAutocompleteSelect(AutocompleteSelect):
    def optgroups(self, name: str, value: Sequence[str], attr: dict[str, Any] | None = None) -> Any:
        usable = [one for one in value if not one or _is_id(str(one))]
        return super().optgroups(name, usable, attr)


class CheckedAutocompleteMixin:
    """For a ModelAdmin or an inline, before it in the list of bases."""

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            kwargs.setdefault("widget", CheckedAutocompleteSelect(db_field, self.admin_site))  # type: ignore[attr-defined]
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= MAX_ID_DIGITS
