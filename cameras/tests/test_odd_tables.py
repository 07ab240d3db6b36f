"""Tables that are not as tables should be: titles, encodings, long cells, lines cut short, American days."""

from datetime import date
from unittest import TestCase

import pytest
from django.core.management import CommandError

from cameras.importing import Reading, UnreadableFile, encoding
from cameras.importing.detect import open_reader
from cameras.importing.source import prepared
from cameras.importing.text import read_day
from cameras.models import Camera
from cameras.tests.files import CASES, FIXTURES, FileCase, read, refusals
from cameras.tests.test_imports import ImportCase


def table(*operators):
    rows = "".join(f"{n};43,7;7,{n};{operator}\n" for n, operator in enumerate(operators, start=1))
    return f"id;lat;lon;operator\n{rows}"


FRENCH = table("Régie des transports à Nîmes", "Société d’électricité, façade")
GERMAN = table("Stadt Nürnberg, Straßenüberwachung", "Größe Außenbereich")
RUSSIAN = table("Камера на улице Ленина", "Москва, площадь Революции")
POLISH = table("Zarząd Dróg Miejskich", "Łódź, Gdańsk żółty")


class EncodingTests(FileCase):
    def operators(self, content, name=""):
        with prepared(self.file(content, "town.csv"), name) as source:
            rows = open_reader(source, Reading("town", columns={"operator": "operator"}))
            return source.encoding, [row.operator for _, row in rows]

    def test_the_usual_ones_are_told_by_their_bytes(self):
        for text, encoded in (
            (FRENCH, "cp1252"), (FRENCH, "mac-roman"), (GERMAN, "latin-1"), (GERMAN, "mac-roman"),
            (GERMAN, "cp850"), (RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"), (RUSSIAN, "utf-8"), (POLISH,
            "utf-16"),
        ):  # fmt: skip
            with self.subTest(encoding=encoded, text=text[-20:]):
                told, operators = self.operators(text.encode(encoded))
                assert told == encoded
                assert operators == [line.split(";")[3] for line in text.splitlines()[1:]]

    def test_others_are_named(self):
        for text, name in ((POLISH, "cp1250"), (FRENCH.replace("’", "'"), "cp850"), (RUSSIAN, "iso8859-5")):
            with self.subTest(name=name):
                _told, operators = self.operators(text.encode(name), name)
                assert operators == [line.split(";")[3] for line in text.splitlines()[1:]]

    def test_names_are_those_of_python(self):
        for name, known in (
            ("MacRoman", "mac-roman"),
            ("Windows-1250", "cp1250"),
            ("ISO-8859-1", "latin-1"),
            ("UTF8", "utf-8"),
        ):
            with self.subTest(name=name):
                assert encoding.known(name) == known
        for name in ("klingon", "rot13", "base64"):
            with self.subTest(name=name), pytest.raises(ValueError, match=f"--encoding {name}"):
                encoding.known(name)

    def test_an_encoding_is_for_texts(self):
        extract = FIXTURES / "helsinki-centre.osm.pbf"
        with pytest.raises(UnreadableFile, match="--encoding is for texts"), prepared(extract, "cp1252"):
            pass


class TitleTests(FileCase):
    def test_rows_above_the_header_are_passed_over(self):
        titles = 'Cameras of the town;;\n"as of\n2020";;\n\n'
        for start in (titles, "sep=;\n" + titles):
            with prepared(self.file(start + "id;lat;lon\n1;43.7;7.4\n", "town.csv")) as source:
                reading = Reading("town", id_column="id", skip=3)
                [(_, camera)] = open_reader(source, reading)
                assert (camera.external_ref, reading.count_rows()) == ("town:1", 1)

    def test_without_it_the_message_says_what_to_do(self):
        assert "--skip passes titles over. Its columns are: Cameras" in self.complaint(
            "Cameras;;\nid;lat;lon\n1;43.7;7.4\n"
        )


