"""Files for tests of the readers, and how to read them."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import TestCase

import pytest

from cameras.importing import Reading, UnreadableFile
from cameras.importing.detect import open_reader
from cameras.importing.source import prepared
from cameras.osm.record import CameraRecord, Refused

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
CASES = Path(__file__).resolve().parents[1] / "importing" / "tests" / "cases"
CAMERA = {"man_made": "surveillance", "camera:type": "dome"}
NODE = {"type": "node", "id": 1, "lat": 43.7, "lon": 7.4, "tags": CAMERA}


def read(path, **options):
    """All rows of a file."""
    with prepared(Path(path)) as source:
        return list(open_reader(source, Reading(**options)))


def records(path):
    """The cameras of a file by their reference."""
    return {row.external_ref: row for _, row in read(path) if isinstance(row, CameraRecord)}


def refusals(rows):
    return [row.reason for _, row in rows if isinstance(row, Refused)]


class FileCase(TestCase):
    def setUp(self):
        folder = TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def file(self, content, name="cameras.json"):
        path = self.folder / name
        if not isinstance(content, bytes | str):
            content = json.dumps(content)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def rows(self, content):
        return read(self.file(content))

    def complaint(self, content, name="cameras.json"):
        with pytest.raises(UnreadableFile) as caught:
            read(self.file(content, name))
        return str(caught.value)
