"""Messages of `manage.py check`."""

import shutil
from pathlib import Path

import pytest
from django.core import checks

from config.env import Basemap

OURS = "contrechamp."


@pytest.fixture
def folder(settings, tmp_path):
    """An empty DATA_DIR/basemap, and the shipped maps behind it."""
    settings.BASEMAP_DIRS = [tmp_path, Path(settings.BASE_DIR) / "fixtures" / "basemap"]
    return tmp_path


def run_checks(deploy=False):
    messages = [one for one in checks.run_checks(include_deployment_checks=deploy) if one.id.startswith(OURS)]
    return [(one.id.removeprefix(OURS), one.msg) for one in messages]


def test_the_shipped_street_maps_are_fine(settings, folder):
    settings.BASEMAP = Basemap(files=("monaco.pmtiles", "helsinki.pmtiles"))
    assert run_checks() == []


def test_a_missing_street_map_is_named_with_the_variable_and_the_folders(settings, folder):
    settings.BASEMAP = Basemap(files=("monaco.pmtiles", "lyon.pmtiles"))
    [(code, message)] = run_checks()
    assert code == "W001"
    assert message.startswith("BASEMAP: lyon.pmtiles lies in none of")
    assert all(str(one) in message for one in settings.BASEMAP_DIRS)


def test_a_file_that_is_no_street_map_is_named(settings, folder):
    settings.BASEMAP = Basemap(files=("lyon.pmtiles",))
    (folder / "lyon.pmtiles").write_text("<html>404</html>")
    assert run_checks() == [("W001", "BASEMAP: lyon.pmtiles is no PMTiles archive of version 3.")]


def test_a_copy_in_the_data_folder_is_as_good(settings, folder):
    shutil.copy(Path(settings.BASE_DIR) / "fixtures/basemap/monaco.pmtiles", folder / "lyon.pmtiles")
    settings.BASEMAP = Basemap(files=("lyon.pmtiles",))
    assert run_checks() == []


def test_a_third_party_map_warns_at_deployment_only(settings):
    settings.PUBLIC_URL, settings.DEMO_PASSWORD = "http://127.0.0.1:8000", ""
    settings.BASEMAP = Basemap(raster="https://{s}.tiles.example.org/{z}/{x}/{y}.png")
    assert run_checks() == []
    [(code, message)] = run_checks(deploy=True)
    assert code == "W002"
    assert "{s}.tiles.example.org learns the address of every visitor" in message


@pytest.mark.parametrize(
    ("url", "password", "second_factor", "named"),
    [
        ("https://cameras.example.org", "", True, []),
        ("https://cameras.example.org", "secret", True, ["DEMO_PASSWORD"]),
        ("https://cameras.example.org", "", False, ["STAFF_MFA_REQUIRED"]),
        ("https://cameras.example.org", "secret", False, ["DEMO_PASSWORD", "STAFF_MFA_REQUIRED"]),
        ("http://127.0.0.1:8000", "secret", False, []),
    ],
)
def test_the_demo_is_not_for_a_public_site(settings, url, password, second_factor, named):
    settings.PUBLIC_URL, settings.DEMO_PASSWORD = url, password
    settings.STAFF_MFA_REQUIRED = second_factor
    assert [(code, message.split()[0]) for code, message in run_checks(deploy=True)] == [
        ("W003", name) for name in named
    ]
    assert "secret" not in str(run_checks(deploy=True))
