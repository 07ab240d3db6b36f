"""Forms of a report: a resident's input, parsed into a Submission, and a moderator's edits."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cameras.filters import digits
from cameras.models import Camera, CameraRevision
from cameras.osm.labels import CAPABILITIES
from reports.intake.reportable_fields import (
    SHAPES,
    VISIBLE_CAPABILITIES,
    CapabilitiesField,
    MountField,
    mount_choices,
    proposed_values,
    with_ownership_basis,
)
from reports.intake.submission import Submission
from reports.intake.typed_fields import (
    ConsentField,
    ConsentInput,
    DayField,
    DegreesField,
    LineField,
    LinesField,
    clean_direction,
    split_pair,
)
from reports.models import Report
from reports.photos.sanitise import MAX_BYTES, InvalidPhoto, sanitise

KINDS_WITHOUT_FIELDS = (Report.Kind.REMOVED, Report.Kind.DUPLICATE)  # they propose no values of fields
OPTIONAL_IN_CORRECTION = ("latitude", "longitude", "ownership")  # left out, they stay as they were


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
    capabilities = CapabilitiesField(VISIBLE_CAPABILITIES, label=_("What else can it do?"))
    observed_on = DayField(label=_("When did you see it?"), required=False)
    note = LinesField(label=_("Note for the moderators"), max_length=2000, required=False)
    basis = forms.ChoiceField(label=_("How do you know?"), choices=Report.Basis.choices, required=False)
    source_url = forms.URLField(
        label=_("Address of the source"), max_length=200, required=False, assume_scheme="https"
    )
    contact = forms.EmailField(label=_("E-mail to hear back"), max_length=254, required=False)
    photo = forms.FileField(
        label=_("Photo of the camera"), required=False, max_length=1000, allow_empty_file=True
    )  # an empty one gets its message from sanitise
    terms = ConsentField(
        widget=ConsentInput,
        error_messages={"required": _("The report can be published only under these terms.")},
    )
    client_token = forms.UUIDField(required=False, widget=forms.HiddenInput)

    base_revision: CameraRevision | None = None  # the version of the camera that the reporter saw

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.data = split_pair(self.data)
        if self["kind"].value() != Report.Kind.NEW:
            for name in OPTIONAL_IN_CORRECTION:
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
        if day and day > timezone.now().date() + timedelta(days=1):  # it is a day later east of UTC
            raise forms.ValidationError(_("This day has not come yet."))
        return day

    def clean_photo(self) -> UploadedFile | None:
        """The uploaded file, not decoded yet."""
        return self.cleaned_data["photo"] if settings.REPORTS_PHOTOS else None

    def decode_photo(self) -> None:
        """Put the sanitised photo in place of the uploaded file, which no code after this sees; or an error.
        It costs more than all other checks: call it last, in a valid form."""
        try:
            self.cleaned_data["photo"] = sanitise(self.cleaned_data["photo"].read(MAX_BYTES + 1))
        except InvalidPhoto as error:
            self.add_error("photo", str(error.message))

    def clean_client_token(self) -> UUID:
        return self.cleaned_data["client_token"] or uuid4()

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("kind") in KINDS_WITHOUT_FIELDS and (camera := data.get("camera")):
            data |= {"latitude": camera.latitude, "longitude": camera.longitude}
        if data.get("kind") != Report.Kind.NEW and not data.get("camera"):
            self.add_error(None, _("Say which camera is meant: open it on the map and begin there."))
        if data.get("kind") == Report.Kind.DUPLICATE and data.get("duplicate_of") in (
            None,
            data.get("camera"),
        ):
            self.add_error("duplicate_of", _("Write the number of the other camera."))
        if camera := data.get("camera"):
            self.base_revision = camera.revisions.filter(
                version=data.get("camera_version") or camera.version
            ).first()
            if self.base_revision is None:
                self.add_error(None, _("The camera has no such version: open it on the map and begin there."))
            elif data.get("kind") == Report.Kind.CORRECTION:
                left_out = [name for name in OPTIONAL_IN_CORRECTION if data.get(name) in (None, "")]
                data |= {name: self.base_revision.state[name] for name in left_out}
        return data

    def submission(self, *, locale: str, acknowledged: tuple[int, ...]) -> Submission:
        """The report as a Submission. Requires a valid form."""
        data = self.cleaned_data
        kind = Report.Kind(data["kind"])
        base_revision = self.base_revision if kind != Report.Kind.NEW else None
        survivor = data["duplicate_of"] if kind == Report.Kind.DUPLICATE else None
        return Submission(
            client_token=data["client_token"],
            kind=kind,
            latitude=data["latitude"],
            longitude=data["longitude"],
            proposed=self._proposed(kind, base_revision),
            locale=locale,
            base_revision=base_revision,
            survivor_id=survivor.pk if survivor else None,
            basis=data["basis"],
            source_url=data["source_url"],
            observed_on=data["observed_on"],
            note=data["note"],
            acknowledged=acknowledged,
            contact=data["contact"],
            photo=data.get("photo"),
        )

    def _proposed(self, kind: Report.Kind, base_revision: CameraRevision | None) -> dict[str, Any]:
        """All reportable fields of a new camera; for a correction the fields and the position that differ
        from the version that the reporter saw; none for a removal or a duplicate."""
        if kind in KINDS_WITHOUT_FIELDS:
            return {}
        base = base_revision.state if base_revision else {}
        values = proposed_values(self.cleaned_data, base, sent_fields=set(self.data))
        if base_revision:
            values |= {name: self.cleaned_data[name] for name in ("latitude", "longitude")}
            values = {name: value for name, value in values.items() if base[name] != value}
        return with_ownership_basis(values)


class EditForm(forms.Form):
    """A moderator's corrections before approval. Fields that were not posted stay as reported."""

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
    capabilities = CapabilitiesField(CAPABILITIES, label=_("What else can it do?"))

    def __init__(self, *args: Any, camera: Camera | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.data = split_pair(self.data)
        self.camera = camera

    def clean_direction(self) -> str:
        return clean_direction(self.cleaned_data["direction"], self.camera.direction if self.camera else "")

    def edits(self) -> dict[str, Any]:
        """The edited camera fields. Requires a valid form. An empty choice or coordinate is no edit; an empty
        text clears the reported value."""
        posted = {name: self.cleaned_data[name] for name in self.fields if self.add_prefix(name) in self.data}
        clearable = ("operator", "direction", "mount")
        edits = {
            name: value for name, value in posted.items() if name in clearable or value not in (None, "")
        }
        return with_ownership_basis(edits)


def acknowledged_ids(data: QueryDict) -> tuple[int, ...]:
    """Ids of nearby cameras that the sender ruled out as duplicates. Invalid ids are ignored."""
    numbers = (digits(text) for text in data.getlist("acknowledged"))
    return tuple(sorted({number for number in numbers if number is not None}))
