"""Every variable: what is accepted, and that a wrong value is refused by name."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env

ROOT = Path(__file__).resolve().parent.parent.parent


def manage(*arguments, **variables):
    """manage.py in a process of its own. What is set here goes before .env, so the checkout's own .env
    changes nothing."""
    return subprocess.run(
        [sys.executable, ROOT / "manage.py", *arguments],
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def read(monkeypatch, parse, text):
    monkeypatch.setenv("SOME_NAME", text)
    return env.read("SOME_NAME", parse, "")


@pytest.mark.parametrize(
    ("parse", "text", "value"),
    [
        (env.boolean, "true", True),
        (env.boolean, "Yes", True),
        (env.boolean, "0", False),
        (env.boolean, " off ", False),
        (env.count, "0", 0),
        (env.count, "12", 12),
        (env.words, "", []),
        (env.words, "a.example.org, b.example.org,", ["a.example.org", "b.example.org"]),
        (env.public_url, "https://cameras.example.org/", "https://cameras.example.org"),
        (env.public_url, "http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        (env.directory, "var", ROOT / "var"),
        (env.directory, "/srv/contrechamp", Path("/srv/contrechamp")),
        (env.map_start, "43.7384,7.4246,16", env.MapStart(43.7384, 7.4246, 16)),
        (env.map_start, "-33.9, 18.4, 0", env.MapStart(-33.9, 18.4, 0)),
        (env.basemap, "", env.Basemap()),
        (env.basemap, "a.pmtiles, b.pmtiles", env.Basemap(files=("a.pmtiles", "b.pmtiles"))),
        (
            env.basemap,
            "https://tiles.example.org/{z}/{x}/{y}.png",
            env.Basemap(raster="https://tiles.example.org/{z}/{x}/{y}.png"),
        ),
    ],
)
def test_a_good_value_is_read(monkeypatch, parse, text, value):
    assert read(monkeypatch, parse, text) == value


@pytest.mark.parametrize(
    ("parse", "text", "help_text"),
    [
        (env.boolean, "maybe", "true or false"),
        (env.boolean, "", "true or false"),
        (env.count, "-1", "whole number"),
        (env.count, "1.5", "whole number"),
        (env.count, "١", "whole number"),
        (env.public_url, "cameras.example.org", "https://cameras.example.org"),
        (env.public_url, "https://", "https://cameras.example.org"),
        (env.public_url, "ftp://cameras.example.org", "https://cameras.example.org"),
        (env.public_url, "https://example.org/cameras", "https://cameras.example.org"),
        (env.directory, "", "folder"),
        (env.database, "", "sqlite:///path or postgres://"),
        (env.database, "mysql://root@localhost/cameras", "sqlite:///path or postgres://"),
        (env.database, "sqlite://var/cameras.sqlite3", "sqlite:///var/contrechamp.sqlite3"),
        (env.database, "sqlite:///", "sqlite:///var/contrechamp.sqlite3"),
        (env.database, "postgres://user:password@host:5432", "names no database"),
        (env.database, "postgres://user:password@host:port/cameras", "Port"),
        (env.map_start, "43.7384,7.4246", "latitude,longitude,zoom"),
        (env.map_start, "here,7.4246,16", "could not convert"),
        (env.map_start, "91,7,16", "latitude is -90 to 90"),
        (env.map_start, "nan,7,16", "latitude is -90 to 90"),
        (env.map_start, "43,7,23", "zoom 0 to 22"),
        (env.basemap, "https://tiles.example.org/map.png", "{z}, {x} and {y}"),
        (env.basemap, "monaco.mbtiles", ".pmtiles file"),
        (env.basemap, "../monaco.pmtiles", ".pmtiles file"),
        (env.basemap, ".pmtiles", ".pmtiles file"),
    ],
)
def test_a_bad_value_is_refused_by_name_and_says_what_to_write(monkeypatch, parse, text, help_text):
    with pytest.raises(ImproperlyConfigured) as refusal:
        read(monkeypatch, parse, text)
    assert str(refusal.value).startswith(f"SOME_NAME={text!r} is not usable: ")
    assert help_text in str(refusal.value)


def test_a_variable_that_is_not_set_has_its_default(monkeypatch):
    monkeypatch.delenv("SOME_NAME", raising=False)
    assert env.read("SOME_NAME", env.count, "3") == 3


def test_sqlite_is_set_up_for_several_writers(monkeypatch, tmp_path):
    database = read(monkeypatch, env.database, f"sqlite:///{tmp_path}/new/cameras.sqlite3")
    assert database["ENGINE"] == "django.db.backends.sqlite3"
    assert database["NAME"] == tmp_path / "new" / "cameras.sqlite3"
    assert database["NAME"].parent.is_dir()
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in database["OPTIONS"]["init_command"]


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_postgresql_is_read_with_every_part(monkeypatch, scheme):
    database = read(monkeypatch, env.database, f"{scheme}://anna:p%40ss@db.example.org:5433/cameras")
    parts = [database[name] for name in ("USER", "PASSWORD", "HOST", "PORT", "NAME")]
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert parts == ["anna", "p@ss", "db.example.org", 5433, "cameras"]
    assert database["CONN_HEALTH_CHECKS"]


def test_mail_is_read_with_every_part(monkeypatch):
    mail = read(monkeypatch, env.email, "smtp+tls://anna:secret@mail.example.org:587")
    parts = [mail[name] for name in ("EMAIL_HOST", "EMAIL_PORT", "EMAIL_HOST_USER", "EMAIL_HOST_PASSWORD")]
    assert parts == ["mail.example.org", 587, "anna", "secret"]
    assert mail["EMAIL_USE_TLS"]


def test_without_a_secret_key_nothing_starts():
    answer = manage("check", SECRET_KEY="")
    assert answer.returncode != 0
    assert "SECRET_KEY is not set" in answer.stderr


def test_a_wrong_value_stops_the_start_by_its_name():
    answer = manage("check", DEBUG="maybe")
    assert answer.returncode != 0
    assert "DEBUG='maybe' is not usable: write true or false" in answer.stderr
