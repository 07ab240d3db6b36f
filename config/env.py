"""The environment, read and checked: the only module that knows it (`.env` of the checkout included).

A wrong value raises ImproperlyConfigured with the variable's name and what it accepts, so that a server
with a typing error refuses to start instead of running with a default.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
BOOLEANS = {
    "true": True,
    "1": True,
    "yes": True,
    "on": True,
    "false": False,
    "0": False,
    "no": False,
    "off": False,
}

environ.Env.read_env(BASE_DIR / ".env")
env = environ.Env()

T = TypeVar("T")


def read(name: str, parse: Callable[[str], T], default: str) -> T:
    """Return the parsed variable; raises ImproperlyConfigured naming it when `parse` raises ValueError."""
    text = env.str(name, default=default).strip()
    try:
        return parse(text)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}={text!r} is not usable: {error}") from error


def boolean(text: str) -> bool:
    if text.lower() not in BOOLEANS:
        raise ValueError("write true or false")
    return BOOLEANS[text.lower()]


def count(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise ValueError("write a whole number, 0 or more")
    return int(text)


def words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def public_url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/"):
        raise ValueError("write the address visitors use, such as https://cameras.example.org")
    return f"{parts.scheme}://{parts.netloc}"


def directory(text: str) -> Path:
    """A folder, relative ones from the checkout."""
    if not text:
        raise ValueError("write the folder where files are kept")
    return (BASE_DIR / text).resolve()


def database(text: str) -> dict[str, Any]:
    """A Django database from a URL: sqlite:///path (relative to the checkout) or postgres://."""
    scheme = text.partition(":")[0]
    if scheme == "sqlite":
        path = text.removeprefix("sqlite:///")
        if not path or path == text:
            raise ValueError("write sqlite:///var/contrechamp.sqlite3")
        return sqlite(BASE_DIR / path)
    if scheme not in ("postgres", "postgresql"):
        raise ValueError("write sqlite:///path or postgres://user:password@host:5432/name")
    parsed: dict[str, Any] = environ.Env.db_url_config(text)
    if not parsed["NAME"]:
        raise ValueError("the address names no database: postgres://user:password@host:5432/name")
    return {**parsed, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}


def sqlite(path: Path) -> dict[str, Any]:
    """SQLite for several writers. Without IMMEDIATE 290 of 320 concurrent writes died with "database is
    locked"; with WAL, IMMEDIATE and a timeout of 20 s none did (docs/performance.md)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": 60,  # opening the file for each request makes a tile six times as dear
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        },
        "TEST": {"NAME": f"{path}.test"},  # a file: threads of a test cannot share a database in memory
    }


def email(text: str) -> dict[str, Any]:
    try:
        return dict(environ.Env.email_url_config(text))
    except (KeyError, ImproperlyConfigured) as error:
        raise ValueError("write smtp://user:password@host:25, smtp+tls://... or consolemail://") from error


@dataclass(frozen=True)
class MapStart:
    """Where the map opens: degrees (WGS 84) and zoom."""

    lat: float
    lon: float
    zoom: int


def map_start(text: str) -> MapStart:
    parts = text.split(",")
    if len(parts) != 3:
        raise ValueError("write latitude,longitude,zoom such as 43.7384,7.4246,16")
    lat, lon, zoom = float(parts[0]), float(parts[1]), int(parts[2])
    if not (-90 <= lat <= 90 and -180 <= lon <= 180 and 0 <= zoom <= 22):
        raise ValueError("latitude is -90 to 90, longitude -180 to 180, zoom 0 to 22")
    return MapStart(lat, lon, zoom)


@dataclass(frozen=True)
class Basemap:
    """The street map: names of PMTiles files in DATA_DIR/basemap, or the address of a raster map."""

    files: tuple[str, ...] = ()
    raster: str = ""


def basemap(text: str) -> Basemap:
    if text.startswith(("http://", "https://")):
        if not all(part in text for part in ("{z}", "{x}", "{y}")):
            raise ValueError("a raster map needs {z}, {x} and {y} in its address")
        return Basemap(raster=text)
    files = words(text)
    for name in files:
        if not name.endswith(".pmtiles") or "/" in name or name.startswith("."):
            raise ValueError(f"{name!r} must be the name of a .pmtiles file in DATA_DIR/basemap")
    return Basemap(files=tuple(files))
