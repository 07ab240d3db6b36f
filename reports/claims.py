"""What a report can say of a camera, and what the answers of the form make of it. Pure but for the words."""

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cameras import vocabulary
from cameras.models import Camera
from cameras.words import CAPABILITIES, MOUNTS
from reports.typed_fields import LineField

CLAIMS = ("ownership", "operator", "device", "shape", "direction", "mount", "capabilities")
PLATE_READER = str(Camera.Device.PLATE_READER)
LATE = ("device", "mount", "capabilities")  # who does not send them says nothing about them
SEEN_FROM_OUTSIDE = (
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


class WordsField(forms.MultipleChoiceField):
    """Boxes to tick. Sent with an empty value beside them, so that none ticked is an answer too."""

    def __init__(self, words: Collection[str], **kwargs: Any) -> None:
        choices = [(word, CAPABILITIES[word]) for word in words]
        super().__init__(choices=choices, required=False, widget=forms.CheckboxSelectMultiple, **kwargs)

    def to_python(self, value: Any) -> list[str]:
        words = [value] if isinstance(value, str) else value
        return sorted({word for word in super().to_python(words) if word})


class MountField(LineField):
    """Usual words have one name (cameras/vocabulary.py), others are kept."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=255, required=False, **kwargs)

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        return vocabulary.MOUNTS.get(text.lower().replace(" ", "_"), text)


def mount_choices(said: str | None) -> list[tuple[str, Any]]:
    """What a camera is fixed to, with the word of a mapper that is none of ours."""
    others = [(said, said)] if said and said not in MOUNTS else []
    return [("", _("I cannot tell")), *MOUNTS.items(), *others]


def as_asked(claims: dict[str, Any]) -> dict[str, Any]:
    """The form shows the plate reader among the shapes."""
    return {**claims, "shape": PLATE_READER} if claims.get("device") == PLATE_READER else claims


def claims_of(
    answers: Mapping[str, Any], known: Mapping[str, Any], *, sent: Collection[str]
) -> dict[str, Any]:
    """Every claim that the answers make. `known`: the camera as the reporter saw it, empty for a new one;
    `sent`: the names of the fields that came, for a form of before knows not all of them."""
    claims = {name: answers[name] for name in CLAIMS}
    claims |= {name: known.get(name, _nothing(name)) for name in LATE if name not in sent}
    if "capabilities" in sent:
        kept = [word for word in known.get("capabilities", ()) if word not in SEEN_FROM_OUTSIDE]
        claims["capabilities"] = sorted({*answers["capabilities"], *kept})
    if answers["shape"] == PLATE_READER:
        claims["shape"] = known.get("shape", Camera.Shape.UNKNOWN)
        claims["device"] = answers["device"] or PLATE_READER
    elif "device" in sent and not answers["device"]:
        claims["device"] = _device_of_a_shape(known)
    if claims["device"] == PLATE_READER != known.get("device"):
        claims["capabilities"] = sorted({*claims["capabilities"], "plate_recognition"})
    return claims


def _nothing(name: str) -> Any:
    return Camera._meta.get_field(name).get_default()  # type: ignore[union-attr]  # a plain field


def _device_of_a_shape(known: Mapping[str, Any]) -> str:
    """Who chooses a shape says that it is no plate reader; of other devices they were not asked."""
    device = str(known.get("device", Camera.Device.CAMERA))
    return str(Camera.Device.CAMERA) if device == PLATE_READER else device


def with_basis(claims: dict[str, Any]) -> dict[str, Any]:
    """Who says who runs it has stated it."""
    if claims.get("ownership"):
        unknown = claims["ownership"] == Camera.Ownership.UNKNOWN
        claims["ownership_basis"] = Camera.OwnershipBasis.NONE if unknown else Camera.OwnershipBasis.STATED
    return claims
