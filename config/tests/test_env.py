"""Every variable: accepted values, and invalid ones refused by name."""

import os
import subprocess
import sys
import traceback
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
    return env.read_variable("SOME_NAME", parse, "")


@pytest.mark.parametrize(
    ("parse", "text", "value"),
    [
        (env.boolean, "true", True),
        (env.boolean, "Yes", True),
        (env.boolean, "0", False),
        (env.boolean, " off ", False),
        (env.count, "0", 0),
        (env.count, "12", 12),
        (env.time_zone, "UTC", "UTC"),
        (env.time_zone, "Europe/Paris", "Europe/Paris"),
        (env.comma_separated, "", []),
        (env.comma_separated, "a.example.org, b.example.org,", ["a.example.org", "b.example.org"]),
        (env.public_url, "https://cameras.example.org/", "https://cameras.example.org"),
        (env.public_url, "http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        (env.public_url, "HTTPS://Cameras.Example.org:8443", "https://cameras.example.org:8443"),
        (env.public_url, "http://[::1]:8000", "http://[::1]:8000"),
        (env.hosts, "a.example.org, .example.org,", ["a.example.org", ".example.org"]),
        (env.hosts, "[::1],127.0.0.1,*", ["[::1]", "127.0.0.1", "*"]),
        (env.directory, "var", ROOT / "var"),
        (env.directory, "var/made/later", ROOT / "var/made/later"),
        (env.country, "FR", "FR"),
        (env.country, "", ""),
        (env.map_start, "43.7384,7.4246,16", env.MapStart(43.7384, 7.4246, 16)),
        (env.map_start, "-33.9, 18.4, 0", env.MapStart(-33.9, 18.4, 0)),
        (env.basemap, "", env.Basemap()),
        (env.basemap, "a.pmtiles, b.pmtiles", env.Basemap(files=("a.pmtiles", "b.pmtiles"))),
        (
            env.basemap,
            "https://tiles.example.org/{z}/{x}/{y}.png",
            env.Basemap(raster="https://tiles.example.org/{z}/{x}/{y}.png"),
        ),
        (
            env.basemap,
            "http://{s}.localhost:8080/{z}/{x}/{y}",
            env.Basemap(raster="http://{s}.localhost:8080/{z}/{x}/{y}"),
        ),
        (str, "$abc", "$abc"),
    ],
)
def test_a_valid_value_is_parsed(monkeypatch, parse, text, value):
    assert read(monkeypatch, parse, text) == value


@pytest.mark.parametrize(
    ("parse", "text", "help_text"),
    [
        (env.boolean, "maybe", "true or false"),
        (env.boolean, "", "true or false"),
        (env.count, "-1", "whole number"),
        (env.count, "1.5", "whole number"),
        (env.time_zone, "", "IANA"),
        (env.time_zone, "Europe", "IANA"),
        (env.time_zone, "Europe/Pariss", "IANA"),
        (env.time_zone, "../../etc/passwd", "IANA"),
        (env.count, "١", "whole number"),
        (env.public_url, "cameras.example.org", "https://cameras.example.org"),
        (env.public_url, "https://", "https://cameras.example.org"),
        (env.public_url, "ftp://cameras.example.org", "https://cameras.example.org"),
        (env.public_url, "https://example.org/cameras", "https://cameras.example.org"),
        (env.public_url, "https://example.org?cameras", "https://cameras.example.org"),
        (env.public_url, "https://a b.example.org", "https://cameras.example.org"),
        (env.public_url, "https://cameras.example.org:99999", "https://cameras.example.org"),
        (env.public_url, "https://cameras.example.org:port", "https://cameras.example.org"),
        (env.public_url, "https://cameras.example.org:", "https://cameras.example.org"),
        (env.public_url, "http://::1:8000", "https://cameras.example.org"),
        (env.hosts, "", "without scheme"),
        (env.hosts, ",", "without scheme"),
        (env.hosts, "https://cameras.example.org", "without scheme"),
        (env.hosts, "cameras.example.org:8000", "without scheme"),
        (env.hosts, "a.example.org b.example.org", "without scheme"),
        (env.directory, "", "folder"),
        (env.directory, "manage.py", "manage.py is a file"),
        (env.directory, "manage.py/data", "manage.py is a file"),
        (env.directory, "x" * 300, "cannot be looked at"),
        (env.country, "France", "two capital letters"),
        (env.country, "fr", "two capital letters"),
        (env.map_start, "43.7384,7.4246", "latitude,longitude,zoom"),
        (env.map_start, "here,7.4246,16", "could not convert"),
        (env.map_start, "91,7,16", "latitude is -90 to 90"),
        (env.map_start, "nan,7,16", "latitude is -90 to 90"),
        (env.map_start, "43,7,23", "zoom 0 to 22"),
        (env.basemap, "https://tiles.example.org/map.png", "{z}, {x} and {y}"),
        (env.basemap, "https://tiles.example.org/{z}/{x}/{y}.png; script-src *", "https://{s}.tiles"),
        (env.basemap, "https://tiles.example.org; script-src */{z}/{x}/{y}.png", "https://{s}.tiles"),
        (env.basemap, "https://tiles.example.org/a b/{z}/{x}/{y}.png", "https://{s}.tiles"),
        (env.basemap, "https:///{z}/{x}/{y}.png", "https://{s}.tiles"),
        (env.basemap, "https://tiles{s}.example.org/{z}/{x}/{y}.png", "https://{s}.tiles"),
        (env.basemap, "https://tiles.example.org:0/{z}/{x}/{y}.png", "https://{s}.tiles"),
        (env.basemap, "monaco.mbtiles", ".pmtiles file"),
        (env.basemap, "../monaco.pmtiles", ".pmtiles file"),
        (env.basemap, ".pmtiles", ".pmtiles file"),
    ],
)
def test_an_invalid_value_is_refused_with_its_name_and_the_accepted_format(
    monkeypatch, parse, text, help_text
):
    with pytest.raises(ImproperlyConfigured) as refusal:
        read(monkeypatch, parse, text)
    assert str(refusal.value).startswith(f"SOME_NAME={text!r} is not usable: ")
    assert help_text in str(refusal.value)


@pytest.mark.parametrize(
    ("parse", "text", "help_text"),
    [
        (env.database, "", "sqlite:///path or postgres://"),
        (env.database, "mysql://root:secret@localhost/cameras", "sqlite:///path or postgres://"),
        (env.database, "secret", "sqlite:///path or postgres://"),
        (env.database, "sqlite://var/cameras.sqlite3", "sqlite:///var/contrechamp.sqlite3"),
        (env.database, "sqlite:///", "sqlite:///var/contrechamp.sqlite3"),
        (env.database, "sqlite:///:memory:", "sqlite:///var/contrechamp.sqlite3"),
        (env.database, "sqlite:///config", "config is a folder"),
        (env.database, "sqlite:///manage.py/cameras.sqlite3", "manage.py cannot be made"),
        (env.database, "sqlite:///manage.py/new/cameras.sqlite3", "manage.py/new cannot be made"),
        (env.database, "postgres://anna:secret@host:5432", "names no database"),
        (env.database, "postgres://anna:secret@host:port/cameras", "percent-encoded"),
        (env.database, "postgres://anna:secret/word@host:5432/cameras", "percent-encoded"),
        (env.email, "mail.example.org", "smtp://"),
        (env.email, "smtp://anna:secret/word@mail.example.org:25", "percent-encoded"),
        (env.public_url, "https://anna:secret@cameras.example.org", "https://cameras.example.org"),
        (env.basemap, "https://anna:secret@tiles.example.org/{z}/{x}/{y}.png", "https://{s}.tiles"),
    ],
)
def test_a_value_that_may_hold_a_password_is_not_printed(monkeypatch, parse, text, help_text):
    with pytest.raises(ImproperlyConfigured) as refusal:
        read(monkeypatch, parse, text)
    assert str(refusal.value).startswith("SOME_NAME is not usable: ")
    assert help_text in str(refusal.value)
    assert "secret" not in "".join(traceback.format_exception(refusal.value))


@pytest.mark.parametrize(
    ("key", "public", "problem"),
    [
        ("", False, "SECRET_KEY is not set"),
        ("", True, "SECRET_KEY is not set"),
        ("x" * 31, True, "SECRET_KEY has 31 characters"),
        ("x" * 31, False, None),
        ("x" * 32, True, None),
    ],
)
def test_a_public_site_has_a_long_secret_key(key, public, problem):
    if problem is None:
        env.require_secret_key(key, public=public)
    else:
        with pytest.raises(ImproperlyConfigured, match=problem):
            env.require_secret_key(key, public=public)


@pytest.mark.parametrize(
    ("url", "host"),
    [("https://cameras.example.org", "cameras.example.org"), ("http://[::1]:8000", "[::1]")],
)
def test_the_host_of_the_address_is_allowed(url, host):
    assert env.hosts(env.host_of(url)) == [host]


def test_a_variable_that_is_not_set_has_its_default(monkeypatch):
    monkeypatch.delenv("SOME_NAME", raising=False)
    assert env.read_variable("SOME_NAME", env.count, "3") == 3


def test_a_folder_that_may_not_be_written_is_refused(monkeypatch, tmp_path):
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # root may write everywhere
    with pytest.raises(ImproperlyConfigured, match="nothing can be written in"):
        read(monkeypatch, env.directory, f"{tmp_path}/new")


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
    assert database["ENGINE"] == "config.postgresql"
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


def test_a_secret_key_may_begin_with_a_dollar_sign():
    answer = manage("check", SECRET_KEY="$abc", PUBLIC_URL="http://127.0.0.1:8000")
    assert answer.returncode == 0, answer.stderr


def test_a_short_secret_key_stops_a_public_site():
    answer = manage("check", SECRET_KEY="short", PUBLIC_URL="https://cameras.example.org")
    assert answer.returncode != 0
    assert "SECRET_KEY has 5 characters" in answer.stderr


def test_a_wrong_value_stops_the_start_by_its_name():
    answer = manage("check", DEBUG="maybe")
    assert answer.returncode != 0
    assert "DEBUG='maybe' is not usable: write true or false" in answer.stderr


def test_a_refused_database_address_keeps_its_password():
    answer = manage("check", DATABASE_URL="postgres://anna:pass/word@127.0.0.1:5432/cameras")
    assert answer.returncode != 0
    assert "DATABASE_URL is not usable" in answer.stderr
    assert "pass" not in answer.stderr.replace("user:password@", "")


def test_https_is_promised_for_this_host_alone():
    names = ["SECONDS", "INCLUDE_SUBDOMAINS", "PRELOAD"]
    program = (
        f"from django.conf import settings as s; print([getattr(s, 'SECURE_HSTS_' + n) for n in {names}])"
    )
    answer = manage(
        "shell", "-v0", "-c", program, PUBLIC_URL="https://cameras.example.org", SECRET_KEY="x" * 50
    )
    assert answer.stdout.strip() == "[31536000, False, False]"
