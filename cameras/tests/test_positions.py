"""Positions as administrations write them."""

import json
import sys
from unittest import TestCase
from unittest.mock import patch

import pytest

from cameras.importing import Reading, UnreadableFile, crs
from cameras.importing.angles import read_angle
from cameras.importing.crs import System
from cameras.importing.detect import open_reader
from cameras.importing.positions import find_columns
from cameras.importing.source import prepared
from cameras.models import Camera
from cameras.record import CameraRecord
from cameras.tests.files import CASES, FileCase, read, refusals
from cameras.tests.test_imports import ImportCase

NICE = (43.7384, 7.4246)
LAMBERT = (1056322.66, 6303249.65)  # the same place in metres, as PROJ has it


class AngleTests(TestCase):
    def test_every_way_to_write_an_angle(self):
        for text, value in {
            "43.73": 43.73, "43,73": 43.73, "-.57918": -0.57918, ".57918": 0.57918, "-4.8E-05": -4.8e-05,
            "9.5e-05": 9.5e-05, " 00000046,1645193": 46.1645193, "-00000001,1500341": -1.1500341,
            "+7.42": 7.42,
            "43.73°": 43.73, "\u2212" + "43.7": -43.7, "43.73 N": 43.73, "7.42 W": -7.42, "S43.7": -43.7,
            "48,8566 Nord": 48.8566, "43.7 Süd": -43.7, "2.35 ouest": -2.35,
            "43°44\u203202\u2033N": 43.733889,
            "43° 44.038' N": 43.733967, "43 44 02": 43.733889, "43:44:02": 43.733889, "43d44m02s": 43.733889,
            "7° 25' 12'' Est": 7.42, "33°52'08\"S": -33.868889, "-43.7 S": -43.7, "43°": 43.0,
        }.items():  # fmt: skip
            with self.subTest(text=text):
                assert read_angle(text)[0] == pytest.approx(value, abs=1e-6)

    def test_what_is_no_angle(self):
        for text in ("", "abc", "43.7.1", "1 234", "43 44", "43,730,123", "-43.7 N", "43.7 X", "43°61'00\"",
        "7,42 O",
                     "43.73° lat", "d", "9" * 100, "N", "43 N E"):  # fmt: skip
            with self.subTest(text=text):
                assert read_angle(text) is None

    def test_the_letters_tell_the_axis(self):
        assert [read_angle(text)[1] for text in ("43 N", "7 W", "43")] == ["lat", "lon", ""]


class ColumnTests(TestCase):
    def test_they_are_found_by_their_names(self):
        for names, found in (
            ("id,lat,lon", {"lat": "lat", "lon": "lon"}), ("Latitude,Longitude,x,y", {"lat": "Latitude",
            "lon": "Longitude"}),
            ("X,Y", {"lat": "Y", "lon": "X"}), ("geo_point_2d,x,y", {"position": "geo_point_2d"}),
            ("Geo Point,Geo Shape", {"position": "Geo Point"}), ("WKT,id", {"position": "WKT"}),
            ("lat (WGS84),lng_wgs84,name", {"lat": "lat (WGS84)", "lon": "lng_wgs84"}),
            ("geo_point,lat,lng", {"lat": "lat", "lon": "lng"}), ("Breitengrad,Längengrad",
            {"lat": "Breitengrad", "lon": "Längengrad"}),
            ("name,street", {}), ("lat,name", {}), ("", {}),
        ):  # fmt: skip
            with self.subTest(names=names):
                assert find_columns(names.split(",")) == found


