"""Imports as a whole: rehearsed, interrupted, complete, taken back."""

import json
from io import StringIO
from unittest.mock import patch

from django.core.management import CommandError, call_command
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from cameras.importing import runs
from cameras.models import Camera, CameraRevision, Dataset, ImportBatch, ImportRun, RegistryClock
from cameras.registry.revisions import Author, change, registry, snapshot
from cameras.tests.builders import camera, dataset
from cameras.tests.files import CAMERA, FIXTURES, FileCase

MODERATOR = Author(CameraRevision.Role.MODERATOR)


def node(n=1, lat=43.7, **tags):
    return {"type": "node", "id": n, "lat": lat, "lon": 7.4, "tags": {**CAMERA, **tags}}


def decide(**values):
    """A moderator sets fields of the only camera."""
    with registry() as clock:
        change(clock, Camera.objects.get(), values, author=MODERATOR)


class ImportCase(FileCase, TestCase):
    def load(self, *elements, path=None, **options):
        """Import the elements and return the report."""
        report = self.folder / "report.json"
        self.out, self.err = StringIO(), StringIO()
        given = {"dataset": "osm", "licence": "ODbL-1.0", "attribution": "© the town", **options}
        path = path or self.file(list(elements))
        try:
            call_command("import_cameras", path, report=report, stdout=self.out, stderr=self.err, **given)
        finally:
            told = json.loads(report.read_text()) if report.exists() else {}
            if told:
                parts = [told[name] for name in ("created", "changed", "unchanged", "older")]
                assert told["read"] == sum(parts) + len(told["refused"])
        return told

    def undo(self, run):
        out = StringIO()
        call_command("undo_import", run, stdout=out)
        return out.getvalue()


class DryRunTests(ImportCase):
    def test_it_says_what_would_happen_and_writes_nothing(self):
        self.load(node(1, operator="Ville"), node(2), node(3))
        before = (RegistryClock.objects.get().seq, ImportRun.objects.count(), ImportBatch.objects.count())
        elements = [node(1, operator="Police"), node(2), node(4), node(4), node(5, lat=95)]
        told = self.load(*elements, dry_run=True, complete=True, allow_share=1.0)
        assert [told[name] for name in ("created", "changed", "unchanged", "vanished")] == [1, 1, 2, 1]
        assert told["dry_run"]
        assert "would be 1 created" in self.out.getvalue()
        after = (RegistryClock.objects.get().seq, ImportRun.objects.count(), ImportBatch.objects.count())
        assert after == before
        really = self.load(*elements, complete=True, allow_share=1.0)
        assert all(really[name] == told[name] for name in ("read", "created", "changed", "unchanged"))
        assert really["removed"] == told["vanished"]

    def test_not_even_the_dataset_is_made(self):
        self.load(node(), dry_run=True, complete=True)
        assert not Dataset.objects.exists()
        assert not Camera.objects.exists()


