"""What somebody writes who objects, and what a moderator answers."""

import re
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from cameras.models import Camera
from reports.models import Objection

NUMBER = re.compile(r"(?:^|cameras/|camera=|#|\s)(\d{1,12})(?=$|[?#/\s])", re.ASCII)


class ObjectionForm(forms.Form):
    """Nothing but the kind must be filled in, and one of the two texts: it refuses as little as it can."""

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
        """The camera whose number or link was written, whatever its state; None when none can be found."""
        found = NUMBER.search(self.cleaned_data["about"].strip())
        return Camera.objects.filter(pk=int(found[1])).first() if found else None


class ObjectionAnswerForm(forms.Form):
    text = forms.CharField(
        label=_("Your answer"), max_length=4000, widget=forms.Textarea,
        error_messages={"required": _("Write an answer first.")},
    )  # fmt: skip
