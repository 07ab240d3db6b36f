import json
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from django.core.management import CommandError, call_command
from django.test import TestCase

from cameras.importing import lines
from cameras.models import Camera, CameraRevision, Dataset
from cameras.registry.revisions import Author, change, registry

FIXTURES = Path(__file__).parents[3] / "fixtures"
MODERATOR = Author(CameraRevision.Role.MODERATOR)


class ImportTests(TestCase):
    def setUp(self):
        folder = TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def load(self, path, dataset="osm", **options):
        """Import the file and return the report it wrote."""
        report = self.folder / "report.json"
        self.out, self.err = StringIO(), StringIO()
        call_command(
            "import_cameras", path, dataset=dataset, licence="ODbL-1.0", attribution="© the town",
            report=report, stdout=self.out, stderr=self.err, **options,
        )  # fmt: skip
        return json.loads(report.read_text())

    def file(self, *elements):
        path = self.folder / "cameras.json"
        path.write_text(json.dumps(list(elements)))
        return path

    def node(self, n=1, **tags):
        tags = {"man_made": "surveillance", **tags}
        return {"type": "node", "id": n, "lat": 43.7, "lon": 7.4, "tags": tags}


class RealFilesTests(ImportTests):
    def test_europe_mix_has_570_cameras_one_of_them_a_guard(self):
        report = self.load(FIXTURES / "europe-mix.overpass.json")
        self.assertEqual((report["read"], report["created"]), (570, 569))
        self.assertEqual([row["reason"] for row in report["refused"]], ["guard"])
        self.assertIn("guard", self.err.getvalue())
        self.assertEqual(Camera.objects.published().count(), 569)

    def test_dearborn_has_77(self):
        report = self.load(FIXTURES / "dearborn-overpass-turbo.geojson")
        self.assertEqual((report["read"], report["created"], report["refused"]), (77, 77, []))

    def test_the_extract_of_helsinki_doubles_no_camera_of_europe_mix(self):
        self.load(FIXTURES / "europe-mix.overpass.json")
        report = self.load(FIXTURES / "helsinki-centre.osm.pbf", dataset="helsinki")
        self.assertEqual((report["read"], report["created"], report["unchanged"]), (221, 0, 221))
        self.assertEqual(Camera.objects.count(), 569)

    def test_twice_the_same_import_changes_nothing(self):
        self.load(FIXTURES / "europe-mix.overpass.json")
        report = self.load(FIXTURES / "europe-mix.overpass.json")
        self.assertEqual((report["created"], report["changed"], report["unchanged"]), (0, 0, 569))
        self.assertEqual(CameraRevision.objects.count(), 569)

    def test_tags_are_kept_and_nobody_is_named(self):
        self.load(FIXTURES / "europe-mix.overpass.json")
        source = {
            f"osm:{one['type']}/{one['id']}": one["tags"]
            for one in json.loads((FIXTURES / "europe-mix.overpass.json").read_text())["elements"]
        }
        for ref, tags in Camera.objects.values_list("external_ref", "tags"):
            self.assertEqual(source[ref] | tags, source[ref])
            self.assertLessEqual(source[ref].keys() - tags.keys(), {"phone", "contact:phone"})
        self.assertFalse(Camera.objects.filter(tags__has_any_keys=["user", "uid", "phone"]).exists())


class ChangedSourceTests(ImportTests):
    def test_a_changed_row_makes_one_revision_with_its_changed_fields(self):
        self.load(self.file(self.node(operator="Ville")))
        report = self.load(self.file(self.node(operator="Police")))
        self.assertEqual(report["changed"], 1)
        revision = Camera.objects.get().revisions.latest("version")
        self.assertEqual((revision.version, sorted(revision.changed)), (2, ["operator", "tags"]))

    def test_what_a_moderator_decided_stays(self):
        self.load(self.file(self.node(operator="Ville")))
        with registry() as clock:
            change(clock, Camera.objects.get(), {"operator": "Mairie"}, author=MODERATOR)
        self.load(self.file(self.node(operator="Police", height="4")))
        camera = Camera.objects.get()
        self.assertEqual((camera.operator, camera.height), ("Mairie", 4))

    def test_a_removed_camera_does_not_come_back_by_the_same_file(self):
        path = self.file(self.node())
        self.load(path)
        with registry() as clock:
            change(clock, Camera.objects.get(), {"status": "removed"}, author=MODERATOR)
        self.load(path)
        self.assertEqual(Camera.objects.get().status, "removed")

    def test_a_row_that_comes_twice_is_one_camera(self):
        report = self.load(self.file(self.node(), self.node()))
        self.assertEqual((report["read"], report["created"], report["unchanged"]), (2, 1, 1))


