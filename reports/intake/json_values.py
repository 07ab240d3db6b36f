"""The fields of a report in JSON, each with the type that it has, into the texts of the form. Pure.

What is unknown or of another type is an error with the name of the field: taken silently, it would be lost or
something else. tests/data/json_values.json has the cases.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from math import isfinite
from typing import Any

from cameras.typed_day import NoDay, read_day

_YES = frozenset({"true", "on", "1", "yes", "y", "oui", "ja"})
_NO = frozenset({"false", "off", "0", "no", "n", "non", "nein", ""})


@dataclass(frozen=True, slots=True)
class FieldError:
    """`code`: unknown, ambiguous_day, or what the field takes: text, number, whole_number, day, truth, texts,
    whole_numbers. `suggestion`: the name that was probably meant."""

    code: str
    suggestion: str = ""


def read_values(values: Mapping[str, Any]) -> tuple[dict[str, list[str]], dict[str, FieldError]]:
    """The texts of each field, and the errors. A null is a field that was not sent."""
    texts: dict[str, list[str]] = {}
    errors: dict[str, FieldError] = {}
    for name, value in values.items():
        if name not in KINDS:
            close = get_close_matches(name, KINDS, n=1) if len(name) < 40 else []
            errors[name[:40]] = FieldError("unknown", close[0] if close else "")
        elif value is not None:
            found = KINDS[name](value)
            if isinstance(found, FieldError):
                errors[name] = found
            else:
                texts[name] = found
    return texts, errors


def text(value: Any) -> list[str] | FieldError:
    return [value] if isinstance(value, str) else FieldError("text")


def number(value: Any) -> list[str] | FieldError:
    """A number or its text, without exponent: the form reads degrees."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, bool) or not isinstance(value, int | float) or not _is_sane(value):
        return FieldError("number")
    return [f"{value:.7f}" if isinstance(value, float) else str(value)]


def whole_number(value: Any) -> list[str] | FieldError:
    if isinstance(value, str) and (not value or (value.isascii() and value.isdigit())):
        return [value]
    if isinstance(value, int) and not isinstance(value, bool) and _is_sane(value):
        return [str(value)]
    return FieldError("whole_number")


def direction(value: Any) -> list[str] | FieldError:
    """A heading, or several in a list: they become 90;180."""
    if not isinstance(value, list):
        return number(value)
    texts = [number(one) for one in value]
    if any(isinstance(one, FieldError) for one in texts):
        return FieldError("number")
    return [";".join(_shortest(one[0]) for one in texts if isinstance(one, list))]


def day(value: Any) -> list[str] | FieldError:
    if not isinstance(value, str):
        return FieldError("day")
    read = read_day(value)
    if isinstance(read, date):
        return [read.isoformat()]
    if read == NoDay("empty"):
        return [""]
    return FieldError("ambiguous_day" if read.code == "ambiguous" else "day")


def truth(value: Any) -> list[str] | FieldError:
    """A box that is ticked, "on", or is not, ""."""
    if isinstance(value, bool | int) and value in (0, 1):
        return ["on" if value else ""]
    if isinstance(value, str) and (word := value.strip().lower()) in _YES | _NO:
        return ["on" if word in _YES else ""]
    return FieldError("truth")


def texts(value: Any) -> list[str] | FieldError:
    values = [value] if isinstance(value, str) else value
    if isinstance(values, list) and all(isinstance(one, str) for one in values):
        return list(values)
    return FieldError("texts")


def whole_numbers(value: Any) -> list[str] | FieldError:
    values = value if isinstance(value, list) else [value]
    read = [whole_number(one) for one in values]
    if any(isinstance(one, FieldError) for one in read):
        return FieldError("whole_numbers")
    return [one[0] for one in read if isinstance(one, list)]


def _is_sane(value: float) -> bool:
    return isfinite(value) and abs(value) < 1e18


def _shortest(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


Kind = Callable[[Any], list[str] | FieldError]
KINDS: dict[str, Kind] = {
    "kind": text,
    "camera": whole_number,
    "duplicate_of": whole_number,
    "camera_version": whole_number,
    "latitude": number,
    "longitude": number,
    "ownership": text,
    "operator": text,
    "shape": text,
    "device": text,
    "direction": direction,
    "mount": text,
    "capabilities": texts,
    "observed_on": day,
    "note": text,
    "basis": text,
    "source_url": text,
    "contact": text,
    "terms": truth,
    "client_token": text,
    "acknowledged": whole_numbers,
    "language": text,
    "website": text,
    "shown": text,
}