class CutTests(FileCase):
    def test_a_last_line_cut_short_is_refused(self):
        rows = read(CASES / "cut.csv", dataset="town", id_column="id")
        assert refusals(rows) == ["bad_element"]
        assert "cut short: 3 cells of 4" in str(rows[1][1])
        assert rows[1][1].external_ref == "town:2"

    def test_the_half_of_an_id_is_none(self):
        rows = read(self.file("id,lat,lon\n12,43.7,7.4\n1", "town.csv"), dataset="town", id_column="id")
        assert rows[1][1].external_ref == ""

    def test_a_whole_last_line_needs_no_end_and_a_short_one_has_one(self):
        for last in ("43.8,7.4,1", "43.8,7.4\n", "43.8,7.4\r\n", "43.8,7.4,1\n\n"):
            content = f"lat,lon,n\n43.7,7.4,1\n{last}"
            with self.subTest(last=last):
                assert refusals(read(self.file(content, "town.csv"), dataset="town")) == []


class LongCellTests(FileCase):
    def test_a_cell_may_be_longer_than_python_expects(self):
        for sign in ("x", "é"):
            [(_, camera)] = read(
                self.file(f"lat,lon,note\n43.7,7.4,{sign * 200_000}\n", "town.csv"), dataset="town"
            )
            assert len(camera.tags["note"]) == 200_000


class DayTests(TestCase):
    def test_days_with_the_year_first(self):
        for text in ("2019/12/31", "20191231", "2019.12.31", "2019-12-31"):
            with self.subTest(text=text):
                assert read_day(text) == date(2019, 12, 31)
        for text in ("201912", "2019/13/31", "2019-12/31", "12345678"):
            with self.subTest(text=text):
                assert read_day(text) is None

    def test_american_days_have_the_month_first(self):
        assert read_day("06/07/2019") == date(2019, 7, 6)
        assert read_day("06/07/2019", month_first=True) == date(2019, 6, 7)
        assert read_day("12/31/2019") is None
        assert read_day("12/31/19", month_first=True) == date(2019, 12, 31)
        assert read_day("31/12/2019", month_first=True) is None
        assert read_day("2019/12/31", month_first=True) == date(2019, 12, 31)


class OptionTests(ImportCase):
    def days(self, **options):
        told = self.load(
            path=CASES / "dates.csv", map={"installed_on": "d"}, id="id", dataset="town", **options
        )
        days = Camera.objects.order_by("external_ref").values_list("installed_on", flat=True)
        return told, [day and day.isoformat() for day in days]

    def test_american_days_are_an_option(self):
        told, days = self.days()
        assert days == [None, "2019-07-06", "2019-12-31", "2019-12-31"]
        assert told["not_understood"] == {"installed_on": {"12/31/2019": 1}}
        told, days = self.days(dates="month-first")
        assert days == ["2019-12-31", "2019-06-07", "2019-12-31", "2019-12-31"]

    def test_they_are_for_columns_alone(self):
        with self.assertRaisesMessage(CommandError, "--dates is for tables"):
            self.load(path=CASES / "older-v5.json", dates="month-first")

    def test_an_encoding_is_checked(self):
        with self.assertRaisesMessage(CommandError, "--encoding klingon: not known"):
            self.load(encoding="klingon")
        path = self.file(POLISH.encode("cp1250"), "town.csv")
        self.load(path=path, encoding="Windows-1250", map={"operator": "operator"}, id="id", dataset="town")
        assert Camera.objects.first().operator == "Zarząd Dróg Miejskich"


class MessageTests(FileCase):
    def test_what_the_error_page_of_a_server_says_is_shown(self):
        told = "it says: Response Error: runtime error: the server is probably too busy"
        with pytest.raises(UnreadableFile, match=told):
            read(CASES / "overpass-error.json")
        head = "<!DOCTYPE html><html><head><style>p {}</style></head>"
        told = self.complaint(f"{head}<body><h1>429</h1>Too many &lt;requests&gt;</body></html>")
        assert "a web page, perhaps the error page of a server; it says: 429 Too many <requests>." in told
