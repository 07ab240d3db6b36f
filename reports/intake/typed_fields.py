"""Form fields that take what people write: names, notes, degrees, directions, days, a ticked box.

The reading is that of the pure modules (cameras/text, cameras/coordinates, cameras/typed_direction,
cameras/typed_day); here are the sentences.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cameras.coordinate_labels import sentence, sentence_of_field
from cameras.coordinates import LONGEST, Position, Refusal, read_coordinates, read_degrees
from cameras.text import normalise, normalise_lines
from cameras.typed_day import NoDay, read_day
from cameras.typed_direction import read_typed_direction

_NO = frozenset({"", "0", "off", "false", "no", "non", "n"})


class LineField(forms.CharField):
    """One line, normalised before its length is measured."""

    def to_python(self, value: Any) -> str:
        return normalise(str(super().to_python(value)))


class LinesField(forms.CharField):
    """Several lines."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea, **kwargs)

    def to_python(self, value: Any) -> str:
        return normalise_lines(str(super().to_python(value)))


class ConsentField(forms.BooleanField):
    """A box to tick. Django takes any text for a tick, a 0 too."""

    def to_python(self, value: Any) -> bool:
        return super().to_python(value) and str(value).strip().lower() not in _NO


class ConsentInput(forms.CheckboxInput):
    """Gives the text to the field, which knows what is no consent."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        return data.get(name, False)


class DegreesField(forms.CharField):
    """Degrees of one axis: decimal point or comma, letters, minutes; rounded to 7 decimals (1 cm)."""

    def __init__(self, limit: int, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST, **kwargs)
        self.limit = limit
        self.axis = "lat" if limit == 90 else "lon"

    def prepare_value(self, value: Any) -> Any:
        """0.00005, never 5e-05: no exponent is read."""
        return f"{value:.7f}".rstrip("0").rstrip(".") if isinstance(value, float) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if text in self.empty_values:
            return None
        degrees = read_degrees(text, self.axis, get_language() or "")
        if not isinstance(degrees, Refusal):
            return degrees
        pair = read_coordinates(text, language=get_language() or "")
        if isinstance(pair, Refusal) and pair.code not in ("one_number", "unreadable"):
            raise forms.ValidationError(str(sentence(pair)))
        raise forms.ValidationError(str(sentence_of_field(degrees, self.limit)))


class DayField(forms.DateField):
    """A day in the order of the page's language."""

    widget = forms.DateInput(attrs={"type": "date"})

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return super().to_python(value)
        day = read_day(str(value), get_language() or "")
        if isinstance(day, date):
            return day
        raise forms.ValidationError(_day_sentence(day))


def _day_sentence(day: NoDay) -> str:
    if day.choices:
        days = " / ".join(formats.date_format(choice, "j F Y") for choice in day.choices)
        return _("This has two meanings (%(days)s): write the day as year-month-day.") % {"days": days}
    return _("Write a day, such as 2026-11-22.")


def split_pair(data: Any) -> Any:
    """The data of a form whose first coordinate holds both, as pasted from a map: one in each field."""
    language = get_language() or ""
    text = str(data.get("latitude") or "")
    if not text or not isinstance(read_degrees(text, "lat", language), Refusal):
        return data
    position = read_coordinates(text, language=language)
    if not isinstance(position, Position):
        return data
    data = data.copy()
    data["latitude"], data["longitude"] = f"{position.lat:.7f}", f"{position.lon:.7f}"
    return data


def clean_direction(text: str, known: str = "") -> str:
    """The direction as the registry writes it. `known`: what the source of the camera wrote, which stays."""
    text = text.strip()
    if known and text == known:
        return text
    direction = read_typed_direction(text, get_language() or "")
    if direction.choices:
        choices = _(" or ").join(direction.choices)
        raise forms.ValidationError(
            _("“%(text)s” has two meanings: write %(choices)s.") % {"text": text, "choices": choices}
        )
    if direction.refused:
        raise forms.ValidationError(
            _("Write degrees or a compass point, such as 135 or SE; several with a semicolon.")
        )
    return direction.text
