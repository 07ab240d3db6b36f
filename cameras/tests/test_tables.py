"""Tables of other people: a real one with all its ways to write a day, and what spreadsheets make of text."""

from datetime import date
from unittest import TestCase

import pytest

from cameras.importing import Reading, UnreadableFile
from cameras.importing.detect import open_reader
from cameras.importing.plain import parse_map
from cameras.importing.source import prepared
from cameras.importing.text import read_day
from cameras.record import CameraRecord
from cameras.tests.files import FIXTURES, FileCase, read, refusals

PARIS = FIXTURES / "paris-pvpp-excerpt.csv"
PARIS_OPTIONS = {
    "dataset": "paris-pvpp",
    "columns": parse_map("lat=lat,lon=lon,installed_on=Date de mise en service"),
    "constants": parse_map('ownership=public,operator="Préfecture de Police"', what="--set"),
    "id_column": "Numéro",
}
PLACE = {"lat": "lat", "lon": "lon"}


class ParisTests(FileCase):
    def test_each_row_is_a_camera_of_the_police(self):
        rows = read(PARIS, **PARIS_OPTIONS)
        assert (len(rows), refusals(rows)) == (45, [])
        where, first = rows[0]
        assert where == "line 2 (paris-pvpp:1051)"
        assert (first.latitude, first.longitude, first.installed_on) == (
            48.8587502,
            2.3475019,
            date(2016, 7, 8),
        )
        assert (first.ownership, first.ownership_basis) == ("public", "stated")
        assert first.operator == "Préfecture de Police"
        assert first.tags["Implantation"] == "Rue Saint-Denis, rue de Rivoli"
        assert not {"lat", "lon"} & first.tags.keys()

    def test_days_are_read_in_all_their_forms_and_what_is_no_day_stays_as_text(self):
        rows = dict(read(PARIS, **PARIS_OPTIONS))
        days = {camera.tags["Date de mise en service"]: camera.installed_on for camera in rows.values()}
        assert days["25/11/16"] == date(2016, 11, 25)
        assert days["41558"] == date(2013, 10, 11)
        assert [days[text] for text in ("inconnue", "Début 2019", "#N/A")] == [None] * 3
        assert sum(camera.installed_on is None for camera in rows.values()) == 13

    def test_any_encoding_any_line_end_and_any_delimiter_give_the_same_rows(self):
        whole, text = read(PARIS, **PARIS_OPTIONS), PARIS.read_text()
        quoted = text.replace(";", '";"').replace("\n", '"\n"').join(['"', ""]).removesuffix('"')
        for content in (
            text.encode("cp1252"), text.encode("utf-8-sig"), text.encode("utf-16"),
            text.replace("\n", "\r\n"), text.replace("\n", "\r"),
            text.replace(";", "\t"), text.replace(";", "|"), quoted, quoted.replace('";"', '","'),
        ):  # fmt: skip
            with self.subTest(start=content[:60]):
                rows = read(self.file(content, "paris.csv"), **PARIS_OPTIONS)
                assert [row for _, row in rows] == [row for _, row in whole]

    def test_the_encoding_is_told(self):
        for encoding, text in (("latin-1", "é"), ("cp1252", "’"), ("utf-8", "é"), ("utf-16", "é")):
            with self.subTest(text=text), prepared(self.file(f"lat;lon\n{text}".encode(encoding))) as source:
                assert source.encoding == encoding
        with prepared(self.file(b"lat;lon\n\x81")) as source:
            assert source.encoding == "latin-1"  # the byte means nothing in Windows-1252

    def test_a_stated_encoding_is_taken_at_its_word(self):
        path = self.file(PARIS.read_text().encode("cp1252"), "paris.csv")
        with prepared(path, "cp1252") as source:
            assert source.encoding == "cp1252"
        with pytest.raises(UnreadableFile, match="not text in utf-16"), prepared(path, "utf-16"):
            pass


