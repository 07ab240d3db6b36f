"""A file made ready for the readers: unpacked, and its text in UTF-8, both in a folder that goes away."""

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from cameras.importing.encoding import encoding_of
from cameras.importing.finite import without_nan
from cameras.importing.packing import unpacked
from cameras.importing.unreadable import UnreadableFile

_CHUNK = 1 << 20


@dataclass(frozen=True)
class Source:
    """What to read: `path` is plain UTF-8 text, or an extract as it was; `sha256` is of the file as given;
    `folder` goes away with the import."""

    path: Path
    name: str
    sha256: str
    encoding: str
    folder: Path


@contextmanager
def prepared(path: Path, encoding: str = "", layer: str = "") -> Iterator[Source]:
    """Unpack and decode a file. The whole file is seen once before the first row is read, so a file that is
    cut off in its packing gives none. `layer`: which file of an archive."""
    _require_file(path)
    with TemporaryDirectory(prefix="import") as name:
        folder = Path(name)
        try:
            sha256 = _sha256(path)
            plain = unpacked(path, folder, layer)
            found = encoding_of(plain)
            if encoding and found == "binary" and not _is_xml(plain):
                raise UnreadableFile(f"{path.name} is no text: --encoding is for texts.")
            found = encoding or found
            if found not in ("utf-8", "binary"):
                plain = _in_utf8(plain, found, folder, path.name)
            plain = without_nan(plain, folder)
        except OSError as error:
            raise UnreadableFile(f"{path.name} is damaged or cut off ({error}).") from error
        yield Source(plain, path.name, sha256, found, folder)


def _require_file(path: Path) -> None:
    try:
        if path.is_dir():
            raise UnreadableFile(f"{path.name} is a folder; name one file in it.")
        if path.exists() and not path.is_file():
            # Extracts are read twice, which a pipe cannot be.
            raise UnreadableFile(f"{path} is not a regular file.")
        path.open("rb").close()
    except FileNotFoundError:
        raise UnreadableFile(f"There is no file {path}.") from None
    except (OSError, ValueError) as error:
        raise UnreadableFile(f"{path} cannot be opened: {error}.") from error


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _is_xml(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(_CHUNK).lstrip().startswith(b"<")


def _in_utf8(path: Path, encoding: str, folder: Path, name: str) -> Path:
    plain = folder / "utf8"
    try:
        with (
            path.open(encoding=encoding, newline="") as text,
            plain.open("w", encoding="utf-8", newline="") as out,
        ):
            shutil.copyfileobj(text, out, _CHUNK)
    except UnicodeError as error:
        raise UnreadableFile(f"{name} is not text in {encoding} ({error}).") from error
    return plain
