"""/healthz: the process answers. /readyz: database, disk and worker do."""

import shutil
from collections import namedtuple
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from config import readiness
from reports.models import Heartbeat

Usage = namedtuple("Usage", "total used free")


def refuse(*_args):
    raise OperationalError("database is locked")


@pytest.fixture
def ready(db, settings, tmp_path):
    """A site whose parts all work."""
    settings.DATA_DIR = tmp_path / "new"
    Heartbeat.objects.beat(timezone.now())
    return tmp_path


def states(client):
    answer = client.get("/readyz")
    assert ("Retry-After" in answer.headers) == (answer.status_code == 503)
    return answer.status_code, answer.json()


def test_health_asks_no_database(client):
    # No mark: a query would fail the test.
    answer = client.get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok\n")


def test_it_is_ready_when_every_part_works(client, ready):
    assert states(client) == (200, {"database": "ok", "disk": "ok", "worker": "ok"})
    assert list(ready.rglob("*")) == [ready / "new"]  # the file that it tries is gone


def test_a_database_that_does_not_answer_is_named(client, ready):
    with connection.execute_wrapper(refuse):
        assert states(client) == (503, {"database": "does not answer", "disk": "ok", "worker": "unknown"})


def test_a_disk_that_is_almost_full_is_named(client, ready, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(10**9, 10**9, readiness.MIN_FREE - 1))
    assert states(client)[1]["disk"] == "199 MB free"
    assert states(client)[0] == 503


def test_a_disk_that_cannot_be_written_is_named(client, ready, settings):
    (ready / "file").touch()
    settings.DATA_DIR = ready / "file"  # also root cannot write into it
    code, parts = states(client)
    assert (code, parts["disk"], parts["database"]) == (503, "cannot be written", "ok")


@pytest.mark.parametrize("ago", [timedelta(minutes=16), timedelta(days=400), timedelta(days=-400)])
def test_a_worker_that_stopped_or_waits_is_named(client, ready, ago):
    Heartbeat.objects.confirm_clock(timezone.now() - ago)
    code, parts = states(client)
    assert code == 503
    assert "has not worked" in parts["worker"]
