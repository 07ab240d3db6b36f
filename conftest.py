"""Settings and fixtures of all tests."""

import os
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import caches
from django.test import TransactionTestCase, override_settings
from django.utils import translation

from cameras.map.tile_cache import tile_cache
from cameras.publishing import access, export_views
from reports.senders import gate
from web.network_slots import NetworkSlots
from web.rate_limiter import RateLimiter

# No deadline: shared machines stall. CI tries the same examples each time, people new ones.
hypothesis.settings.register_profile("here", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("here")


def pytest_configure() -> None:
    # Hashed names need collectstatic, which script/test runs separately.
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "whitenoise" not in name]
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.hookimpl(tryfirst=True)  # before pytest looks at `-m`
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what uses the database: the other tests give the same result on every database."""
    for item in items:
        if uses_database(item):
            item.add_marker("database")


def uses_database(item: pytest.Item) -> bool:
    is_test_case = issubclass(getattr(item, "cls", None) or object, TransactionTestCase)
    fixtures = {"db", "transactional_db", "live_server"} & {*getattr(item, "fixturenames", ())}
    return is_test_case or bool(fixtures) or any(item.iter_markers("django_db"))


@pytest.fixture(scope="session", autouse=True)
def own_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Workers, and runs at the same time, share no file."""
    folder = tmp_path_factory.mktemp("data")
    caches: dict[str, Any] = settings.CACHES
    files = {**caches["files"], "LOCATION": folder / "cache"}
    with override_settings(CACHES={**caches, "files": files}, MEDIA_ROOT=folder / "media"):
        yield


@pytest.fixture(autouse=True)
def empty_caches() -> None:
    """Clear the caches: the registry clock of this test may equal that of the previous one."""
    tile_cache.clear()
    caches["files"].clear()


@pytest.fixture(autouse=True)
def free_slots(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reset the slots: a stream left unread releases its slot only when it is garbage-collected."""
    monkeypatch.setattr(export_views, "slots", NetworkSlots(settings.EXPORTS_AT_ONCE, per_network=1))
    monkeypatch.setattr(access, "file_slots", NetworkSlots(1000, per_network=64))


@pytest.fixture(autouse=True)
def english() -> None:
    """Reset the language: a request for a French page leaves its thread in French."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def no_snapshots(settings: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Give each test an empty snapshot folder: many pages depend on whether a snapshot exists."""
    settings.SNAPSHOTS_ROOT = tmp_path_factory.getbasetemp() / f"snapshots-{uuid4().hex}"


@pytest.fixture(autouse=True)
def no_attempts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget the attempts at anonymous writes: all tests come from one network."""
    monkeypatch.setattr(gate, "attempts", RateLimiter())
