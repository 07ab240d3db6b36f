"""JSON has no NaN, yet Python and R write it: one in one row must not end the file."""

import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from pathlib import Path
from typing import IO

_CHUNK = 1 << 20
_WORDS = (b"NaN", b"Infinity")
_TEXT = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
_TEXT_OR_WORD = re.compile(rb'"(?:[^"\\]|\\.)*"|(-?(?:NaN|Infinity)\b)', re.DOTALL)


def without_nan(path: Path, folder: Path) -> Path:
    """The file, or a copy in which null stands for NaN and Infinity."""
    with path.open("rb") as file:
        if not _is_json(file.read(_CHUNK)):
            return path
        file.seek(0)
        if not _has_words(file):
            return path
        plain = folder / "finite"
        file.seek(0)
        with plain.open("wb") as out:
            for piece in _pieces(file):
                out.write(_TEXT_OR_WORD.sub(lambda match: b"null" if match[1] else match[0], piece))
    return plain


def _is_json(start: bytes) -> bool:
    return start.removeprefix(BOM_UTF8).lstrip().startswith((b"{", b"[", b"\x1e"))


def _has_words(file: IO[bytes]) -> bool:
    """Perhaps within texts, which is found out later."""
    tail = b""
    while chunk := file.read(_CHUNK):
        tail += chunk
        if any(word in tail for word in _WORDS):
            return True
        tail = tail[-len(_WORDS[-1]) :]
    return False


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    """The file in pieces that each end behind a text: what follows the last one waits for the next chunk."""
    rest = b""
    while chunk := file.read(_CHUNK):
        piece = rest + chunk
        end = max((match.end() for match in _TEXT.finditer(piece)), default=0)
        if not end and b'"' not in piece:
            end = piece.rfind(b",") + 1
        yield piece[:end]
        rest = piece[end:]
    yield rest