class TableTests(FileCase):
    def table(self, *lines, **options):
        return read(self.file("\n".join(lines) + "\n", "town.csv"), dataset="town", **options)

    def places(self, rows):
        return [(row.latitude, row.longitude) for _, row in rows]

    def test_the_numbers_of_the_case(self):
        rows = read(CASES / "numbers.csv", dataset="town", id_column="id")
        assert self.places(rows) == [
            (44.84, -0.57918), (44.84, 0.57918), (51.4778, -4.8e-05), (48.85, 9.5e-05), (46.1645193,
            -1.1500341),
            (43.73, 7.42), (43.73, 7.42),
        ]  # fmt: skip

    def test_one_column_may_hold_both(self):
        cells = [
            "43.7384, 7.4246", "(43.7384, 7.4246)", "43.7384 7.4246", "43.7384;7.4246", "43,7384, 7,4246",
            "43,7384;7,4246",
            "7.4246 E, 43.7384 N", "43°44'18.24\"N 7°25'28.56\"E", "POINT (7.4246 43.7384)",
            "POINT Z(7.4246 43.7384 12)",
            "SRID=4326;POINT(7.4246 43.7384)", "0101000020E6100000C286A757CAB21D40E6AE25E483DE4540",
            '{"type": "Point", "coordinates": [7.4246, 43.7384]}', '{"lat": 43.7384, "lon": 7.4246}',
            '{"type": "Feature", "geometry": {"type": "Point", "coordinates": [7.4246, 43.7384]}}',
            "POLYGON((7.4 43.7, 7.5 43.7, 7.5 43.8, 7.4 43.8, 7.4 43.7))",
        ]  # fmt: skip
        for cell in cells:
            quoted = cell.replace('"', '""')
            rows = self.table("id,geo_point_2d", f'1,"{quoted}"')
            with self.subTest(cell=cell):
                assert self.places(rows)[0] == pytest.approx(NICE, abs=0.03)
                assert rows[0][1].tags == {"id": "1"}

    def test_a_column_may_say_that_the_longitude_comes_first(self):
        assert self.places(self.table("lonlat,n", '"7.4246, 43.7384",1')) == [NICE]

    def test_the_well_known_text_of_the_case(self):
        assert self.places(read(CASES / "wkt.csv", dataset="town")) == [(43.73, 7.42)]

    def test_what_cannot_be_read_is_refused_and_its_camera_stays(self):
        cells = {
            "Rue de Rivoli": "bad_position", "[43.7, 7.4]": "bad_position", "POINT EMPTY": "bad_position",
            "POINT (a b)": "bad_position", '{""a"": 1}': "bad_position", "": "no_position",
            "43.7": "bad_position",
            "7.4 E, n/a": "bad_position", "123.4, 43.7": "swapped", "43.7, abc1": "not_a_number",
        }  # fmt: skip
        rows = self.table("id,geom", *(f'{n},"{cell}"' for n, cell in enumerate(cells)), id_column="id")
        assert refusals(rows) == list(cells.values())
        assert rows[0][1].external_ref == "town:0"

    def test_letters_that_contradict_the_columns_are_told(self):
        assert refusals(self.table("lat,lon", "7.4 E,43.7 N")) == ["swapped"]

    def test_a_map_goes_before_the_names(self):
        rows = self.table("lat,lon,place", '1,2,"43.7384, 7.4246"', columns={"position": "place"})
        assert self.places(rows) == [NICE]
        with pytest.raises(UnreadableFile, match="say which columns hold the position"):
            self.table("a,lon", "1,2", columns={"lat": "a"})


