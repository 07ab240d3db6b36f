"""Files in the formats that offices, portals and programs give: packings, workbooks, databases, KML, GPX."""

import bz2
import gzip
import io
import lzma
import sqlite3
import sys
import zipfile
from datetime import date
from unittest.mock import patch

import pyarrow as pa
import pyogrio
import pytest
import zstandard
from django.core.management import CommandError
from pyarrow import parquet
from shapely import Point, to_wkb

from cameras.importing import Reading, UnreadableFile
from cameras.importing.detect import open_reader
from cameras.importing.source import prepared
from cameras.models import Camera
from cameras.tests.files import CAMERA, NODE, FileCase, read, refusals
from cameras.tests.test_imports import ImportCase

TABLE = "id,lat,lon,operator\n7,43.7,7.4,Régie\n"
KML = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Folder>
<Placemark id="a"><name>Café</name><description>on a &lt;b&gt;wall&lt;/b&gt;</description>
  <ExtendedData><Data name="operator"><value>Ville</value></Data><Data name="phone"><value>06</value></Data>
  <SchemaData><SimpleData name="ref">7</SimpleData></SchemaData></ExtendedData>
  <Point><coordinates>7.4,43.7,12</coordinates></Point></Placemark>
<Placemark><name>Line</name><LineString><coordinates>7,43 8,43</coordinates></LineString></Placemark>
<Placemark><name>Nowhere</name></Placemark>
<Placemark><name>Odd</name><Point><coordinates>x,y</coordinates></Point></Placemark>
</Folder></Document></kml>"""
GPX = """<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">
<wpt lat="43.7" lon="7.4"><name>Dome</name><desc>on a wall</desc><author>joe</author></wpt>
<trk><trkseg><trkpt lat="1" lon="2"/></trkseg></trk><wpt lat="x"/></gpx>"""


def zipped(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def workbook(*sheets):
    """The smallest file that Excel opens: rows of texts, numbers and dates (as a style) in sheets."""

    def cell(value):
        if isinstance(value, date):
            return f'<c s="1"><v>{(value - date(1899, 12, 30)).days}</v></c>'
        if isinstance(value, str):
            return f'<c t="inlineStr"><is><t>{value}</t></is></c>'
        return f"<c><v>{value}</v></c>"

    schemas = "http://schemas.openxmlformats.org"
    main, office = f"{schemas}/spreadsheetml/2006/main", f"{schemas}/officeDocument/2006/relationships"
    package = f"{schemas}/package/2006"
    numbers = range(1, len(sheets) + 1)
    names = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="r{n}"/>' for n in numbers)
    targets = {f"r{n}": ("worksheet", f"worksheets/s{n}.xml") for n in numbers} | {
        "st": ("styles", "styles.xml")
    }

    def links(targets):
        inside = (
            f'<Relationship Id="{key}" Type="{office}/{kind}" Target="{target}"/>'
            for key, (kind, target) in targets.items()
        )
        return f'<Relationships xmlns="{package}/relationships">{"".join(inside)}</Relationships>'

    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    files = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"/>',
        "_rels/.rels": links({"r1": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": links(targets),
        "xl/styles.xml": f'<styleSheet xmlns="{main}">{styles}</styleSheet>',
    }
    for number, rows in enumerate(sheets, start=1):
        cells = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in rows)
        files[f"xl/worksheets/s{number}.xml"] = (
            f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>'
        )
    return zipped(files)


class PackingTests(FileCase):
    def test_every_packing_is_opened(self):
        for packed in (
            gzip.compress,
            bz2.compress,
            lzma.compress,
            zstandard.compress,
            lambda data: zipped({"a.csv": data}),
        ):
            path = self.file(packed(TABLE.encode()), "town.csv.x")
            [(_, camera)] = read(path, dataset="town", id_column="id")
            assert camera.external_ref == "town:7"
            if packed is not lzma.compress:
                assert "damaged or cut off" in self.complaint(packed(TABLE.encode() * 50)[:-9])

    def test_an_archive_may_hold_remarks_and_packed_files(self):
        files = {
            "README.txt": "x",
            "__MACOSX/a.csv": "x",
            "licence.txt": "x",
            "data/": "",
            "data/town.csv.gz": gzip.compress(TABLE.encode()),
        }
        assert len(read(self.file(zipped(files)), dataset="town")) == 1

    def test_of_several_files_one_must_be_named(self):
        content = zipped({"a.csv": TABLE, "b.csv": TABLE + "8,43.8,7.4,x\n"})
        assert "zip archive with a.csv, b.csv; say which: --layer NAME" in self.complaint(content)
        with prepared(self.file(content), layer="b.csv") as source:
            assert len(list(open_reader(source, Reading("town")))) == 2

    def test_what_is_not_unpacked_is_named(self):
        for content, told in (
            (b"7z\xbc\xaf\x27\x1c" + bytes(20), "a 7z archive; unpack it first"), (b"Rar!" + bytes(20),
            "a rar archive"),
            (zipped({"town.shp": b"x", "town.dbf": b"x"}), "a shapefile: ogr2ogr"), (zipped({"a.pdf": b"x"}),
            "no file that is read"),
            (b"\x00\x00\x27\x0a" + bytes(99), "a part of a shapefile"), (b"fgb\x03fgb\x00" + bytes(9),
            "a FlatGeobuf"),
            (b"x" * 257 + b"ustar" + bytes(99), "a tar archive"), (b"%PDF-1.7", "a PDF"),
        ):  # fmt: skip
            with self.subTest(told=told):
                assert told in self.complaint(content)

    def test_without_zstandard_it_says_what_to_do(self):
        with patch.dict(sys.modules, {"zstandard": None}):
            assert "unzstd cameras.json" in self.complaint(zstandard.compress(b"x"))


class WorkbookTests(FileCase):
    ROWS = (("id", "lat", "lon", "installed"), (7, 43.7, 7.4, date(2016, 7, 8)), ("8", "43,8", 7, "08/07/16"))

    def read(self, content, **options):
        columns = {"installed_on": "installed"}
        return read(
            self.file(content, "town.xlsx"), dataset="town", id_column="id", columns=columns, **options
        )

    def test_a_sheet_is_read_as_a_table(self):
        for content in (
            workbook(self.ROWS),
            workbook(self.ROWS, ()),
            zipped({"a.xlsx": workbook(self.ROWS)}),
        ):
            rows = self.read(content)
            assert [(row.external_ref, row.latitude, row.installed_on) for _, row in rows] == [
                ("town:7", 43.7, date(2016, 7, 8)), ("town:8", 43.8, date(2016, 7, 8)),
            ]  # fmt: skip

    def test_of_several_sheets_one_must_be_named(self):
        content = workbook(self.ROWS, self.ROWS[:2])
        with pytest.raises(UnreadableFile, match="sheets S1, S2; say which: --layer NAME"):
            self.read(content)
        assert len(self.read(content, layer="S2")) == 1

    def test_titles_above_the_header_are_passed_over(self):
        assert len(self.read(workbook((("Cameras of the town",), (), *self.ROWS)), skip=2)) == 2

    def test_a_damaged_one_is_told(self):
        with pytest.raises(UnreadableFile, match="damaged"):
            self.read(workbook(self.ROWS).replace(b"sheetData", b"sheetDatx"))
        with pytest.raises(UnreadableFile, match="is a workbook that is damaged"):
            self.read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))

    def test_without_its_reader_it_says_what_to_do(self):
        with (
            patch.dict(sys.modules, {"python_calamine": None}),
            pytest.raises(UnreadableFile, match="soffice --headless"),
        ):
            self.read(workbook(self.ROWS))


class GeoPackageTests(FileCase):
    def package(self, crs="EPSG:4326", layers=("cameras",), place=(7.4, 43.7)):
        path = self.folder / "town.gpkg"
        path.unlink(missing_ok=True)
        table = pa.table({"operator": ["Régie", None], "n": [1, 2], "day": [date(2016, 7, 8), None],
                          "geom": [to_wkb(Point(place)), None]})  # fmt: skip
        for layer in layers:
            pyogrio.write_arrow(table, path, layer=layer, driver="GPKG", geometry_name="geom",
            geometry_type="Point",
                                crs=crs, append=path.exists())  # fmt: skip
        return path

    def test_a_layer_is_read_as_features(self):
        rows = read(
            self.package(),
            dataset="town",
            columns={"operator": "operator", "installed_on": "day"},
            id_column="n",
        )
        camera = rows[0][1]
        assert (camera.external_ref, camera.operator, camera.latitude) == ("town:1", "Régie", 43.7)
        assert camera.installed_on == date(2016, 7, 8)
        assert refusals(rows) == ["no_position"]

    def test_its_reference_system_is_obeyed(self):
        [first, _] = read(self.package("EPSG:2154", place=(1056322.66, 6303249.65)), dataset="town")
        assert first[1].latitude == pytest.approx(43.7384, abs=1e-6)

    def test_of_several_layers_one_must_be_named(self):
        path = self.package(layers=("a", "b"))
        with pytest.raises(UnreadableFile, match="layers a, b; say which: --layer NAME"):
            read(path)
        assert len(read(path, dataset="town", layer="b")) == 2

    def test_another_database_is_told(self):
        path = self.folder / "other.sqlite"
        with sqlite3.connect(path) as database:
            database.execute("CREATE TABLE x (a)")
        database.close()
        with pytest.raises(UnreadableFile, match="no GeoPackage"):
            read(path)
        with pytest.raises(UnreadableFile, match="no GeoPackage"):
            read(self.file(b"SQLite format 3\0" + bytes(600)))


class ParquetTests(FileCase):
    def test_geoparquet_and_plain_parquet(self):
        path = self.folder / "town.parquet"
        columns = {"id": [7], "operator": ["Régie"], "geometry": [to_wkb(Point(7.4, 43.7))]}
        geo = b'{"primary_column": "geometry", "columns": {"geometry": {"encoding": "WKB"}}}'
        parquet.write_table(pa.table(columns).replace_schema_metadata({b"geo": geo}), path)
        [(_, camera)] = read(path, dataset="town", columns={"operator": "operator"})
        assert (camera.external_ref, camera.operator, camera.latitude) == ("town:7", "Régie", 43.7)
        parquet.write_table(
            pa.table({"id": [7], "lat": [43.7], "lon": [7.4], "day": [date(2016, 7, 8)]}), path
        )
        [(_, camera)] = read(path, dataset="town", id_column="id", columns={"installed_on": "day"})
        assert (camera.external_ref, camera.installed_on) == ("town:7", date(2016, 7, 8))

    def test_a_damaged_one_and_a_missing_reader_are_told(self):
        path = self.file(b"PAR1" + bytes(200))
        with pytest.raises(UnreadableFile, match="damaged or cut off"):
            read(path)
        with (
            patch.dict(sys.modules, {"pyarrow": None}),
            pytest.raises(UnreadableFile, match="requirements-formats"),
        ):
            read(path)


class WaypointTests(FileCase):
    def test_placemarks_of_kml(self):
        rows = read(self.file(KML, "town.kml"), dataset="town", columns={"operator": "operator"})
        camera = rows[0][1]
        assert (camera.external_ref, camera.operator) == ("town:a", "Ville")
        assert camera.tags == {
            "id": "a", "name": "Café", "description": "on a <b>wall</b>", "operator": "Ville", "ref": "7"
        }  # fmt: skip
        assert rows[1][1].latitude == 43
        assert refusals(rows) == ["no_position", "not_a_number"]

    def test_without_a_map_a_line_is_no_camera(self):
        assert refusals(read(self.file(KML), dataset="town")) == ["no_id", "no_position", "not_a_number"]

    def test_kml_in_its_archive(self):
        assert len(read(self.file(zipped({"doc.kml": KML}), "town.kmz"), dataset="town")) == 4

    def test_waypoints_of_gpx(self):
        rows = read(self.file(GPX, "town.gpx"), dataset="town", id_column="name")
        assert (rows[0][1].external_ref, rows[0][1].latitude) == ("town:Dome", 43.7)
        assert rows[0][1].tags == {"name": "Dome", "desc": "on a wall"}
        assert len(rows) == 2
        assert refusals(rows) == ["no_position"]

    def test_a_file_that_is_cut_off_gives_no_row(self):
        for content in (KML[:-30], GPX[:-10]):
            assert "damaged or cut off" in self.complaint(content)


class ImportTests(ImportCase):
    def test_a_workbook_is_imported_by_the_command(self):
        path = self.file(workbook((("Title",), *WorkbookTests.ROWS), (("x",),)), "town.xlsx")
        self.load(path=path, dataset="town", id="id", layer="S1", skip=1)
        assert Camera.objects.count() == 2

    def test_titles_are_passed_over_in_tables_alone(self):
        with self.assertRaisesMessage(CommandError, "--skip is for rows above a header"):
            self.load({**NODE, "tags": CAMERA}, skip=1)
