"""Settings that only tests need."""

import os
from typing import Any
from uuid import uuid4

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import translation

from accounts.places import Places
from cameras import export_views, open_data
from cameras.kept_tiles import kept_tiles

# No deadline: shared machines stall. CI tries the same examples each time, people new ones.
hypothesis.settings.register_profile("here", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("here")


def pytest_configure() -> None:
    # Hashed names need collectstatic; script/test runs that apart.
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "whitenoise" not in name]
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """Each test has a registry of its own, whose clock may stand where that of the one before stood."""
    kept_tiles.clear()
    cache.clear()


@pytest.fixture(autouse=True)
def no_place_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stream that a test left unread gives its place back when Python forgets it, which may be later."""
    monkeypatch.setattr(export_views, "places", Places(settings.EXPORTS_AT_ONCE, for_each=1))
    monkeypatch.setattr(open_data, "sending", Places(1000, for_each=64))


@pytest.fixture(autouse=True)
def english() -> None:
    """A request for a French page leaves its thread in French: the next test must not find it so."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def no_snapshots(settings: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    """What one test publishes, the next must not find: many of them look whether there is a snapshot."""
    settings.SNAPSHOTS_ROOT = tmp_path_factory.getbasetemp() / f"snapshots-{uuid4().hex}"
