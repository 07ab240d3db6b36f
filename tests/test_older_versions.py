"""Revisions and published snapshots are kept for ever: each reader takes what an older version of the code
wrote, which lacks a field, and what a newer one wrote before it was taken back, which has one more."""

import csv
import io
import json
import re
from pathlib import Path
from unittest.mock import patch

from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import TestCase

from cameras.importing.tests.test_imports import ImportCase, node
from cameras.models import Camera, CameraRevision
from cameras.publishing.snapshots import store
from cameras.publishing.snapshots.publish import publish
from cameras.publishing.snapshots.tests.test_snapshots import SnapshotTestCase
from cameras.publishing.snapshots.upkeep import clean_all
from cameras.registry import revisions
from cameras.registry.revisions import change, registry, snapshot
from cameras.tests.builders import IMPORT, camera
from reports.decisions import approve, revert
from reports.history.conflicts import ChangedSince, FieldConflicts
from reports.reporter.amend_form import AmendForm
from reports.tests.people import alice, report

NEWER = {"colour": "red"}


def rewrite_revisions(without, **more):
    """Stored revisions as a version wrote them that lacked a field, or knew another."""
    for revision in CameraRevision.objects.all():
        stored = {name: value for name, value in revision.snapshot.items() if name != without}
        CameraRevision.objects.filter(pk=revision.pk).update(snapshot=stored | more)


def newer_version():
    """Revisions name a field among the changed ones that this version of the code does not know."""
    record = revisions._record
    return patch.object(
        revisions,
        "_record",
        lambda clock, cameras, changed, author: record(clock, cameras, [*changed, *NEWER], author),
    )


def audit():
    out = io.StringIO()
    call_command("audit_registry", stdout=out)
    return out.getvalue()


def test_stored_snapshots_are_read_in_one_place():
    apps = [Path(settings.BASE_DIR) / app for app in ("cameras", "reports", "accounts", "areas", "config")]
    modules = [path for app in apps for path in app.rglob("*.py") if "tests" not in path.parts]
    reading = {
        path.name for path in modules if re.search(r"\b\w+\.snapshot\b(?! import|s)", path.read_text())
    }
    assert len(modules) > 200
    assert reading == {"history.py"}


class RevisionTests(TestCase):
    def setUp(self):
        self.alice = alice()
        self.camera = camera(operator="Bank", ownership="private", height=3.5)

    def correction(self, **fields):
        return report(**{"kind": "correction", "camera": self.camera.pk, "ownership": "private", **fields})

    def now(self):
        return snapshot(Camera.objects.get(pk=self.camera.pk))

    def test_an_approval_is_taken_back(self):
        before = self.now()
        one = self.correction(operator="Shop")
        approve(one, by=self.alice, version=1)
        rewrite_revisions("software", **NEWER)
        revert(one, by=self.alice, version=2)
        self.assertEqual(self.now(), before)

    def test_a_field_that_the_older_version_lacked_is_blank_again(self):
        one = self.correction(operator="Shop")
        approve(one, by=self.alice, version=1)
        rewrite_revisions("operator")
        revert(one, by=self.alice, version=2)
        self.assertEqual(self.now()["operator"], "")

    def test_an_approval_with_a_change_after_it_says_what_differs(self):
        one = self.correction(operator="Shop")
        approve(one, by=self.alice, version=1)
        with registry() as clock:
            change(clock, Camera.objects.get(), {"software": "Briefcam"}, author=IMPORT)
        rewrite_revisions("software", **NEWER)
        with self.assertRaises(ChangedSince) as caught:
            revert(one, by=self.alice, version=2)
        (differing,) = caught.exception.fields
        self.assertEqual((differing.name, differing.base, differing.current), ("software", "", "Briefcam"))

    def test_a_conflict_shows_the_field_that_was_not_there_yet_as_blank(self):
        first, second = self.correction(operator="Shop"), self.correction(operator="Mall")
        approve(first, by=self.alice, version=1)
        rewrite_revisions("operator")
        with self.assertRaises(FieldConflicts) as caught:
            approve(second, by=self.alice, version=1)
        (conflict,) = caught.exception.fields
        self.assertEqual((conflict.base, conflict.current, conflict.proposed), ("", "Shop", "Mall"))

    def test_a_correction_is_made_and_amended(self):
        rewrite_revisions("operator", **NEWER)
        one = self.correction(operator="Bank")
        self.assertEqual(one.proposed["operator"], "Bank")
        self.assertEqual(AmendForm.of(one).initial["operator"], "Bank")

    def test_the_audit_finds_nothing_but_a_real_difference(self):
        rewrite_revisions("software", **NEWER)
        self.assertIn("Nothing differs", audit())
        Camera.objects.update(software="Briefcam")
        with self.assertRaises(CommandError):
            audit()

    def test_the_page_names_a_field_of_a_newer_version_as_it_is(self):
        with newer_version(), registry() as clock:
            change(clock, self.camera, {"operator": "Shop"}, author=IMPORT)
        self.assertContains(self.client.get(f"/cameras/{self.camera.pk}"), "Changed: operator, colour")


