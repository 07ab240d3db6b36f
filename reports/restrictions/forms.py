"""Forms of zones and bans."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reports.intake.typed_fields import DegreesField
from reports.models import SubmissionZone


class DaysForm(forms.Form):
    """Duration of a restriction. `max_days`: the limit of the person."""

    days = forms.IntegerField(label=_("For how many days?"), min_value=1, initial=2)

    def __init__(self, *args: Any, max_days: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["days"] = forms.IntegerField(
            label=_("For how many days?"), min_value=1, max_value=max_days, initial=2
        )


class ZoneForm(DaysForm):
    latitude = DegreesField(90, label=_("Latitude"))
    longitude = DegreesField(180, label=_("Longitude"))
    radius = forms.IntegerField(label=_("Radius in metres"), min_value=50, max_value=20_000, initial=500)
    policy = forms.ChoiceField(label=_("What is held?"), choices=SubmissionZone.Policy.choices)
    public_reason = forms.CharField(label=_("Why? Reporters read it."), max_length=300)


class BanForm(DaysForm):
    reason = forms.CharField(label=_("Why? The banned person reads it."), max_length=300)
    needs_read = forms.BooleanField(label=_("Goes on until they have read it"), required=False)
