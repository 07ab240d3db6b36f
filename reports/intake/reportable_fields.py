"""The camera fields that a report can propose, and their values from the form. No database access."""

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cameras.models import Camera
from cameras.osm import vocabulary
from cameras.osm.fields import REPORTABLE
from cameras.osm.labels import CAPABILITIES, MOUNTS
from reports.intake.typed_fields import LineField

REPORTABLE_FIELDS = tuple(field.name for field in REPORTABLE)
PLATE_READER = str(Camera.Device.PLATE_READER)
ADDED_LATER = ("device", "mount", "capabilities")  # older clients do not send them: then they are unchanged
VISIBLE_CAPABILITIES = (
    "plate_recognition", "loudspeaker", "sound_detection", "behaviour_analysis", "face_recognition",
)  # fmt: skip
SHAPES = [
    ("fixed", Camera.Shape.FIXED.label),
    ("dome", Camera.Shape.DOME.label),
    ("panning", Camera.Shape.PANNING.label),
    (PLATE_READER, _("Plate reader")),
    ("panorama", Camera.Shape.PANORAMA.label),
    ("doorbell", Camera.Shape.DOORBELL.label),
    ("unknown", _("I cannot tell")),
]


class CapabilitiesField(forms.MultipleChoiceField):
    """Checkboxes. A hidden empty value is sent along, so that none ticked differs from not sent."""

    def __init__(self, values: Collection[str], **kwargs: Any) -> None:
        choices = [(value, CAPABILITIES[value]) for value in values]
        super().__init__(choices=choices, required=False, widget=forms.CheckboxSelectMultiple, **kwargs)

    def to_python(self, value: Any) -> list[str]:
        values = [value] if isinstance(value, str) else value
        return sorted({value for value in super().to_python(values) if value})


class MountField(LineField):
    """Free text; common values are normalised (cameras/osm/vocabulary.py)."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=255, required=False, **kwargs)

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        return vocabulary.MOUNTS.get(text.lower().replace(" ", "_"), text)


def mount_choices(value: str | None) -> list[tuple[str, Any]]:
    """Choices of the mount, including the camera's own value when it is not in the vocabulary."""
    others = [(value, value)] if value and value not in MOUNTS else []
    return [("", _("I cannot tell")), *MOUNTS.items(), *others]


def as_form_values(values: dict[str, Any]) -> dict[str, Any]:
    """Field values as initial values of the form, which offers the plate reader among the shapes."""
    return {**values, "shape": PLATE_READER} if values.get("device") == PLATE_READER else values


def proposed_values(
    answers: Mapping[str, Any], known: Mapping[str, Any], *, sent_fields: Collection[str]
) -> dict[str, Any]:
    """The value of every reportable field. `known`: snapshot of the camera as the reporter saw it, empty for
    a new one; `sent_fields`: names of the posted fields, because older clients do not know all of them."""
    values = {name: answers[name] for name in REPORTABLE_FIELDS}
    values |= {name: known.get(name, _default(name)) for name in ADDED_LATER if name not in sent_fields}
    if "capabilities" in sent_fields:
        hidden = [word for word in known.get("capabilities", ()) if word not in VISIBLE_CAPABILITIES]
        values["capabilities"] = sorted({*answers["capabilities"], *hidden})
    if answers["shape"] == PLATE_READER:
        values["shape"] = known.get("shape", Camera.Shape.UNKNOWN)
        values["device"] = answers["device"] or PLATE_READER
    elif "device" in sent_fields and not answers["device"]:
        values["device"] = _device_without_plate_reader(known)
    if values["device"] == PLATE_READER != known.get("device"):
        values["capabilities"] = sorted({*values["capabilities"], "plate_recognition"})
    return values


def _default(name: str) -> Any:
    return Camera._meta.get_field(name).get_default()  # type: ignore[union-attr]  # a plain field


def _device_without_plate_reader(known: Mapping[str, Any]) -> str:
    """The known device: choosing a shape only states that it is no plate reader."""
    device = str(known.get("device", Camera.Device.CAMERA))
    return str(Camera.Device.CAMERA) if device == PLATE_READER else device


def with_ownership_basis(values: dict[str, Any]) -> dict[str, Any]:
    """Add the basis of a stated ownership."""
    if values.get("ownership"):
        unknown = values["ownership"] == Camera.Ownership.UNKNOWN
        values["ownership_basis"] = Camera.OwnershipBasis.NONE if unknown else Camera.OwnershipBasis.STATED
    return values
