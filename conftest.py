"""Settings and fixtures of all tests."""

import os
from threading import BoundedSemaphore
from typing import Any
from uuid import uuid4

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import translation

from cameras.map.tile_cache import tile_cache
from cameras.publishing import export_views

# No deadline: shared machines stall. CI tries the same examples each time, people new ones.
hypothesis.settings.register_profile("here", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("here")


def pytest_configure() -> None:
    # Hashed names need collectstatic, which script/test runs separately.
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "whitenoise" not in name]
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def empty_caches() -> None:
    """Clear the caches: the registry clock of this test may equal that of the previous one."""
    tile_cache.clear()
    cache.clear()


@pytest.fixture(autouse=True)
def free_export_slots(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reset the export slots: a stream left unread releases its slot only when it is garbage-collected."""
    monkeypatch.setattr(export_views, "slots", BoundedSemaphore(settings.EXPORTS_AT_ONCE))


@pytest.fixture(autouse=True)
def english() -> None:
    """Reset the language: a request for a French page leaves its thread in French."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def no_snapshots(settings: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Give each test an empty snapshot folder: many pages depend on whether a snapshot exists."""
    settings.SNAPSHOTS_ROOT = tmp_path_factory.getbasetemp() / f"snapshots-{uuid4().hex}"
