"""Reads and validates environment variables, including those of `.env`; no other module reads them.

An invalid value raises ImproperlyConfigured with the name of the variable and the accepted format, so that a
server with a typing error refuses to start instead of running with a default. A value that may hold a
password is not printed.
"""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
BOOLEAN_VALUES = {
    "true": True,
    "1": True,
    "yes": True,
    "on": True,
    "false": False,
    "0": False,
    "no": False,
    "off": False,
}

# Hosts as Django accepts them: ASCII names (others as punycode), IPv6 in brackets.
HOST = r"(?:[a-z0-9][a-z0-9.-]*|\[[a-f0-9]*:[a-f0-9.:]+\])"
PORT = r"(?::(?P<port>[0-9]{1,5}))?"
ADDRESS = re.compile(rf"(?P<scheme>https?)://(?P<host>{HOST}){PORT}/?", re.IGNORECASE)
ALLOWED_HOST = re.compile(rf"\*|\.?{HOST}", re.IGNORECASE)
# Its host goes into the Content-Security-Policy, where `{s}` can only be a whole first label (`*`).
RASTER_URL = re.compile(rf"https?://(?:\{{s\}}\.)?{HOST}{PORT}/[^\s;]*", re.IGNORECASE)
SENDER = re.compile(r"[^\s<>@]+@[^\s<>@]+|[^<>@\r\n]+ <[^\s<>@]+@[^\s<>@]+>")
SECRET_KEY_LENGTH = 32

environ.Env.read_env(BASE_DIR / ".env")

T = TypeVar("T")


def read_variable(name: str, parse: Callable[[str], T], default: str) -> T:
    """Return the parsed variable; raises ImproperlyConfigured naming it when `parse` raises ValueError."""
    # Not through environ.Env, which expands "$abc" as the name of another variable.
    text = os.environ.get(name, default).strip()
    try:
        return parse(text)
    except ValueError as error:
        shown = "" if "@" in text or parse in (database, email) or "KEY" in name else f"={text!r}"
        raise ImproperlyConfigured(f"{name}{shown} is not usable: {error}") from error


def require_secret_key(key: str, *, public: bool) -> None:
    """Refuse to start without a key, and with a short one on a public site: it signs sessions and links."""
    if not key:
        raise ImproperlyConfigured(
            "SECRET_KEY is not set: script/server writes one into .env, docs/deploy.md says how to make one."
        )
    if public and len(key) < SECRET_KEY_LENGTH:
        raise ImproperlyConfigured(
            f"SECRET_KEY has {len(key)} characters; with an https:// PUBLIC_URL it needs {SECRET_KEY_LENGTH} "
            "or more: docs/deploy.md says how to make one."
        )


def boolean(text: str) -> bool:
    if text.lower() not in BOOLEAN_VALUES:
        raise ValueError("write true or false")
    return BOOLEAN_VALUES[text.lower()]


