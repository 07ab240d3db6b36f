"""Every package has one exact version, and something proposes newer ones."""

import re

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR
REQUIREMENTS = sorted(ROOT.glob("requirements*.txt"))
FILES = {
    "pip": "requirements.txt",
    "npm": "package-lock.json",
    "docker": "Dockerfile",
    "docker-compose": "docker-compose.yml",
}
PIN = re.compile(r"[A-Za-z0-9._-]+(?:\[[a-z,]+\])?==[0-9][^\s;]*(?:\s*;.*)?")


@pytest.mark.parametrize("path", REQUIREMENTS, ids=lambda path: path.name)
def test_every_requirement_is_one_exact_version(path):
    lines = [line.partition(" #")[0].strip() for line in path.read_text().splitlines()]
    loose = [line for line in lines if line and not line.startswith(("#", "-r ")) and not PIN.fullmatch(line)]
    assert loose == []


def test_newer_versions_are_proposed_for_every_kind_of_file():
    kinds = re.findall(r"package-ecosystem: (\S+)", (ROOT / ".github/dependabot.yml").read_text())
    assert sorted(kinds) == sorted(FILES)
    assert all((ROOT / name).is_file() for name in FILES.values())
