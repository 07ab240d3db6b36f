"""Filter form of the map and the list; its query string is parsed by CameraFilter."""

from datetime import UTC, date, datetime
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cameras.models import Camera

ANY = ("", _("any"))
ZONES = (  # surveillance:zone, the words of OpenStreetMap
    ("town", _("Town")),
    ("traffic", _("Traffic")),
    ("street", _("Street")),
    ("parking", _("Car park")),
    ("building", _("Building")),
    ("entrance", _("Entrance")),
    ("public_transport_platform", _("Platform")),
    ("shop", _("Shop")),
    ("bank", _("Bank")),
    ("area", _("Ground")),
)
STALE_YEARS = 2


def without_empty(query: QueryDict) -> QueryDict:
    """The query without empty parameters, which forms send for empty fields."""
    filled = query.copy()
    for name in [name for name in filled if not filled[name]]:
        del filled[name]
    return filled


def stale_day(today: date | None = None) -> date:
    """Day two years ago: a camera last seen before it counts as unchecked."""
    today = today or datetime.now(UTC).date()
    return today.replace(year=today.year - STALE_YEARS, day=min(today.day, 28))


class FilterForm(forms.Form):
    """Renders the filters and validates nothing; field names are parameters of CameraFilter."""

    operator = forms.CharField(label=_("Operator"), max_length=255)
    shape = forms.ChoiceField(label=_("Shape"), choices=[ANY, *Camera.Shape.choices])
    device = forms.ChoiceField(label=_("Device"), choices=[ANY, *Camera.Device.choices])
    zone = forms.ChoiceField(label=_("Where"), choices=[ANY, *ZONES])
    since = forms.CharField(label=_("Added or changed since"), widget=forms.DateInput({"type": "date"}))
    checked_before = forms.CharField(label=_("Not checked for two years"))
    status = forms.CharField(label=_("Taken down: show only these"))

    TEXTS: ClassVar = ("operator", "since")
    CHOICES: ClassVar = ("shape", "device", "zone")

    def __init__(self, query: QueryDict | None = None, **kwargs: Any) -> None:
        super().__init__(
            initial=without_empty(query or QueryDict()).dict(), prefix=None, use_required_attribute=False
        )
        self.stale_day = self.initial.get("checked_before") or stale_day().isoformat()
        for name in (*self.TEXTS, *self.CHOICES):
            self.fields[name].widget.attrs.update({"class": "input", "data-js-filter": name})
        self.fields["operator"].widget.attrs["list"] = "operators"
        self.fields["operator"].widget.attrs["autocomplete"] = "off"

    @property
    def is_in_use(self) -> bool:
        return any(name in self.initial for name in (*self.fields, "area"))