class CompleteTests(ImportCase):
    def setUp(self):
        super().setUp()
        self.load(*(node(n) for n in range(1, 21)))

    def test_what_the_file_does_not_name_is_marked_removed(self):
        told = self.load(*(node(n) for n in range(1, 20)), complete=True)
        assert (told["removed"], told["unchanged"]) == (1, 19)
        gone = Camera.objects.get(external_ref="osm:node/20")
        assert gone.status == "removed"
        assert gone.revisions.latest("version").changed == ["status"]

    def test_without_complete_nothing_is_removed(self):
        assert self.load(node(1))["removed"] == 0
        assert Camera.objects.published().count() == 20

    def test_too_many_are_not_removed_unless_allowed(self):
        rest = [node(n) for n in range(1, 11)]
        with self.assertRaisesMessage(CommandError, "10 of the 20 cameras of osm are not in the file"):
            self.load(*rest, complete=True)
        assert Camera.objects.published().count() == 20
        with self.assertRaisesMessage(CommandError, "say --allow-share 50"):
            self.load(*rest, complete=True, allow_share=0.4)
        assert self.load(*rest, complete=True, allow_share=0.5)["removed"] == 10

    def test_other_datasets_and_what_people_said_stay(self):
        camera(dataset=dataset("other"), external_ref="other:1")
        Camera.objects.filter(external_ref="osm:node/20").update(external_ref="osm:node/21")
        kept = Camera.objects.get(external_ref="osm:node/21")
        with registry() as clock:
            change(clock, kept, {"status": "removed"}, author=MODERATOR)
            change(clock, kept, {"status": "active"}, author=MODERATOR)
        assert self.load(*(node(n) for n in range(1, 20)), complete=True)["removed"] == 0

    def test_a_camera_with_a_damaged_row_has_not_vanished(self):
        told = self.load(*(node(n) for n in range(1, 20)), node(20, lat=None), complete=True)
        assert (told["removed"], len(told["refused"])) == (0, 1)

    def test_nothing_is_removed_while_a_refused_row_may_be_any_cameras(self):
        with self.assertRaisesMessage(CommandError, "1 of its refused rows do not say whose they are"):
            self.load(*(node(n) for n in range(1, 20)), None, complete=True)
        assert Camera.objects.published().count() == 20
        gone = node(20, lat=None) | {"tags": {"disused:man_made": "surveillance"}}
        assert self.load(*(node(n) for n in range(1, 20)), gone, complete=True)["removed"] == 1

    def test_it_comes_back_with_the_file_that_names_it_again(self):
        self.load(*(node(n) for n in range(1, 20)), complete=True)
        told = self.load(*(node(n) for n in range(1, 21)), complete=True)
        assert (told["changed"], told["removed"]) == (1, 0)
        assert Camera.objects.published().count() == 20


class InterruptedTests(ImportCase):
    def interrupt(self, path, after, **options):
        """Import until `after` batches are written, as if the machine stopped then."""
        real, left = runs.note_batch, [after]

        def note(*args):
            if not left[0]:
                raise KeyboardInterrupt
            left[0] -= 1
            real(*args)

        with patch.object(runs, "note_batch", note), self.assertRaises(KeyboardInterrupt):
            self.load(path=path, **options)

    def run_it(self):
        return self.load(path=self.path)

    def setUp(self):
        super().setUp()
        self.enterContext(patch("cameras.importing.writer.BATCH", 3))
        elements = [node(n) for n in range(1, 11)] + [node(2), node(3, lat=1), {"type": "node"}]
        self.path = self.file(elements)

    def test_the_second_run_goes_on_and_tells_the_whole(self):
        self.interrupt(self.path, 2)
        assert Camera.objects.count() == 6
        told = self.run_it()
        assert [told[name] for name in ("read", "created", "unchanged")] == [13, 10, 1]
        assert sorted(told["refused_by_reason"]) == ["bad_element", "repeated_id"]
        run = ImportRun.objects.get()
        assert (run.read, run.created, run.unchanged, run.refused) == (13, 10, 1, 2)
        assert run.finished_at
        assert CameraRevision.objects.count() == 10

    def test_a_batch_is_whole_or_not_there(self):
        self.interrupt(self.path, 0)
        assert not Camera.objects.exists()
        assert not CameraRevision.objects.exists()
        assert not ImportBatch.objects.exists()

    def test_after_another_import_it_begins_anew(self):
        self.interrupt(self.path, 2)
        other = self.folder / "other.json"
        other.write_text(json.dumps([node(1, operator="Ville")]))
        self.load(path=other)
        told = self.run_it()
        assert [told[name] for name in ("created", "changed", "unchanged")] == [4, 1, 6]
        assert ImportRun.objects.count() == 3

    def test_an_interrupted_import_can_be_undone(self):
        self.interrupt(self.path, 2)
        self.undo(ImportRun.objects.get().pk)
        assert not Camera.objects.published().exists()
        assert self.run_it()["changed"] == 6
        assert Camera.objects.published().count() == 10

    def test_removal_goes_on_too(self):
        self.run_it()
        short = self.folder / "short.json"
        short.write_text(json.dumps([node(n) for n in range(1, 8)]))
        with patch("cameras.importing.vanished.BATCH", 1):
            self.interrupt(short, 4, complete=True, allow_share=0.5)
            assert Camera.objects.published().count() == 9
            told = self.load(path=short, complete=True, allow_share=0.5)
        assert (told["removed"], told["vanished"], told["unchanged"]) == (3, 3, 7)


