"""What an import did, for the terminal and for --report."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cameras.importing import GONE
from cameras.importing.words import Tally
from cameras.osm.record import Refused

COUNTS = ("created", "changed", "unchanged", "older", "removed")


@dataclass
class ImportReport:
    """read = created + changed + unchanged + older + refused; `removed` cameras are not in the file, or a
    refused row says that they are none any more."""

    run: int | None = None  # what undo_import takes
    read: int = 0
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    older: int = 0  # rows that tell of an older version of their object than is known
    removed: int = 0
    vanished: int = 0  # cameras of the dataset that the file does not name
    listed_elsewhere: int = 0  # those of them that stay, because another dataset names them
    why_kept: str = ""  # why none of them was marked removed, a sentence
    nameless: list[str] = field(default_factory=list)  # where rows were refused that may be any camera's
    refused: list[dict[str, str]] = field(default_factory=list)
    repaired: Counter[str] = field(default_factory=Counter)
    words: Tally = field(default_factory=Tally)
    near_duplicates: list[dict[str, Any]] = field(default_factory=list)  # some pairs of each place
    near_pairs: int = 0  # all of them
    repeats: list[dict[str, Any]] = field(default_factory=list)  # cameras that differ in their id alone

    def count(self, counts: Mapping[str, int]) -> None:
        for name in COUNTS:
            setattr(self, name, getattr(self, name) + counts.get(name, 0))

    def refuse(self, where: str, refusal: Refused) -> None:
        self.refused.append({"where": where, "reason": refusal.reason, "message": str(refusal)})
        if not refusal.external_ref and refusal.reason not in GONE:
            self.nameless.append(where)

    def as_json(self) -> dict[str, Any]:
        by_reason = Counter(row["reason"] for row in self.refused)
        return {
            "import": self.run,
            "read": self.read,
            **{name: getattr(self, name) for name in COUNTS},
            "vanished": self.vanished,
            "listed_elsewhere": self.listed_elsewhere,
            "refused": self.refused,
            "refused_by_reason": dict(by_reason.most_common()),
            "repaired": {kind: n for kind, n in self.repaired.items() if n},
            "not_understood": self.words.as_json(),
            "near_duplicates": self.near_duplicates,
            "near_pairs": self.near_pairs,
            "repeats": self.repeats,
        }