class CellTests(FileCase):
    def table(self, *lines, **options):
        options = {"dataset": "town", "columns": PLACE, **options}
        return read(self.file("\n".join(lines) + "\n", "town.csv"), **options)

    def test_decimal_commas_are_put_right_and_counted(self):
        reading = Reading("town", columns=PLACE)
        with prepared(self.file("lat;lon\n43,7;7,4\n43.7;7.4\n")) as source:
            rows = list(open_reader(source, reading))
        assert [(row.latitude, row.longitude) for _, row in rows] == [(43.7, 7.4)] * 2
        assert reading.repaired["decimal_comma"] == 1

    def test_what_is_wrong_with_a_row_is_said_and_the_others_go_on(self):
        rows = self.table(
            "lat,lon,n", "43.7,7.4,1", "-122.4,37.8,2", "NaN,7.4,3", "0,0,4", "91,181,5", ",7.4,6",
            "43.7,7.4,8,9", "43.7", ",,", "1,190,7",
        )  # fmt: skip
        assert refusals(rows) == [
            "swapped", "not_a_number", "null_island", "latitude_out_of_range", "no_position", "bad_element",
            "no_position", "empty", "longitude_out_of_range",
        ]  # fmt: skip
        assert [where for where, _ in rows[:2]][1] == "line 3"

    def test_damaged_bytes_refuse_their_row_alone(self):
        path = self.file("lat,lon,name\n43.7,7.4,é\n43.7,7.5,".encode() + b"\xe9\n43.7,7.6,x\n")
        rows = read(path, dataset="town", columns=PLACE)
        assert refusals(rows) == ["bad_text"]
        assert [row.tags["name"] for _, row in rows[::2]] == ["é", "x"]

    def test_cells_become_fields_by_the_words_of_openstreetmap(self):
        columns = {**PLACE, "shape": "type", "surveillance:zone": "zone", "height": "h", "direction": "d"}
        [(_, camera)] = self.table(
            "lat,lon,type,zone,h,d", "43.7,7.4,Dome,parking_lot,12 ft,NE", columns=columns
        )
        assert (camera.shape, camera.zone, camera.height, camera.direction) == ("dome", "parking", 3.66, "NE")
        assert camera.tags == {"type": "Dome", "zone": "parking_lot", "h": "12 ft", "d": "NE"}

    def test_a_guard_is_a_person_here_too(self):
        rows = self.table("lat,lon,kind", "43.7,7.4,guard", columns={**PLACE, "device": "kind"})
        assert refusals(rows) == ["guard"]

    def test_persons_are_not_stored(self):
        [(_, camera)] = self.table("lat,lon,Téléphone,E-mail,note", "43.7,7.4,0611,a@b.fr,x")
        assert camera.tags == {"note": "x"}

    def test_without_an_id_the_row_itself_is_the_name(self):
        one, again, other = self.table("lat,lon,n", "43.7,7.4,1", "43.7,7.4,1", "43.7,7.4,2")
        assert one[1].external_ref == again[1].external_ref != other[1].external_ref
        assert one[1].external_ref.startswith("town:")

    def test_an_empty_id_is_refused_and_an_endless_one_shortened(self):
        rows = self.table("lat,lon,id", "43.7,7.4, ", f"43.7,7.4,{'x' * 300}", id_column="id")
        assert refusals(rows) == ["no_id"]
        assert len(rows[1][1].external_ref) < 60

    def test_a_table_needs_a_map_that_fits(self):
        for options, found in (
            ({"columns": {"lat": "y"}}, r"--map lat=COLUMN,lon=COLUMN.* Its columns are: y, x\."),
            ({"columns": {"lat": "y", "lon": "xx"}}, r"has no column xx"),
            ({"columns": {"lat": "y", "lon": "x"}, "id_column": "id"}, r"has no column id"),
        ):
            with self.subTest(options=options), pytest.raises(UnreadableFile, match=found):
                self.table("y,x", "43.7,7.4", **options)

    def test_a_quote_that_is_never_closed_is_told(self):
        with pytest.raises(UnreadableFile, match="is a quote not closed"):
            self.table("lat,lon,n", '43.7,7.4,"' + "x" * 200_000)

    def test_an_open_quote_gives_no_row_at_all_wherever_it_stands(self):
        rows = [f"43.7,7.4,{n}" for n in range(1, 101)]
        for stray in ([20], [60], [100], [20, 50]):
            lines = [row.replace(",7.4,", ',7.4,"') if n in stray else row for n, row in enumerate(rows, 1)]
            told = f"begins on line {stray[0] + 1} .* a quote is not closed"
            with self.subTest(stray=stray), pytest.raises(UnreadableFile, match=told):
                self.table("lat,lon,n", *lines)

    def test_the_delimiter_may_be_stated_on_the_first_line(self):
        for delimiter, end in ((";", "\n"), (",", "\r\n"), ("\t", "\r"), ("|", "\n")):
            lines = [
                f"sep={delimiter}",
                "lat;lon;n".replace(";", delimiter),
                delimiter.join(["43.7", "7.4", "1"]),
            ]
            reading = Reading("town", columns=PLACE)
            with prepared(self.file("\ufeff" + end.join(lines))) as source:
                [(where, camera)] = open_reader(source, reading)
                assert (where[:6], camera.tags, reading.count_rows()) == ("line 3", {"n": "1"}, 1)
        with pytest.raises(UnreadableFile, match="has no column lat"):
            self.table("sep=;")

    def test_columns_of_the_same_name_are_numbered(self):
        [(_, camera)] = self.table("lat,lon,note,note,note_2,note,,", "43.7,7.4,a,b,c,d,e,f")
        kept = {"note": "a", "note_3": "b", "note_2": "c", "note_4": "d"}
        assert camera.tags == kept

    def test_a_cell_may_hold_lines_and_quotes(self):
        rows = self.table("lat,lon,n,m", '43.7,7.4,"a ""b""\n1,2,3\n",x', '43.7,7.4,"a" b,c "d')
        assert [(row.tags["n"], row.tags["m"]) for _, row in rows] == [
            ('a "b"\n1,2,3\n', "x"),
            ("a b", 'c "d'),
        ]

    def test_no_delimiter_is_no_table(self):
        with pytest.raises(UnreadableFile, match="is no table"):
            self.table("lat", "43.7", format="table")