class ProjectedTests(FileCase):
    def table(self, *lines, **options):
        return read(self.file("\n".join(lines) + "\n", "town.csv"), dataset="town", **options)

    def test_metres_are_converted_when_their_system_is_told(self):
        x, y = LAMBERT
        for cells in (
            f"{x};{y}",
            f"{x}".replace(".", ",") + f";{y}",
            "1 056 322,66;6 303 249,65",
            f" {x} ;{y}",
        ):
            with self.subTest(cells=cells):
                [(_, camera)] = self.table("x;y", cells, system=System("EPSG:2154"))
                assert (camera.latitude, camera.longitude) == pytest.approx(NICE, abs=1e-6)
        [(_, camera)] = self.table("geom,n", f"POINT({x} {y}),1", system=System("EPSG:2154"))
        assert camera.latitude == pytest.approx(NICE[0], abs=1e-6)
        [(_, camera)] = self.table("geom;n", f"SRID=2154;POINT({x} {y});1".replace(";P", "|P"), "x;1")[
            :1
        ] or [(0, 0)]

    def test_metres_that_are_not_told_are_refused_by_name(self):
        for row, told in (
            ("1056322,6303249", "these look like Lambert-93 (--crs EPSG:2154)"),
            ("6303249,1056322", "Lambert-93 (--crs EPSG:2154, x and y exchanged)"), ("2600000,1200000",
            "the Swiss LV95 (--crs EPSG:2056)"),
            ("3477000,5546000", "Gauss-Krüger zone 3"), ("121000,487000", "the Dutch RD"),
            ("-300000,6100000", "Web Mercator (--crs EPSG:3857)"),
        ):  # fmt: skip
            [(_, refused)] = self.table("x,y", row)
            with self.subTest(row=row):
                assert refused.reason == "projected"
                assert told in str(refused)

    def test_numbers_that_lie_nowhere_are_refused(self):
        rows = self.table("x,y", "a,b", "1,", system=System("EPSG:2154"))
        assert refusals(rows) == ["not_a_number", "no_position"]

    def test_geojson_may_declare_its_system(self):
        point = {
            "type": "Feature",
            "properties": {"n": 1},
            "geometry": {"type": "Point", "coordinates": LAMBERT},
        }
        crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::2154"}}
        document = {"type": "FeatureCollection", "crs": crs, "features": [point]}
        [(_, camera)] = read(self.file(document), dataset="town", id_column="n")
        assert (camera.latitude, camera.longitude) == pytest.approx(NICE, abs=1e-6)
        [(_, refused)] = read(self.file({**document, "crs": None}), dataset="town", id_column="n")
        assert (refused.reason, refused.external_ref) == ("projected", "town:1")

    def test_without_pyproj_it_says_what_to_do(self):
        crs._transformer.cache_clear()
        self.addCleanup(crs._transformer.cache_clear)
        with (
            patch.dict(sys.modules, {"pyproj": None}),
            pytest.raises(UnreadableFile, match="ogr2ogr -t_srs EPSG:4326"),
        ):
            System("EPSG:2154").require()


class SystemTests(FileCase):
    def test_the_usual_spellings_of_degrees(self):
        for name in (
            "urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:OGC::CRS84", "EPSG:4326", "EPSG::4326",
            "epsg:4326",
            "urn:ogc:def:crs:EPSG::4326", "urn:ogc:def:crs:EPSG:6.9:4326",
            "http://www.opengis.net/def/crs/EPSG/0/4326",
            "http://www.opengis.net/def/crs/OGC/1.3/CRS84", "WGS 84", "WGS84", "EPSG:4258",
            "urn:ogc:def:crs:EPSG::4258",
        ):  # fmt: skip
            crs = {"type": "name", "properties": {"name": name}}
            with self.subTest(name=name):
                assert System.of_geojson(crs) == System()
        assert System.of_geojson({"type": "EPSG", "properties": {"code": 4326}}) == System()
        [(_, camera)] = read(CASES / "crs-opengis-4326.geojson", dataset="town", id_column="id")
        assert camera.latitude == 43.73

    def test_others_are_known_by_their_number_or_not_at_all(self):
        assert System.of_text("EPSG:2154") == System.of_text("2154") == System("EPSG:2154")
        assert System.of_text("http://www.opengis.net/def/crs/EPSG/0/25832") == System("EPSG:25832")
        for text in ("Gauss", "", "local"):
            with self.subTest(text=text), pytest.raises(UnreadableFile, match="is not known"):
                System.of_text(text)
        with pytest.raises(UnreadableFile, match="EPSG:99999 is not known"):
            System("EPSG:99999").require()


class OptionTests(ImportCase):
    def test_the_system_is_an_option(self):
        path = self.file("id,x,y\n1,{},{}\n".format(*LAMBERT), "town.csv")
        self.load(path=path, crs="EPSG:2154", id="id", dataset="town")
        assert Camera.objects.get().latitude == pytest.approx(NICE[0], abs=1e-6)

    def test_the_columns_need_no_option(self):
        told = self.load(path=CASES / "numbers.csv", id="id", dataset="town")
        assert (told["created"], told["repaired"]) == (7, {"decimal_comma": 1})

    def test_a_record_is_the_same_whoever_found_its_columns(self):
        path = self.file("lat,lon,n\n43.7,7.4,1\n", "town.csv")
        with prepared(path) as source:
            reading = Reading("town")
            [(_, found)] = open_reader(source, reading)
        [(_, told)] = read(path, dataset="town", columns={"lat": "lat", "lon": "lon"})
        assert found == told
        assert isinstance(found, CameraRecord)
        assert reading.options["columns"] == {"lat": "lat", "lon": "lon"}
        assert json.dumps(reading.options)
