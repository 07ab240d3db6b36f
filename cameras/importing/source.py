"""A file made ready for the readers: unpacked, and its text in UTF-8, both in a folder that goes away."""

import codecs
import gzip
import hashlib
import shutil
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from cameras.importing import UnreadableFile
from cameras.importing.finite import without_nan

_CHUNK = 1 << 20
_GZIP = b"\x1f\x8b"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# What --encoding takes.
ENCODINGS = ("utf-8", "cp1252", "latin-1", "utf-16")


@dataclass(frozen=True)
class Source:
    """What to read: `path` is plain UTF-8 text, or an extract as it was; `sha256` is of the file as given."""

    path: Path
    name: str
    sha256: str
    encoding: str


@contextmanager
def prepared(path: Path, encoding: str = "") -> Iterator[Source]:
    """Unpack and decode a file. The whole file is seen once before the first row is read, so a file that is
    cut off in its packing gives none."""
    _require_file(path)
    with TemporaryDirectory(prefix="import") as folder:
        try:
            sha256 = _sha256(path)
            plain = _unpacked(path, Path(folder))
            found = encoding or _encoding(plain)
            if found not in ("utf-8", "binary"):
                plain = _in_utf8(plain, found, Path(folder))
            plain = without_nan(plain, Path(folder))
        except (OSError, EOFError, zlib.error) as error:
            raise UnreadableFile(f"{path.name} is damaged or cut off ({error}).") from error
        yield Source(plain, path.name, sha256, found)


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


def _unpacked(path: Path, folder: Path) -> Path:
    with path.open("rb") as file:
        if file.read(2) != _GZIP:
            return path
    plain = folder / "plain"
    with gzip.open(path) as packed, plain.open("wb") as out:
        shutil.copyfileobj(packed, out, _CHUNK)
    return plain


def _encoding(path: Path) -> str:
    """The encoding of a text: "utf-8", a one-byte one, or "binary" when it is none of ours to decode.

    Text with both good UTF-8 and bad bytes is damaged UTF-8: as Windows-1252 all its good letters would turn
    bad. It stays UTF-8, and the damaged rows are refused.
    """
    with path.open("rb") as file:
        start = file.read(_CHUNK)
    if start.startswith(_UTF16):
        return "utf-16"
    if b"\0" in start or start.lstrip().startswith(b"<"):
        return "binary"  # XML names its own encoding
    return "utf-8" if _is_utf8(path) else _one_byte_encoding(path)


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        try:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _one_byte_encoding(path: Path) -> str:
    good = False
    high: set[int] = set()
    with path.open("rb") as file:
        for line in file:
            if line.isascii():
                continue
            try:
                line.decode()
                good = True
            except UnicodeDecodeError:
                high.update(line)
    if good:
        return "utf-8"
    # From 0x80 to 0x9F Latin-1 has no letters, and five of these bytes mean nothing in Windows-1252.
    letters = bytes(byte for byte in high if 0x80 <= byte < 0xA0)
    try:
        return "cp1252" if letters and letters.decode("cp1252") else "latin-1"
    except UnicodeDecodeError:
        return "latin-1"


def _in_utf8(path: Path, encoding: str, folder: Path) -> Path:
    plain = folder / "utf8"
    try:
        with (
            path.open(encoding=encoding, newline="") as text,
            plain.open("w", encoding="utf-8", newline="") as out,
        ):
            shutil.copyfileobj(text, out, _CHUNK)
    except UnicodeError as error:
        raise UnreadableFile(f"{path.name} is not text in {encoding} ({error}).") from error
    return plain