def count(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise ValueError("write a whole number, 0 or more")
    return int(text)


def comma_separated(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def public_url(text: str) -> str:
    match = ADDRESS.fullmatch(text)
    if not match or not _is_port(match["port"]):
        raise ValueError("write the address visitors use, nothing else, such as https://cameras.example.org")
    return text.rstrip("/").lower()


def _is_port(text: str | None) -> bool:
    return text is None or 1 <= int(text) <= 65535


def host_of(address: str) -> str:
    """Host of a PUBLIC_URL in the form of ALLOWED_HOSTS: IPv6 keeps its brackets."""
    match = ADDRESS.fullmatch(address)
    return match["host"] if match else ""


def hosts(text: str) -> list[str]:
    names = comma_separated(text)
    if not names or not all(ALLOWED_HOST.fullmatch(name) for name in names):
        raise ValueError(
            "write host names without scheme and port, separated by commas, such as cameras.example.org"
        )
    return names


def time_zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (KeyError, OSError, ValueError):  # unknown, a folder of zones, a path out of the database
        raise ValueError("write a zone of the IANA database, such as Europe/Paris") from None
    return text


def contact(text: str) -> str:
    """E-mail address that pages show as a link, or empty."""
    if text and not re.fullmatch(r"[^@\s<>\"'?&]+@[^@\s<>\"'?&]+\.[a-zA-Z]{2,}", text):
        raise ValueError("write one e-mail address, such as map@example.org")
    return text


def directory(text: str) -> Path:
    """Directory, relative to the checkout. It is created when something is written."""
    if not text:
        raise ValueError("write the folder where files are kept")
    try:
        path = (BASE_DIR / text).resolve()
        existing = next(one for one in (path, *path.parents) if one.exists())
    except OSError as error:
        raise ValueError(f"the folder cannot be looked at: {error.strerror}") from error
    if not existing.is_dir():
        raise ValueError(f"{existing} is a file, not a folder")
    if not os.access(existing, os.W_OK | os.X_OK):
        raise ValueError(f"nothing can be written in {existing}")
    return path


def database(text: str) -> dict[str, Any]:
    """Django database settings from a URL: sqlite:///path (relative to the checkout) or postgres://."""
    scheme = text.partition(":")[0]
    if scheme == "sqlite":
        path = text.removeprefix("sqlite:///")
        if not path or path == text or path == ":memory:":  # each process would have a memory of its own
            raise ValueError("write sqlite:///var/contrechamp.sqlite3")
        return sqlite(BASE_DIR / path)
    if scheme not in ("postgres", "postgresql"):
        raise ValueError("write sqlite:///path or postgres://user:password@host:5432/name")
    try:
        parsed: dict[str, Any] = environ.Env.db_url_config(text)
    except ValueError:  # its text may quote a part of the password
        raise ValueError(
            "write postgres://user:password@host:5432/name, special characters percent-encoded"
        ) from None
    if not parsed["NAME"]:
        raise ValueError("the address names no database: postgres://user:password@host:5432/name")
    return {**parsed, "ENGINE": "config.postgresql", "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}


def sqlite(path: Path) -> dict[str, Any]:
    """Settings of SQLite for concurrent writers. Without IMMEDIATE 290 of 320 concurrent writes died with
    "database is locked"; with WAL, IMMEDIATE and a timeout of 20 s none did (docs/performance.md)."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        is_folder = path.is_dir()
    except OSError as error:
        raise ValueError(f"the folder {path.parent} cannot be made: {error.strerror}") from error
    if is_folder:
        raise ValueError(f"{path} is a folder: write sqlite:///var/contrechamp.sqlite3")
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
    except (KeyError, ValueError, ImproperlyConfigured):  # their text may quote a part of the password
        raise ValueError(
            "write smtp://user:password@host:25, smtp+tls://... or consolemail://, "
            "special characters percent-encoded"
        ) from None


def sender(text: str) -> str:
    """From address of e-mails, with or without a display name."""
    if not SENDER.fullmatch(text):
        raise ValueError("write an address such as site@example.org or Contrechamp <site@example.org>")
    return text


@dataclass(frozen=True)
class MapStart:
    """Initial view of the map: degrees (WGS 84) and zoom."""

    lat: float
    lon: float
    zoom: int


def country(text: str) -> str:
    if text and not re.fullmatch("[A-Z]{2}", text):
        raise ValueError("write the two capital letters of ISO 3166-1, such as FR, or nothing")
    return text


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
    """Basemap: names of PMTiles files in DATA_DIR/basemap, or the URL template of a raster map."""

    files: tuple[str, ...] = ()
    raster: str = ""


def basemap(text: str) -> Basemap:
    if text.startswith(("http://", "https://")):
        if not all(part in text for part in ("{z}", "{x}", "{y}")):
            raise ValueError("a raster map needs {z}, {x} and {y} in its address")
        match = RASTER_URL.fullmatch(text)
        if not match or not _is_port(match["port"]):
            raise ValueError("write an address such as https://{s}.tiles.example.org/{z}/{x}/{y}.png")
        return Basemap(raster=text)
    files = comma_separated(text)
    for name in files:
        if not name.endswith(".pmtiles") or "/" in name or name.startswith("."):
            raise ValueError(f"{name!r} must be the name of a .pmtiles file in DATA_DIR/basemap")
    return Basemap(files=tuple(files))