class UndoTests(ImportCase):
    def test_an_import_is_taken_back(self):
        self.load(node(1, operator="Ville"))
        before = snapshot(Camera.objects.get())
        with newer_version():
            run = self.load(node(1, operator="Police", software="Briefcam"), node(2))["import"]
        rewrite_revisions("software", **NEWER)
        self.undo(run)
        restored = snapshot(Camera.objects.get(external_ref="osm:node/1"))
        self.assertEqual({**restored, "software": ""}, before)
        self.assertEqual(Camera.objects.get(external_ref="osm:node/2").status, "removed")


class SnapshotTests(SnapshotTestCase):
    """`mount` stands among the first columns: without it every later cell would be under a wrong heading."""

    def setUp(self):
        super().setUp()
        self.home = camera()
        self.other = camera(operator="Ville", mount="wall", direction="90", capabilities=["infrared"])
        self.snapshot = publish()
        for stem in ("cameras", "removed"):
            path = self.snapshot.folder / f"{stem}.geojsonl"
            features = [json.loads(line) for line in path.read_text().splitlines()]
            for one in features:
                del one["properties"]["mount"]
                one["properties"] |= NEWER
            path.write_text("".join(f"{json.dumps(one)}\n" for one in features))

    def cleaned(self):
        self.set(self.home, status="hidden")
        self.assertEqual([one.name for one in clean_all()], [self.snapshot.name])
        return store.find(self.snapshot.name)

    def row(self, snapshot):
        (row,) = csv.DictReader(io.StringIO((snapshot.folder / "cameras.csv").read_text(), newline=""))
        return row

    def check(self, snapshot):
        row = self.row(snapshot)
        self.assertEqual((row["id"], row["operator"], row["mount"]), (str(self.other.pk), "Ville", ""))
        self.assertEqual((row["direction"], row["capabilities"]), ("90", '["infrared"]'))
        self.assertEqual((row["attribution"], row["status"]), ("© the town", "active"))
        (feature,) = self.lines(snapshot)
        self.assertEqual((feature["properties"]["mount"], feature["properties"]["colour"]), ("", "red"))

    def test_it_is_cleaned_in_every_format_and_others_are_published_after_it(self):
        self.check(self.cleaned())
        camera()
        call_command("publish_snapshot", stdout=io.StringIO())
        self.assertEqual(len(store.every()), 2)

    def test_without_the_optional_formats_each_cell_is_under_its_heading(self):
        with patch("cameras.publishing.snapshots.publish.optional_writers", return_value=[]):
            self.check(self.cleaned())

    def test_it_is_imported(self):
        path = self.snapshot.folder / "cameras.geojsonl"
        given = {"dataset": "copy", "licence": "ODbL-1.0", "attribution": "© the town"}
        columns = ["--id", "id", "--map", "operator=operator,direction=direction"]
        with self.assertRaisesRegex(CommandError, "no column mount"):
            call_command("import_cameras", path, *columns, "--map", "mount=mount", **given)
        call_command("import_cameras", path, *columns, stdout=io.StringIO(), **given)
        copied = Camera.objects.get(external_ref=f"copy:{self.other.pk}")
        self.assertEqual((copied.operator, copied.mount, copied.direction), ("Ville", "", "90"))
