"""The site for attacks: on the database of the tests, with a large file and without limits by number."""

import pytest
from django.db import connection

from tests.attack.site import serve


@pytest.fixture(scope="session")
def database_url(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        known = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{known['NAME']}"
    return f"postgres://{known['USER']}:{known['PASSWORD']}@{known['HOST']}:{known['PORT']}/{known['NAME']}"


@pytest.fixture(scope="session")
def start(database_url, tmp_path_factory):
    """Start the site; a context manager."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "basemap").mkdir()
    (folder / "basemap/large.pmtiles").write_bytes(bytes(20_000_000))
    limits = dict.fromkeys(("REPORTS_PER_HOUR", "REPORTS_PER_DAY", "REPORTS_BURST"), "1000000")
    known = {"DATA_DIR": str(folder), "BASEMAP": "large.pmtiles", "REPORTS_PHOTOS": "true", **limits}
    return lambda **more: serve(DATABASE_URL=database_url, **(known | more))
