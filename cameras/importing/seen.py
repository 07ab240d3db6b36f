"""What a file has named so far, on disk: a million references would be 150 MB of Python objects."""

import sqlite3
from collections.abc import Iterable

import orjson

_CACHE = -16_384  # kilobytes, for SQLite

# A reference without a digest was named by a row that was refused: a good row may still come.
_ADD = (
    "INSERT INTO seen VALUES (?, ?, ?) ON CONFLICT (ref) DO UPDATE "
    "SET digest = excluded.digest, version = excluded.version WHERE digest = '' OR excluded.digest != ''"
)


class Seen:
    """References of one file with the digest of what was said of each, and of which version of the object.
    Nameless in a temporary folder, gone with the process."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.execute(f"PRAGMA cache_size = {_CACHE}")
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute(
            "CREATE TABLE seen (ref TEXT PRIMARY KEY, digest TEXT, version INTEGER) WITHOUT ROWID"
        )

    def close(self) -> None:
        self._database.close()

    def find(self, refs: Iterable[str]) -> dict[str, tuple[str, int | None]]:
        """The digests and versions of those that came before."""
        listed = orjson.dumps(list(refs)).decode()
        found = self._database.execute(
            "SELECT ref, digest, version FROM seen WHERE ref IN (SELECT value FROM json_each(?))", [listed]
        )
        return {ref: (digest, version) for ref, digest, version in found}

    def add(self, said: Iterable[tuple[str, str, int | None]]) -> None:
        """`said`: reference, digest, version."""
        self._database.execute("BEGIN")
        self._database.executemany(_ADD, said)
        self._database.execute("COMMIT")
