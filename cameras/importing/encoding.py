"""The encoding of a text file: told by its bytes, or by --encoding."""

import codecs
from pathlib import Path

from charset_normalizer import from_bytes

_CHUNK = 1 << 20
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Among them the bytes are to choose. Central European text is taken for Western, with which it shares most of
# its bytes: --encoding cp1250.
_CANDIDATES = ["cp1252", "latin_1", "mac_roman", "cp850", "cp1251", "koi8_r", "cp866"]
_WESTERN = ("cp1252", "latin_1")
_SAMPLE = 256 * 1024  # bytes of lines that are not ASCII


def known(name: str) -> str:
    """The name as Python has it; raises ValueError when it is no encoding of texts."""
    try:
        info = codecs.lookup(name)
    except LookupError as error:
        raise ValueError(
            f"--encoding {name}: not known; there are utf-8, utf-16, cp1252, latin-1, cp1250, cp1251, cp850, "
            "mac-roman and the others of Python"
        ) from error
    if not info._is_text_encoding:
        raise ValueError(f"--encoding {name}: that is no encoding of texts")
    return "latin-1" if info.name == "iso8859-1" else info.name


def encoding_of(path: Path) -> str:
    """ "utf-8", another one, or "binary" when it is none of ours to decode.

    Text with both good UTF-8 and bad bytes is damaged UTF-8: as Windows-1252 all its good letters would turn
    bad. It stays UTF-8, and the damaged rows are refused.
    """
    with path.open("rb") as file:
        start = file.read(_CHUNK)
    if start.startswith(_UTF16):
        return "utf-16"
    if b"\0" in start or start.lstrip().startswith(b"<"):
        return "binary"  # XML names its own encoding
    return "utf-8" if _is_utf8(path) else _other_encoding(path)


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


def _other_encoding(path: Path) -> str:
    sample = bytearray()
    high: set[int] = set()
    with path.open("rb") as file:
        for line in file:
            if line.isascii():
                continue
            try:
                line.decode()
                return "utf-8"
            except UnicodeDecodeError:
                high.update(line)
                sample += line if len(sample) < _SAMPLE else b""
    western = _western(high)
    best = from_bytes(bytes(sample), cp_isolation=_CANDIDATES).best()
    # Without the words of a language in it, one is as good as the other.
    if best is None or not best.coherence or str(best) == bytes(sample).decode(western, "replace"):
        return western
    return western if best.encoding in _WESTERN else best.encoding.replace("_", "-")


def _western(high: set[int]) -> str:
    """From 0x80 to 0x9F Latin-1 has no letters, and five of these bytes mean nothing in Windows-1252."""
    letters = bytes(byte for byte in high if 0x80 <= byte < 0xA0)
    try:
        return "cp1252" if letters and letters.decode("cp1252") else "latin-1"
    except UnicodeDecodeError:
        return "latin-1"
