"""The report form: what a resident types, parsed once into a Submission."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cameras.filters import digits
from cameras.models import Camera, CameraRevision
from cameras.words import CAPABILITIES
from reports.claims import (
    SEEN_FROM_OUTSIDE,
    SHAPES,
    MountField,
    WordsField,
    claims_of,
    mount_choices,
    with_basis,
)
from reports.models import Report
from reports.photos import MAX_BYTES, BadPhoto, CleanPhoto, clean
from reports.submission import Submission
from reports.typed_fields import (
    ConsentField,
    ConsentInput,
    DayField,
    DegreesField,
    LineField,
    LinesField,
    clean_direction,
    split_pair,
)

OF_THE_CAMERA = ("latitude", "longitude", "ownership")  # left out of a correction they stay as they were
SAYS_NOTHING = (Report.Kind.REMOVED, Report.Kind.DUPLICATE)  # of the camera that is on the map


class ReportForm(forms.Form):
    """Bound to a camera for a correction or a removal, to none for a new camera."""

    kind = forms.ChoiceField(choices=Report.Kind.choices, widget=forms.HiddenInput)
    camera = forms.ModelChoiceField(
        Camera.objects.published(), required=False, widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("This camera is no longer on the map.")},
    )  # fmt: skip
    duplicate_of = forms.ModelChoiceField(
        Camera.objects.published(), required=False, widget=forms.NumberInput,
        label=_("Number of the other camera"),
        error_messages={"invalid_choice": _("This camera is no longer on the map.")},
    )  # fmt: skip
    camera_version = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    latitude = DegreesField(
        90,
        label=_("Latitude"),
        error_messages={"required": _("Put the pin on the map, or type the latitude.")},
    )
    longitude = DegreesField(
        180,
        label=_("Longitude"),
        error_messages={"required": _("Put the pin on the map, or type the longitude.")},
    )
    ownership = forms.ChoiceField(
        label=_("Who runs it?"), choices=Camera.Ownership.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose who runs it; “Unknown” is a good answer too.")},
    )  # fmt: skip
    operator = LineField(label=_("Operator"), max_length=255, required=False)
    shape = forms.ChoiceField(
        label=_("What does it look like?"), choices=SHAPES, widget=forms.RadioSelect, required=False
    )  # fmt: skip
    device = forms.ChoiceField(choices=Camera.Device.choices, required=False, widget=forms.HiddenInput)
    direction = forms.CharField(label=_("Which way does it look?"), max_length=255, required=False)
    mount = MountField(label=_("What is it fixed to?"))
    capabilities = WordsField(SEEN_FROM_OUTSIDE, label=_("What else can it do?"))
    observed_on = DayField(label=_("When did you see it?"), required=False)
    note = LinesField(label=_("Note for the moderators"), max_length=2000, required=False)
    basis = forms.ChoiceField(label=_("How do you know?"), choices=Report.Basis.choices, required=False)
    source_url = forms.URLField(
        label=_("Address of the source"), max_length=200, required=False, assume_scheme="https"
    )
    contact = forms.EmailField(label=_("E-mail to hear back"), max_length=254, required=False)
    photo = forms.FileField(label=_("Photo of the camera"), required=False, max_length=1000)
    terms = ConsentField(
        widget=ConsentInput,
        error_messages={"required": _("The report can be published only under these terms.")},
    )
    client_token = forms.UUIDField(required=False, widget=forms.HiddenInput)

    seen: CameraRevision | None = None  # the version of the camera that the reporter looked at

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.data = split_pair(self.data)
        if self["kind"].value() != Report.Kind.NEW:  # the camera says where it is and whose
            for name in OF_THE_CAMERA:
                self.fields[name].required = False

    @property
    def mount_choices(self) -> list[tuple[str, Any]]:
        return mount_choices(self["mount"].value())

    def clean_direction(self) -> str:
        camera = self.cleaned_data.get("camera")
        return clean_direction(self.cleaned_data["direction"], camera.direction if camera else "")

    def clean_shape(self) -> str:
        return self.cleaned_data["shape"] or Camera.Shape.UNKNOWN

    def clean_basis(self) -> str:
        return self.cleaned_data["basis"] or Report.Basis.SEEN_MYSELF

    def clean_observed_on(self) -> Any:
        day = self.cleaned_data["observed_on"]
        if day and day > timezone.now().date() + timedelta(days=1):  # a day ahead: time zones east of UTC
            raise forms.ValidationError(_("This day has not come yet."))
        return day

    def clean_photo(self) -> CleanPhoto | None:
        """Painted anew at once: what comes after never sees the file that was sent."""
        sent = self.cleaned_data["photo"]
        if not sent or not settings.REPORTS_PHOTOS:
            return None
        try:
            return clean(sent.read(MAX_BYTES + 1))
        except BadPhoto as error:
            raise forms.ValidationError(str(error.sentence)) from error

    def clean_client_token(self) -> UUID:
        return self.cleaned_data["client_token"] or uuid4()

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("kind") in SAYS_NOTHING and (camera := data.get("camera")):
            data |= {"latitude": camera.latitude, "longitude": camera.longitude}
        if data.get("kind") != Report.Kind.NEW and not data.get("camera"):
            self.add_error(None, _("Say which camera is meant: open it on the map and begin there."))
        if data.get("kind") == Report.Kind.DUPLICATE and data.get("duplicate_of") in (
            None,
            data.get("camera"),
        ):
            self.add_error("duplicate_of", _("Write the number of the other camera."))
        if camera := data.get("camera"):
            self.seen = camera.revisions.filter(version=data.get("camera_version") or camera.version).first()
            if self.seen is None:
                self.add_error(None, _("The camera has no such version: open it on the map and begin there."))
            elif data.get("kind") == Report.Kind.CORRECTION:
                left_out = [name for name in OF_THE_CAMERA if data.get(name) in (None, "")]
                data |= {name: self.seen.snapshot[name] for name in left_out}
        return data

    def submission(self, *, locale: str, acknowledged: tuple[int, ...]) -> Submission:
        """The report, once the form is valid."""
        data = self.cleaned_data
        kind = Report.Kind(data["kind"])
        seen = self.seen if kind != Report.Kind.NEW else None
        survivor = data["duplicate_of"] if kind == Report.Kind.DUPLICATE else None
        return Submission(
            client_token=data["client_token"],
            kind=kind,
            latitude=data["latitude"],
            longitude=data["longitude"],
            proposed=self._proposed(kind, seen),
            locale=locale,
            seen=seen,
            survivor_id=survivor.pk if survivor else None,
            basis=data["basis"],
            source_url=data["source_url"],
            observed_on=data["observed_on"],
            note=data["note"],
            acknowledged=acknowledged,
            contact=data["contact"],
            photo=data.get("photo"),
        )

    def _proposed(self, kind: Report.Kind, seen: CameraRevision | None) -> dict[str, Any]:
        """All claims for a new camera; for a correction those that differ from what the reporter saw, the
        place among them; none for a removal or a duplicate."""
        if kind in SAYS_NOTHING:
            return {}
        claims = claims_of(self.cleaned_data, seen.snapshot if seen else {}, sent=set(self.data))
        if seen:
            claims |= {name: self.cleaned_data[name] for name in ("latitude", "longitude")}
            claims = {name: value for name, value in claims.items() if seen.snapshot[name] != value}
        return with_basis(claims)


class EditForm(forms.Form):
    """What a moderator corrects before approving: what was posted; the rest stays as reported."""

    latitude = DegreesField(90, label=_("Latitude"), required=False)
    longitude = DegreesField(180, label=_("Longitude"), required=False)
    ownership = forms.ChoiceField(label=_("Who runs it?"), choices=Camera.Ownership.choices, required=False)
    operator = LineField(label=_("Operator"), max_length=255, required=False)
    device = forms.ChoiceField(label=_("Device"), choices=Camera.Device.choices, required=False)
    shape = forms.ChoiceField(
        label=_("What does it look like?"), choices=Camera.Shape.choices, required=False
    )
    direction = forms.CharField(label=_("Which way does it look?"), max_length=255, required=False)
    mount = MountField(label=_("What is it fixed to?"))
    capabilities = WordsField(CAPABILITIES, label=_("What else can it do?"))

    def __init__(self, *args: Any, camera: Camera | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.data = split_pair(self.data)
        self.camera = camera

    def clean_direction(self) -> str:
        return clean_direction(self.cleaned_data["direction"], self.camera.direction if self.camera else "")

    def edits(self) -> dict[str, Any]:
        """Fields of the camera with typed values, once the form is valid. A choice or a place left empty is
        no edit; an empty text takes out what was reported."""
        posted = {name: self.cleaned_data[name] for name in self.fields if self.add_prefix(name) in self.data}
        texts = ("operator", "direction", "mount")
        edits = {name: value for name, value in posted.items() if name in texts or value not in (None, "")}
        return with_basis(edits)


def acknowledged_ids(data: QueryDict) -> tuple[int, ...]:
    """Cameras near by that somebody saw and ruled out; what is no number is nothing."""
    numbers = (digits(text) for text in data.getlist("acknowledged"))
    return tuple(sorted({number for number in numbers if number is not None}))
