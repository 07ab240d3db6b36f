"""Cameras and the areas they stand in, whichever of the two comes first."""

import json
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.management import CommandError, call_command
from django.test import TestCase

from areas.models import Area, Edition
from areas.tests.builders import area, box
from cameras.geo import tile_of
from cameras.importing.writer import write
from cameras.models import CameraArea
from cameras.osm.tags import read_element
from cameras.registry.area_membership import reassign_cameras
from cameras.registry.revisions import change, registry
from cameras.tests.builders import IMPORT, MONACO, camera, dataset
from cameras.tests.files import FIXTURES


def area_codes(one):
    return list(one.areas.order_by("area").values_list("area__code", flat=True))


class AssignmentTests(TestCase):
    def test_a_new_camera_is_assigned_to_its_areas(self):
        area("FR", box(-5, 42, 8, 51), level="country")
        area("MC")
        self.assertEqual(area_codes(camera()), ["FR", "MC"])
        self.assertEqual(area_codes(camera(60.17, 24.94)), [])

    def test_a_camera_that_moves_changes_areas_and_one_that_is_removed_stays(self):
        area("MC")
        area("FI", box(20, 59, 31, 70))
        one = camera()
        for values, expected in (
            ({"latitude": 60.17, "longitude": 24.94}, ["FI"]),
            ({"operator": "Ville"}, ["FI"]),
            ({"status": "removed"}, ["FI"]),
        ):
            with registry() as clock:
                change(clock, one, values, author=IMPORT)
            self.assertEqual(area_codes(one), expected)

    def test_an_import_assigns_each_row_to_its_areas(self):
        area("MC")
        tags = {"man_made": "surveillance"}
        rows = [(str(n), read_element("node", n, 43.73 + n / 50, 7.42, tags)) for n in (1, 2, 3)]
        write(iter(rows), dataset())
        self.assertEqual(CameraArea.objects.count(), 1)

    def test_a_new_area_gets_the_existing_cameras(self):
        inside, _outside = camera(), camera(48.85, 2.35)
        one = area("MC")
        self.assertEqual(reassign_cameras(one), 1)
        self.assertEqual(area_codes(inside), ["MC"])


class CommandCase(TestCase):
    def setUp(self):
        folder = TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name) / "areas.geojson"

    def load(self, *features, **options):
        self.path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
        return self.read(self.path, **options)

    def read(self, path, **options):
        out, err = StringIO(), StringIO()
        try:
            call_command("import_areas", path, stdout=out, stderr=err, **options)
        finally:
            self.output = out.getvalue() + err.getvalue()
        return self.output

    def refuses(self, message, path=None, **options):
        with self.assertRaisesRegex(CommandError, message):
            self.read(path or self.path, **options)


def feature(code="06088", geometry=None, **properties):
    properties = {
        "code": code,
        "country": "FR",
        "name": "Nice",
        "source": "IGN",
        "licence": "etalab-2.0",
        **properties,
    }
    return {"type": "Feature", "properties": properties, "geometry": geometry or box(7.1, 43.6, 7.4, 43.8)}


