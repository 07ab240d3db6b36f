"""The published snapshots: DATA_DIR/snapshots/2026-11-26-1234, where 1234 is the seq of the registry clock.

A snapshot is there when its manifest is. Its files go after a while, the manifest stays: an address that was
cited never says "unknown".
"""

import json
import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from django.conf import settings

from cameras.models import Change

NAME = re.compile(r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})-(?P<seq>[0-9]{1,18})", re.ASCII)
MANIFEST = "datapackage.json"


@dataclass(frozen=True)
class Snapshot:
    name: str
    folder: Path

    @cached_property
    def manifest(self) -> dict[str, Any]:
        manifest: dict[str, Any] = json.loads((self.folder / MANIFEST).read_bytes())
        return manifest

    @property
    def seq(self) -> int:
        return int(self.name.rpartition("-")[2])

    @property
    def day(self) -> date:
        return date.fromisoformat(self.name[:10])

    @property
    def has_files(self) -> bool:
        return all((self.folder / resource["path"]).is_file() for resource in self.manifest["resources"])

    @property
    def is_kept(self) -> bool:
        """Its files are there, and may be given away."""
        return self.has_files and not self.holds_hidden

    @property
    def holds_hidden(self) -> bool:
        """One of its cameras was hidden (a private home, say) after the files were written: nobody may have
        them."""
        clean_at = max(self.seq, self.manifest.get("cleaned_to", 0))
        return Change.objects.hidden_after(clean_at, known_at=self.seq)

    @property
    def waits(self) -> bool:
        """Its files are there, and are given away again when the worker has cleaned them."""
        return self.has_files and self.holds_hidden

    def file(self, name: str) -> Path | None:
        """A file that the manifest names, or the manifest; None when it is not there or not to be given."""
        if name == MANIFEST:
            return self.folder / MANIFEST
        named = name in {resource["path"] for resource in self.manifest["resources"]}
        return self.folder / name if named and self.is_kept else None


def folder() -> Path:
    return Path(settings.SNAPSHOTS_ROOT)


def find(name: str) -> Snapshot | None:
    """Raises nothing: what is no name of a snapshot is None."""
    path = folder() / name
    return Snapshot(name, path) if NAME.fullmatch(name) and (path / MANIFEST).is_file() else None


def every() -> list[Snapshot]:
    """All that were ever published, newest first."""
    names = (path.name for path in folder().glob("*-*-*-*"))
    snapshots = [one for one in map(find, names) if one]
    return sorted(snapshots, key=lambda one: one.seq, reverse=True)


def latest() -> Snapshot | None:
    """The newest one whose files can be had."""
    return next((one for one in every() if one.is_kept), None)
