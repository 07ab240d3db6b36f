"""The committed third-party files are exactly the ones vendor.json lists."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def check(root):
    return subprocess.run(
        [sys.executable, root / "script" / "vendor", "--check"], capture_output=True, text=True, check=False
    )


@pytest.fixture
def copy(tmp_path):
    shutil.copytree(ROOT / "static" / "vendor", tmp_path / "static" / "vendor")
    (tmp_path / "script").mkdir()
    shutil.copy(ROOT / "script" / "vendor", tmp_path / "script")
    shutil.copy(ROOT / "package-lock.json", tmp_path)
    return tmp_path


def test_the_committed_files_are_the_listed_ones():
    assert check(ROOT).stderr == ""
    assert check(ROOT).returncode == 0


def test_a_changed_file_is_refused(copy):
    with (copy / "static/vendor/protomaps-leaflet/protomaps-leaflet.js").open("a") as file:
        file.write("// one more line\n")
    answer = check(copy)
    assert answer.returncode == 1
    assert "changed: protomaps-leaflet/protomaps-leaflet.js" in answer.stderr


def test_an_unlisted_file_is_refused(copy):
    (copy / "static/vendor/public-sans/extra.js").write_text("")
    answer = check(copy)
    assert answer.returncode == 1
    assert "unlisted: public-sans/extra.js" in answer.stderr


def test_a_missing_licence_is_refused(copy):
    (copy / "static/vendor/public-sans/LICENSE").unlink()
    answer = check(copy)
    assert answer.returncode == 1
    assert "missing: public-sans/LICENSE" in answer.stderr


def test_a_newer_lock_file_without_a_new_copy_is_refused(copy):
    lock = json.loads((copy / "package-lock.json").read_text())
    lock["packages"]["node_modules/protomaps-leaflet"]["integrity"] = "sha512-other"
    (copy / "package-lock.json").write_text(json.dumps(lock))
    assert "other version in package-lock.json: protomaps-leaflet" in check(copy).stderr


def test_the_lock_file_names_no_registry():
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text()


def test_no_source_map_is_asked_for():
    scripts = (ROOT / "static" / "vendor").rglob("*.js")
    assert not [path.name for path in scripts if b"sourceMappingURL" in path.read_bytes()]