class ImportTests(CommandCase):
    def test_the_french_towns_with_code_population_and_year(self):
        output = self.read(FIXTURES / "areas-fr.geojson")
        self.assertIn("24 read: 24 created", output)
        nice = Area.objects.get(code="FR-06088")
        self.assertEqual((nice.name, nice.level, nice.population_year), ("Nice", "town", 2021))
        self.assertEqual(nice.licence, "etalab-2.0")
        self.assertIn("IGN", nice.source)

    def test_twice_changes_nothing(self):
        self.read(FIXTURES / "areas-fr.geojson")
        edition = Edition.current()
        self.assertIn("0 created, 0 changed, 24 unchanged", self.read(FIXTURES / "areas-fr.geojson"))
        self.assertEqual(Edition.current(), edition)

    def test_cameras_follow_a_boundary_that_moves(self):
        one = camera(43.7, 7.25)
        self.assertIn("1 cameras in the new and moved ones", self.load(feature()))
        self.assertEqual(area_codes(one), ["FR-06088"])
        self.assertIn("1 changed", self.load(feature(geometry=box(0, 0, 1, 1))))
        self.assertEqual(area_codes(one), [])

    def test_a_changed_population_reassigns_no_camera(self):
        self.load(feature(population=342669))
        edition = Edition.current()
        self.assertIn("1 changed", self.load(feature(population=350000)))
        self.assertEqual((Area.objects.get().population, Edition.current()), (350000, edition))

    def test_a_dry_run_writes_nothing(self):
        camera(43.7, 7.25)
        output = self.load(feature(), dry_run=True)
        self.assertIn("would be 1 created", output)
        self.assertIn("1 cameras", output)
        self.assertEqual((Area.objects.count(), CameraArea.objects.count(), Edition.current()), (0, 0, None))

    def test_names_of_other_files_are_mapped(self):
        properties = {"INSEE": "06088", "NOM": "Nice"}
        self.load(
            {"type": "Feature", "properties": properties, "geometry": box(7, 43, 8, 44)},
            map={"code": "INSEE", "name": "NOM"}, country="FR", source="IGN", licence="etalab-2.0",
        )  # fmt: skip
        self.assertEqual(str(Area.objects.get()), "Nice (FR-06088)")

    def test_a_parent_is_named_by_its_code(self):
        self.load(feature("FR", level="country"), feature(parent="FR"))
        self.assertEqual(Area.objects.get(code="FR-06088").parent.code, "FR")

    def test_an_invalid_area_is_refused_and_the_others_are_imported(self):
        output = self.load(
            feature(),
            feature(),
            feature("1", geometry={"type": "Point", "coordinates": [7, 43]}),
            feature(""),
            feature("2", name=""),
            feature("3", source=""),
            feature("4", population="many"),
            feature("5", level="village"),
            feature("6", parent="FR-99"),
            {"type": "Feature"},
        )
        for reason in (
            "feature 2: FR-06088 is repeated", "feature 3: The geometry must be", "code:", "name:", "source:",
            "population must be a whole number", "level:",
            "parent FR-99 is not known", "feature 10: A feature must be",
            "10 read: 1 created, 0 changed, 0 unchanged, 9 refused",
        ):  # fmt: skip
            self.assertIn(reason, output)
        self.assertEqual(Area.objects.count(), 1)

    def test_files_without_boundaries_are_refused_without_a_traceback(self):
        for content, message in (
            (b"", "no JSON"),
            (b"\x00\x01junk", "no JSON"),
            (b'{"type": "FeatureCollection", "features": [', "no JSON"),
            (b"[]", "no GeoJSON"),
            (b'{"type": "FeatureCollection", "features": []}', "no GeoJSON"),
            (
                b'{"features": [1], "crs": {"type": "name", "properties": {"name": "EPSG:2154"}}}',
                "reference system",
            ),
            (b'{"features": [1]}', "Nothing was accepted"),
        ):
            self.path.write_bytes(content)
            with self.subTest(content):
                self.refuses(message)
        self.refuses("cannot be opened", self.path.with_name("nothing.geojson"))


class FilterTests(TestCase):
    def test_map_list_count_and_items_take_an_area(self):
        area("MC")
        published = camera()
        camera(48.85, 2.35)
        z, (x, y) = 16, tile_of(16, *MONACO)
        items = self.client.get("/api/v1/collections/cameras/items?area=MC").json()
        self.assertEqual([one["id"] for one in items["features"]], [published.pk])
        self.assertEqual(items["numberMatched"], 1)
        self.assertEqual(self.client.get("/cameras/count.json?area=MC").json()["total"], 1)
        self.assertEqual(self.client.get("/cameras?area=MC").context["total"], 1)
        self.assertEqual(len(self.client.get(f"/tiles/{z}/{x}/{y}.json?area=MC").json()["p"]), 1)
        self.assertEqual(len(self.client.get("/tiles/0/0/0.json?area=MC").json()["p"]), 1)

    def test_tiles_with_an_area_filter_count_only_its_cameras(self):
        reassign_cameras(area("MC", box(-20, 30, 30, 60)))
        for lat, lon in (
            (43.7, 7.4),
            (43.71, 7.41),
            (43.72, 7.42),
            (51.5, -0.1),
            (51.51, -0.11),
            (60.2, 24.9),
        ):
            camera(lat, lon, ownership="public")
        tiles = (
            self.client.get("/tiles/2/2/1.json?area=MC").json(),
            self.client.get("/tiles/2/1/1.json?area=MC").json(),
        )
        self.assertEqual([[cell[2:] for cell in tile["c"]] for tile in tiles], [[[3, 3, 0]], [[2, 2, 0]]])

    def test_an_unknown_area_is_refused(self):
        for code in ("FR-99999", "x" * 41, "%00"):
            response = self.client.get(f"/api/v1/collections/cameras/items?area={code}")
            self.assertEqual((response.status_code, response.json()["parameter"]), (400, "area"))

    def test_a_changed_boundary_changes_the_etag_of_its_tiles(self):
        area("MC")
        camera()
        url = "/tiles/16/{}/{}.json?area=MC".format(*tile_of(16, *MONACO))
        etag = self.client.get(url).headers["ETag"]
        self.assertEqual(self.client.get(url, headers={"if-none-match": etag}).status_code, 304)
        reassign_cameras(area("MC", box(0, 0, 1, 1)))
        response = self.client.get(url, headers={"if-none-match": etag})
        self.assertEqual((response.status_code, response.json()), (200, {"c": [], "p": []}))
