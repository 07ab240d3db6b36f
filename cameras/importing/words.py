"""Words of tables into ours, in whatever language and wrapping: "PTZ (Pan Tilt Zoom) Camera". Pure."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from functools import lru_cache

from cameras.importing.word_lists import LISTS, UNKNOWN
from cameras.osm import vocabulary

# The meanings that each field has. What is unknown or fake is told in words, too, but is no value to set.
VALUES = {field: frozenset(meanings) - {"fake"} for field, meanings in LISTS.items()}
# Free text: the usual words are unified, the rest stays as it is.
FREE = frozenset({"mount", "zone"})
_OSM = {
    "ownership": vocabulary.STATED_OWNERS, "device": vocabulary.DEVICES, "shape": vocabulary.SHAPES,
    "watches": vocabulary.WATCHES, "capabilities": vocabulary.CAPABILITIES, "mount": vocabulary.MOUNTS,
    "zone": vocabulary.ZONES, "status": {},
}  # fmt: skip
_LISTED = re.compile(r"[;,|]")
_SIGNS = re.compile(r"[^0-9a-z]+")
_LONGEST = 6  # words of a phrase
_NOT = frozenset(
    {
        "no",
        "not",
        "non",
        "pas",
        "sans",
        "nicht",
        "kein",
        "keine",
        "ohne",
        "sin",
        "senza",
        "niet",
        "geen",
        "zonder",
    }
)


def _squeezed(text: str) -> str:
    """Without accents, signs and capitals: one space between two words."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return _SIGNS.sub(" ", "".join(one for one in plain if not unicodedata.combining(one))).strip()


def _phrases(meanings: Mapping[str, str]) -> dict[str, str]:
    return {
        _squeezed(phrase): meaning for meaning, phrases in meanings.items() for phrase in phrases.split(",")
    }


_UNKNOWN = frozenset({*(_squeezed(phrase) for phrase in UNKNOWN.split(",")), ""})
_PHRASES = {
    field: {**{_squeezed(word): meaning for word, meaning in _OSM[field].items()}, **_phrases(LISTS[field])}
    for field in LISTS
}


def says_unknown(text: str) -> bool:
    """Say whether a cell only tells that nothing is known: "n/a", "non renseigné", "-"."""
    return _squeezed(text) in _UNKNOWN


@lru_cache(4096)
def meaning(field: str, text: str) -> str:
    """What a cell says of a field, as our own word; "" when it is not understood.

    Of a list the first word that is understood; several capabilities are joined with semicolons.
    """
    found = [_of_phrase(field, part) for part in _LISTED.split(text)]
    if field == "capabilities":
        return ";".join(dict.fromkeys(one for meanings in found for one in meanings))
    return next((meanings[0] for meanings in found if len(meanings) == 1), "")


def _of_phrase(field: str, text: str) -> list[str]:
    """The meaning of the whole phrase, or the different meanings of the phrases in it."""
    table, squeezed = _PHRASES[field], _squeezed(text)
    if squeezed in table:
        return [table[squeezed]]
    words = squeezed.split()
    if field in FREE or not _NOT.isdisjoint(words):
        return []
    meanings = list(dict.fromkeys(_within(table, words)))
    if field == "device" and len(meanings) > 1 and "camera" in meanings:
        meanings.remove("camera")  # a "LAPI camera" is a plate reader
    return meanings


def _within(table: Mapping[str, str], words: list[str]) -> Iterator[str]:
    """The meanings of the longest known phrases, each word used once."""
    at = 0
    while at < len(words):
        for length in range(min(_LONGEST, len(words) - at), 0, -1):
            if one := table.get(" ".join(words[at : at + length])):
                yield one
                at += length - 1
                break
        at += 1


class WordList:
    """The words that are known, and before them what --words adds: `shape:"Dome Camera"=dome`."""

    def __init__(self, added: Mapping[str, str] | None = None) -> None:
        """`added`: the meaning by field and word, `shape:Dome Camera`. Raises ValueError with a sentence."""
        self.added = dict(added or {})
        self._meanings: dict[tuple[str, str], str] = {}
        for name, value in self.added.items():
            field, _colon, word = name.partition(":")
            if field not in VALUES or not word.strip(' "'):
                raise ValueError(
                    f"--words {name}: write field:word=value; the fields are {', '.join(VALUES)}"
                )
            if field not in FREE and value not in VALUES[field] | {"unknown"}:
                known = ", ".join(sorted(VALUES[field]))
                raise ValueError(f"--words {name}={value}: write one of {known}, unknown")
            self._meanings[field, _squeezed(word)] = value

    def translated(self, field: str, text: str) -> str:
        """The text as describe() reads it: our word where it is understood, nothing where it says nothing."""
        if field not in VALUES:
            return text
        if field in FREE:
            return ";".join(self._meaning(field, part) or part for part in text.split(";"))
        told = self._meaning(field, text)
        return "" if told == "unknown" or (not told and says_unknown(text)) else told or text

    def _meaning(self, field: str, text: str) -> str:
        told = self._meanings.get((field, _squeezed(text))) if self._meanings else None
        return told or meaning(field, text)

    def understands(self, field: str, text: str) -> bool:
        return field in FREE or bool(self._meaning(field, text)) or says_unknown(text)


@dataclass
class Tally:
    """Which words of mapped columns were not understood, how often, and whether any was."""

    missed: dict[str, Counter[str]] = dataclass_field(default_factory=dict)  # by field
    filled: Counter[tuple[str, str]] = dataclass_field(default_factory=Counter)  # by field and column
    understood: Counter[tuple[str, str]] = dataclass_field(default_factory=Counter)

    _MOST = 1000  # different words of one field; a column of descriptions has as many as it has rows

    def add(self, name: str, column: str, text: str, understood: bool) -> None:
        self.filled[name, column] += 1
        self.understood[name, column] += understood
        if not understood:
            missed = self.missed.setdefault(name, Counter())
            missed[text if text in missed or len(missed) < self._MOST else "\u2026"] += 1

    def wrong_columns(self) -> list[tuple[str, str, int]]:
        """Field, column and number of values, where none of them was understood."""
        return [(*key, count) for key, count in self.filled.items() if not self.understood[key]]

    def as_json(self) -> dict[str, dict[str, int]]:
        return {name: dict(words.most_common()) for name, words in self.missed.items()}
