"""I19: after everything that a visitor can do, their network address stands in no table, file or log."""

import logging
from pathlib import Path

import pytest
from django.apps import apps
from django.core.cache import cache, caches
from django.db import connection
from django.test import Client

from accounts.invitations import invite
from accounts.models import Invitation
from accounts.roles import Role
from accounts.tests.people import PASSWORD, person
from cameras.tests.builders import camera
from reports.models import Report
from reports.tests.people import typed

NETWORKS = {
    "198.51.100.77": "198.51.100.",
    "2001:db8:77:7::77": "2001:db8:77:",
    "::ffff:198.51.100.77": "198.51.100.",
}


def everything(client, number):
    """Report, follow, amend, confirm, guess a password, sign in, moderate, be invited, meet errors."""
    known = camera(43.73, 7.42 + number / 100)
    page = client.post("/report", typed(latitude=43.6 - number / 10, contact="bob@example.org")).url
    for path in ("", "/amend"):
        client.get(page.partition("?")[0] + path)
    client.post(page.partition("?")[0] + "/contact", {"contact": ""})
    client.post(f"/cameras/{known.pk}/confirm", {"says": "there"})
    client.post("/objection", {"kind": "home", "text": "My window", "camera": known.pk})
    client.get("/api/v1/collections/cameras/items?nonsense=1")
    client.get("/nothing")
    for password in ("wrong", PASSWORD):
        client.post("/accounts/login/", {"login": "alice", "password": password})
    client.post("/accounts/password/reset/", {"email": "alice@example.org"})
    one = Report.objects.latest("pk")
    client.post(f"/moderation/{one.reference}/approve", {"version": one.version})
    client.post(f"/moderation/{one.reference}/contact")
    client.get("/audit")
    link = invite(Invitation.Role.MODERATOR)[1].removeprefix("http://127.0.0.1:8000")
    Client(REMOTE_ADDR=client.defaults["REMOTE_ADDR"]).post(link, {"username": "x", "password": "short"})


@pytest.mark.django_db
@pytest.mark.parametrize("address", NETWORKS)
def test_no_address_is_kept_anywhere(address, settings, caplog, monkeypatch):
    settings.TRUSTED_PROXY_COUNT = 1
    cache.clear()
    keys = keys_of_the_cache(monkeypatch)
    person(Role.MODERATOR, name="alice")
    client = Client(REMOTE_ADDR=address, headers={"X-Forwarded-For": f"203.0.113.1, {address}"})
    client.raise_request_exception = False
    with caplog.at_level(logging.DEBUG):
        everything(client, 1)
    assert Report.objects.exists()
    rows, files = (
        dump(),
        [path.read_bytes() for path in Path(caches["files"]._dir).rglob("*") if path.is_file()],
    )
    cache.clear()
    assert len(rows) > 1000
    assert any("login" in key for key in keys)
    for form in {address, address.removeprefix("::ffff:"), NETWORKS[address]}:
        assert form not in rows
        assert form not in caplog.text
        assert form not in "\n".join(keys)
        assert not any(form.encode() in data for data in files)


def keys_of_the_cache(monkeypatch):
    """Their names in the default cache, where the attempts to sign in are counted."""
    kind, keys = type(caches["default"]), []
    make = kind.make_key

    def remember(self, key, version=None):
        keys.append(key)
        return make(self, key, version)

    monkeypatch.setattr(kind, "make_key", remember)
    return keys


def dump():
    """Every row of every table, as text."""
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    with connection.cursor() as cursor:
        lines = []
        for table in sorted(tables):
            cursor.execute(f'SELECT * FROM "{table}"')
            lines += [str(row) for row in cursor.fetchall()]
    return "\n".join(lines)
