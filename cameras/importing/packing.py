"""Archives and packings around a file: gzip, bzip2, xz, zstd, zip. What is not unpacked here is named."""

import bz2
import gzip
import lzma
import shutil
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import IO, Any

from cameras.importing.unreadable import ACCEPTED, UnreadableFile

_CHUNK = 1 << 20
_ZIP = b"PK\x03\x04"
# What may be read of an archive; the rest are read-me files, licences and folders of a Mac.
READ = frozenset({
    ".csv", ".tsv", ".txt", ".json", ".geojson", ".geojsonl", ".ndjson", ".jsonl", ".geojsons", ".osm",
    ".pbf", ".kml", ".gpx", ".xlsx", ".xls", ".ods", ".gpkg", ".parquet", ".xml",
})  # fmt: skip
_DAMAGE: tuple[type[Exception], ...] = (
    OSError, EOFError, RuntimeError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, ValueError,
)  # fmt: skip


def unpacked(path: Path, folder: Path, layer: str = "") -> Path:
    """The file inside, in the folder, or the file itself; raises UnreadableFile when the packing is damaged.
    `layer` names one file of an archive that holds several."""
    name = path.name
    for depth in range(3):  # cameras.csv.gz in a zip
        kind, write = _packing(path, name, layer)
        if write is None:
            break
        plain = folder / f"plain{depth}"
        try:
            with plain.open("wb") as out:
                write(out)
        except _DAMAGE as error:
            raise UnreadableFile(
                f"{name} is {kind} that is damaged or cut off ({error}). {ACCEPTED}"
            ) from error
        path = plain
    return path


def _packing(path: Path, name: str, layer: str) -> tuple[str, Callable[[IO[bytes]], None] | None]:
    """What the file is packed in, and how to write what is inside."""
    with path.open("rb") as file:
        start = file.read(8)
    if start.startswith(b"\x1f\x8b"):
        return "a gzip file", lambda out: _copy(gzip.open(path), out)
    if start.startswith(b"BZh"):
        return "a bzip2 file", lambda out: _copy(bz2.open(path), out)
    if start.startswith(b"\xfd7zXZ\0"):
        return "an xz file", lambda out: _copy(lzma.open(path), out)
    if start.startswith(b"\x28\xb5\x2f\xfd"):
        return "a zstd file", lambda out: _unzstd(path, name, out)
    if start.startswith(_ZIP) and not is_workbook(path):
        return "a zip archive", lambda out: _copy(_zip(path, name, layer), out)
    return "", None


def _copy(packed: Any, out: IO[bytes]) -> None:
    with packed:
        shutil.copyfileobj(packed, out, _CHUNK)


def _unzstd(path: Path, name: str, out: IO[bytes]) -> None:
    try:
        from zstandard import ZstdDecompressor, ZstdError
    except ImportError as error:
        raise UnreadableFile(
            f"{name} is packed by zstd: unzstd {name}, or pip install -r requirements-readers.txt."
        ) from error
    frame = ZstdDecompressor().decompressobj()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                while chunk:
                    if frame.eof:
                        frame = ZstdDecompressor().decompressobj()
                    out.write(frame.decompress(chunk))
                    chunk = frame.unused_data if frame.eof else b""
    except ZstdError as error:
        raise OSError(str(error)) from error
    if not frame.eof:
        raise EOFError("the last frame has no end")


def is_workbook(path: Path) -> bool:
    """Say whether a zip archive is a table of Excel or LibreOffice."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if "mimetype" in names:
                return archive.read("mimetype").startswith(b"application/vnd.oasis.opendocument.spreadsheet")
            return "xl/workbook.xml" in names or "xl/workbook.bin" in names
    except _DAMAGE:
        return False


def _zip(path: Path, name: str, layer: str) -> IO[bytes]:
    archive = zipfile.ZipFile(path)
    names = [one for one in archive.namelist() if _is_data(one)]
    chosen = [one for one in names if layer in (one, PurePosixPath(one).name)] if layer else names
    if len(chosen) != 1:
        shape = any(one.lower().endswith(".shp") for one in archive.namelist())
        held = ", ".join(names)[:300] if names else "no file that is read"
        if shape and not names:
            held = f"a shapefile: ogr2ogr -t_srs EPSG:4326 out.geojson /vsizip/{name}"
        elif names:
            held += "; say which: --layer NAME"
        raise UnreadableFile(f"{name} is a zip archive with {held}. {ACCEPTED}")
    return archive.open(chosen[0])


def _is_data(name: str) -> bool:
    path = PurePosixPath(name)
    is_hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts)
    is_remark = path.stem.casefold().startswith(("readme", "licen", "lizenz", "metadata", "lisez"))
    suffixes = [one.lower() for one in path.suffixes]
    packed = suffixes[-1:] in (["." + one] for one in ("gz", "bz2", "xz", "zst"))
    return (
        not is_hidden
        and not is_remark
        and bool(suffixes)
        and (suffixes[-1] in READ or (packed and len(suffixes) > 1))
    )