class UndoTests(ImportCase):
    def test_new_cameras_are_removed_and_changed_ones_are_as_before(self):
        self.load(node(1, operator="Ville", start_date="2016-12-01"))
        before = snapshot(Camera.objects.get())
        told = self.load(node(1, operator="Police", start_date="2017-01-01"), node(2))
        assert "1 removed, 1 restored, 0 kept" in self.undo(told["import"])
        assert snapshot(Camera.objects.get(external_ref="osm:node/1")) == before
        assert Camera.objects.get(external_ref="osm:node/2").status == "removed"

    def test_removed_cameras_come_back(self):
        self.load(node(1), node(2))
        told = self.load(node(1), complete=True, allow_share=0.5)
        self.undo(told["import"])
        assert Camera.objects.published().count() == 2

    def test_twice_changes_nothing_more(self):
        run = self.load(node())["import"]
        self.undo(run)
        seq = RegistryClock.objects.get().seq
        assert "nothing is left to do" in self.undo(run)
        ImportRun.objects.update(undone_at=None)  # as if the first undo had been interrupted at its end
        assert "0 removed, 0 restored, 0 kept" in self.undo(run)
        assert RegistryClock.objects.get().seq == seq

    def test_what_changed_since_stays_and_the_rest_goes_back(self):
        self.load(node(operator="Ville", height="4"))
        run = self.load(node(operator="Police", height="5"))["import"]
        decide(operator="Mairie")
        assert "1 restored, 1 kept" in self.undo(run)
        assert (Camera.objects.get().operator, Camera.objects.get().height) == ("Mairie", 4)

    def test_a_new_camera_that_people_changed_stays(self):
        run = self.load(node())["import"]
        decide(operator="Mairie")
        assert "0 removed, 0 restored, 1 kept" in self.undo(run)
        assert Camera.objects.get().status == "active"

    def test_the_same_file_makes_the_same_again(self):
        run = self.load(node(operator="Ville"))["import"]
        self.undo(run)
        assert self.load(node(operator="Ville"))["changed"] == 1
        assert Camera.objects.get().status == "active"

    def test_an_unknown_import_is_told(self):
        with self.assertRaisesMessage(CommandError, "There is no import 7. The last ones: none."):
            self.undo(7)


class ParisTests(ImportCase):
    def test_the_documented_command_imports_the_excerpt(self):
        told = self.load(
            path=FIXTURES / "paris-pvpp-excerpt.csv", dataset="paris-pvpp",
            map={"lat": "lat", "lon": "lon", "installed_on": "Date de mise en service"}, id="Numéro",
        )  # fmt: skip
        assert (told["read"], told["created"], told["encoding"]) == (45, 45, "utf-8")
        assert Camera.objects.get(external_ref="paris-pvpp:1051").installed_on.isoformat() == "2016-07-08"


class RepeatedTests(ImportCase):
    def test_of_a_row_that_comes_again_with_other_values_the_first_counts(self):
        for _ in range(2):
            told = self.load(node(1, operator="Ville"), node(1, operator="Police"))
            assert told["refused_by_reason"] == {"repeated_id": 1}
        assert Camera.objects.get().operator == "Ville"
        assert CameraRevision.objects.count() == 1

    def test_a_good_row_after_a_refused_one_is_taken(self):
        told = self.load(node(1, lat=99), node(1), node(1, operator="Police"))
        assert (told["created"], len(told["refused"])) == (1, 2)


class PlannerTests(ImportCase):
    def analyzed(self, many):
        with patch.object(runs, "MANY", many), CaptureQueriesContext(connection) as queries:
            self.load(node(1), node(2, lat=44.7))
        return [query["sql"] for query in queries if query["sql"].startswith("ANALYZE")]

    def test_after_many_rows_the_planner_hears_of_them(self):
        self.assertIn("ANALYZE cameras_camera", self.analyzed(many=2))

    def test_after_few_it_does_not(self):
        self.assertEqual(self.analyzed(many=3), [])
