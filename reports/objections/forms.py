"""Forms of an objection and of its answer."""

import re
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from cameras.models import Camera
from reports.models import Objection

NUMBER = re.compile(r"(?:^|cameras/|camera=|#|\s)(\d{1,12})(?=$|[?#/\s])", re.ASCII)


class ObjectionForm(forms.Form):
    """Only the kind and one of the two texts are required."""

    kind = forms.ChoiceField(
        label=_("What is it about?"), choices=Objection.Kind.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose one; “Something else” is fine too.")},
    )  # fmt: skip
    about = forms.CharField(label=_("Which camera?"), max_length=300, required=False)
    text = forms.CharField(
        label=_("What should we know?"), max_length=4000, required=False, widget=forms.Textarea
    )
    contact = forms.EmailField(
        label=_("Your e-mail address, for the answer"), max_length=254, required=False,
        error_messages={"invalid": _("Write an address such as name@example.org, or leave it empty.")},
    )  # fmt: skip
    client_token = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def clean_client_token(self) -> UUID:
        return self.cleaned_data["client_token"] or uuid4()

    def clean(self) -> dict[str, object]:
        data: dict[str, object] = super().clean() or {}
        if not data.get("about") and not data.get("text") and not self.errors:
            self.add_error("about", _("Say which camera, or what it is about."))
        return data

    @property
    def camera(self) -> Camera | None:
        """The camera whose number or link was given, whatever its status; None when there is none."""
        match = NUMBER.search(self.cleaned_data["about"].strip())
        return Camera.objects.filter(pk=int(match[1])).first() if match else None


class ObjectionAnswerForm(forms.Form):
    text = forms.CharField(
        label=_("Your answer"), max_length=4000, widget=forms.Textarea,
        error_messages={"required": _("Write an answer first.")},
    )  # fmt: skip
