"""Each option of import_cameras is obeyed or refused, never passed over."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cameras.importing import UnreadableFile
from cameras.importing.plain import parse_pairs
from cameras.importing.tests.test_imports import ImportCase
from cameras.models import Camera
from cameras.tests.files import CAMERA, CASES, FIXTURES, NODE, FileCase, read

WAY = '<osm version="0.6"><node id="5" lat="43.7" lon="7.4"><tag k="man_made" v="surveillance"/></node></osm>'


class SetTests(ImportCase):
    def only(self):
        return Camera.objects.get(external_ref="osm:node/5")

    def test_it_holds_for_openstreetmap_in_every_format(self):
        xml = self.file(WAY, "map.osm")
        line = self.file(json.dumps({**NODE, "id": 5}), "line.json")
        for path in (CASES / "set-overpass.json", CASES / "set-overpass-turbo.geojson", xml, line):
            self.load(
                path=path, set={"operator": f"Ville {path.suffix}", "ownership": "public"}, dataset="town"
            )
            with self.subTest(path=path.name):
                camera = self.only()
                assert camera.operator == f"Ville {path.suffix}"
                assert (camera.ownership, camera.ownership_basis) == ("public", "stated")
                assert "operator" not in camera.tags

    def test_it_holds_for_an_extract_and_keeps_what_the_object_says_itself(self):
        rows = dict(read(FIXTURES / "helsinki-centre.osm.pbf", constants={"shape": "panorama"})).values()
        shapes = [(row.tags.get("camera:type", ""), row.shape) for row in rows]
        assert ("dome", "dome") in shapes
        assert ("", "panorama") in shapes

    def test_a_heading_of_the_object_goes_before_that_for_all(self):
        [(_, camera)] = read(
            self.file([{**NODE, "tags": {**CAMERA, "direction": "90"}}]), constants={"direction": "5"}
        )
        assert camera.direction == "90"

    def test_words_of_ones_own_hold_for_openstreetmap_too(self):
        self.load(
            {**NODE, "id": 5, "tags": {"man_made": "surveillance", "camera:type": "ball"}},
            words={"shape:ball": "dome"},
        )
        assert (self.only().shape, self.only().tags["camera:type"]) == ("dome", "ball")


class MapTests(ImportCase):
    def test_a_map_for_objects_of_openstreetmap_is_refused(self):
        files = [
            CASES / "set-overpass.json", FIXTURES / "helsinki-centre.osm.pbf", self.file(WAY, "map.osm"),
            self.file(json.dumps(NODE), "lines.json"),
        ]  # fmt: skip
        for path in files:
            for options, told in (
                ({"map": {"operator": "x"}}, "--map is for tables"),
                ({"id": "x"}, "--id is for"),
            ):
                with self.subTest(path=path.name), self.assertRaisesMessage(CommandError, told):
                    self.load(path=path, **options)

    def test_a_column_that_geojson_does_not_have_is_told(self):
        for path in (
            CASES / "typo-map.geojson",
            self.file(json.dumps(json.loads((CASES / "typo-map.geojson").read_text())["features"][0])),
        ):
            with self.assertRaisesMessage(
                CommandError, "no column Exploitan. Its columns are: Exploitant, id"
            ):
                self.load(path=path, map={"operator": "Exploitan"}, id="id")
            self.load(path=path, map={"operator": "Exploitant"}, id="id", dataset="town")
        assert Camera.objects.get(external_ref="town:1").operator == "Ville"

    def test_a_map_beside_an_openstreetmap_id_keeps_the_id(self):
        self.load(path=CASES / "set-overpass-turbo.geojson", map={"operator": "surveillance"})
        camera = Camera.objects.get()
        assert (camera.external_ref, camera.operator, camera.shape) == ("osm:node/5", "public", "dome")

    def test_it_may_be_given_again_and_again(self):
        given = [
            "--map",
            "lat=lat,lon=lon",
            "--map",
            "operator=Ort",
            "--set",
            "shape=dome",
            "--set",
            "mount=pole",
        ]
        self.command("lat,lon,Ort\n43.7,7.4,Nizza\n", *given)
        camera = Camera.objects.get()
        assert (camera.operator, camera.shape, camera.mount) == ("Nizza", "dome", "pole")
        with self.assertRaisesMessage(CommandError, "operator is given twice"):
            self.command("lat,lon,Ort\n43.7,7.4,Nizza\n", *given, "--map", "operator=lat")

    def command(self, table, *options):
        path = self.file(table, "town.csv")
        about = ["--dataset", "town", "--licence", "ODbL-1.0", "--attribution", "x"]
        call_command("import_cameras", path, *about, *options, stdout=StringIO(), stderr=StringIO())

    def test_a_header_with_a_line_break_is_one_line(self):
        for name in ("lat (WGS84)", "lat\n(WGS84)"):
            self.load(path=CASES / "header-newline.csv", map={"lat": name, "lon": "lon"}, id="id")
        assert Camera.objects.get().latitude == 43.73

    def test_words_with_quotes_commas_and_signs(self):
        self.command(
            'lat,lon,t\n43.7,7.4,"Kugel, groß"\n', "--map", "lat=lat,lon=lon,shape=t", "--words",
            'shape:"Kugel, groß"=dome,shape:a=b=fixed',
        )  # fmt: skip
        assert Camera.objects.get().shape == "dome"


class IdTests(ImportCase):
    def setUp(self):
        super().setUp()
        self.place = {"lat": "lat", "lon": "lon"}

    def test_a_column_called_uid_may_name_the_camera_and_is_not_stored(self):
        self.load(path=CASES / "uid.csv", map=self.place, id="uid", dataset="town")
        camera = Camera.objects.get()
        assert (camera.external_ref, camera.tags) == ("town:A7", {})

    def test_a_personal_column_is_no_field(self):
        path = self.file("lat,lon,E-Mail\n43.7,7.4,a@b.fr\n", "town.csv")
        with self.assertRaisesMessage(
            CommandError, "--map operator=E-Mail: the column names or reaches a person"
        ):
            self.load(path=path, map={**self.place, "operator": "E-Mail"})

    def test_a_table_may_name_objects_of_openstreetmap(self):
        table = "kind,osm,lat,lon\nnode,123,43.7,7.4\nway,0007,43.8,7.4\nnode,x,43.9,7.4\nnode,,44,7.4\n"
        told = self.load(path=self.file(table, "town.csv"), map=self.place, id="osm:{kind}/{osm}")
        assert told["refused_by_reason"] == {"no_id": 2}
        refs = Camera.objects.order_by("pk").values_list("external_ref", flat=True)
        assert list(refs) == ["osm:node/123", "osm:way/7"]

    def test_several_columns_may_make_one_id(self):
        table = "a,b,lat,lon\n1,2,43.7,7.4\n"
        self.load(path=self.file(table, "town.csv"), map=self.place, id="{a}-{b}", dataset="town")
        assert Camera.objects.get().external_ref == "town:1-2"
        with self.assertRaisesMessage(CommandError, "no column c"):
            self.load(path=self.file(table, "town.csv"), map=self.place, id="{a}-{c}")


class OtherTests(ImportCase):
    def test_a_share_without_complete_is_refused(self):
        with self.assertRaisesMessage(CommandError, "--allow-share is for --complete"):
            self.load(NODE, allow_share=0.5)


class PairTests(FileCase):
    def test_pairs_with_quotes_and_commas(self):
        for text, pairs in {
            'lat=Y,"lon=a, b",camera:type=t': {"lat": "Y", "lon": "a, b", "camera:type": "t"},
            'operator="Name, of it"': {"operator": "Name, of it"},
            "lat=lat\n(WGS84)": {"lat": "lat (WGS84)"}, "operator=a=b": {"operator": "a=b"}, "": {},
        }.items():  # fmt: skip
            with self.subTest(text=text):
                assert parse_pairs(text, "--map") == pairs

    def test_what_is_no_pair_is_told(self):
        for text, told in (
            ("lat", "write field=column"),
            ("=x", "write field=column"),
            ("a=b,a=c", "a is given twice"),
        ):
            with self.subTest(text=text), pytest.raises(ValueError, match=told):
                parse_pairs(text, "--map")

    def test_a_file_of_objects_with_a_map_is_refused_before_its_first_row(self):
        with pytest.raises(UnreadableFile, match="read by the ids and tags"):
            read(self.file([NODE]), columns={"operator": "x"})