class TextTests(TestCase):
    def test_days_are_written_in_many_ways(self):
        for text in ("2016-07-08", "2016-7-8", "2016-07-08T10:00:00Z", "08/07/16", "8/7/2016", "08.07.2016",
                     "42559", "42559.5", " 08-07-16 "):  # fmt: skip
            with self.subTest(text=text):
                assert read_day(text) == date(2016, 7, 8)
        assert read_day("31/12/99") == date(1999, 12, 31)

    def test_what_is_no_day_is_none(self):
        for text in (
            "",
            "inconnue",
            "Début 2016",
            "#N/A",
            "2016",
            "31/02/16",
            "07/2016",
            "75001",
            "99999",
            "1",
        ):
            with self.subTest(text=text):
                assert read_day(text) is None

    def test_a_map_is_read_with_quotes_and_wrong_words_are_told(self):
        assert parse_map('lat=Y,"lon=a, b",camera:type=t') == {"lat": "Y", "lon": "a, b", "camera:type": "t"}
        for text, found in (("lat", "write field=column"), ("colour=c", "colour: known are lat, lon")):
            with self.subTest(text=text), pytest.raises(ValueError, match=found):
                parse_map(text)

    def test_every_field_of_the_map_is_a_field_of_the_record(self):
        from cameras.importing.plain import KEYS

        assert KEYS.keys() <= set(CameraRecord.__slots__)