class RefusedTests(ImportTests):
    def test_each_refused_row_is_told_with_its_reason(self):
        broken = [self.node(1), {**self.node(2), "lat": 91}, {**self.node(3), "tags": {"amenity": "bench"}}]
        report = self.load(self.file(*broken))
        self.assertEqual(report["read"], report["created"] + len(report["refused"]))
        self.assertEqual([row["reason"] for row in report["refused"]], ["swapped", "not_a_camera"])
        self.assertEqual(len(self.err.getvalue().splitlines()), 2)

    def test_many_refused_rows_are_summed_up(self):
        report = self.load(self.file(self.node(), *[{"type": "node", "id": n} for n in range(30)]))
        self.assertEqual(len(report["refused"]), 30)
        self.assertIn("10 more", self.err.getvalue())

    def test_a_file_without_a_camera_fails(self):
        with self.assertRaisesMessage(CommandError, "Nothing was accepted"):
            self.load(self.file({"type": "node", "id": 1}))

    def test_a_missing_file_fails_with_a_sentence(self):
        with self.assertRaises(CommandError):
            self.load(self.folder / "nothing.json")

    def test_an_empty_file_fails_and_makes_no_dataset(self):
        (self.folder / "empty.json").touch()
        with self.assertRaises(CommandError):
            self.load(self.folder / "empty.json")
        self.assertFalse(Dataset.objects.exists())

    def test_what_people_report_here_cannot_be_given_another_licence(self):
        with self.assertRaisesMessage(CommandError, "what people report here"):
            self.load(self.file(self.node()), dataset="contributions")
        self.assertFalse(Dataset.objects.exists())

    def test_a_dataset_needs_a_short_name(self):
        with self.assertRaisesMessage(CommandError, "letters, digits"):
            self.load(self.file(self.node()), dataset="two words")

    def test_what_no_column_can_hold_is_told(self):
        with self.assertRaisesMessage(CommandError, "--dataset: Ensure this value has at most 50"):
            self.load(self.file(self.node()), dataset="x" * 51)
        with self.assertRaisesMessage(CommandError, "--url: Enter a valid URL"):
            self.load(self.file(self.node()), url="nowhere")
        self.assertFalse(Dataset.objects.exists())


class Terminal(StringIO):
    def isatty(self):
        return True


class ProgressTests(ImportTests):
    def shown(self, path, **options):
        """What a person at a terminal sees of the import."""
        terminal = Terminal()
        call_command(
            "import_cameras", path, dataset="osm", licence="ODbL-1.0", attribution="x",
            stdout=StringIO(), stderr=terminal, **options,
        )  # fmt: skip
        return terminal.getvalue()

    def test_a_bar_shows_how_much_of_the_file_is_read(self):
        with patch("cameras.importing.writer.BATCH", 285):
            shown = self.shown(FIXTURES / "europe-mix.overpass.json")
        self.assertIn(f"\r[{'#' * 15}{'.' * 15}]  50 %  285 of 570 rows", shown)
        self.assertIn(f"\r[{'#' * 30}] 100 %  570 of 570 rows", shown)

    def test_an_extract_tells_only_its_rows(self):
        self.assertIn("\r221 rows read", self.shown(FIXTURES / "helsinki-centre.osm.pbf"))

    def test_lines_and_tables_are_counted_before(self):
        path = self.folder / "cameras.ndjson"
        path.write_text("".join(json.dumps(self.node(n)) + "\n" for n in range(1, 5)))
        self.assertIn("100 %  4 of 4 rows", self.shown(path))
        path = self.folder / "cameras.csv"
        path.write_text('id,X,Y,note\n1,7.4,43.7,"two\nlines"\n2,7.5,43.7,\n')
        shown = self.shown(path, map={"lat": "Y", "lon": "X"}, id="id")
        self.assertIn("100 %  2 of 2 rows", shown)

    def test_nobody_watching_no_bar_and_no_counting(self):
        path = self.folder / "cameras.ndjson"
        path.write_text(json.dumps(self.node()) + "\n")
        with patch("cameras.importing.lines._lines", wraps=lines._lines) as read:
            self.load(path)
        self.assertNotIn("rows", self.err.getvalue())
        self.assertEqual(read.call_count, 1)
