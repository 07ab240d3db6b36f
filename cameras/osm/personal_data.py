"""Removal of personal data from tags: keys that name or contact a person are never stored. No Django
import."""

import re
from functools import lru_cache

from cameras.osm.vocabulary import PERSONAL

# NUL breaks PostgreSQL, lone surrogates break UTF-8, other controls are never text; tab and newline stay.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_WORD = re.compile(r"[^\W\d_]+")
# Words that are personal anywhere in a key; others are not: `mobile_camera`.
_CONTACT_WORDS = frozenset(
    {"user", "uid", "email", "mail", "courriel", "phone", "telephone", "téléphone", "tel"}
)
_MAX_DEPTH = 20  # nesting; the JSON encoder fails beyond 254
_NUMBERED = re.compile(r"[_0-9]+$")


def without_control(text: str) -> str:
    return text if text.isprintable() else _CONTROL.sub("", text)


def without_persons(value: object, levels: int = _MAX_DEPTH) -> object:
    """Remove personal keys from nested objects of a value before it is serialised."""
    if not isinstance(value, dict | list):
        return value
    if not levels:
        return None
    if isinstance(value, list):
        return [without_persons(one, levels - 1) for one in value]
    return {key: without_persons(one, levels - 1) for key, one in value.items() if not is_personal(str(key))}


@lru_cache(4096)
def is_personal(key: str) -> bool:
    """Whether any part of a key is personal: `contact:phone`, `phone:mobile`, `email_2`, `user_name`."""
    key = without_control(key).casefold()
    if not _CONTACT_WORDS.isdisjoint(_WORD.findall(key)):
        return True
    parts = key.split(":")
    return any(_NUMBERED.sub("", part.strip()) in PERSONAL for part in parts)
