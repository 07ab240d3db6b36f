"""Text that was decoded wrongly before it came here is put right in tables, and only there."""

from unittest import TestCase

import pytest

from cameras.importing import Reading
from cameras.importing.detect import open_reader
from cameras.importing.source import prepared
from cameras.importing.text import DoubleDecoding, decoded_once
from cameras.tests.files import CAMERA, NODE, FileCase, read

# Good texts that go back into UTF-8 bytes by chance: names of shops and streets, and the negative cases of
# ftfy (https://github.com/rspeer/python-ftfy/blob/main/tests/test_cases.json, Apache-2.0).
GOOD = (
    "NESCAFÉ®", "Weiß–Blau", "Gauß’sche Villa", "CITÉ : accès", "CAFÉ “L’ÉTÉ”", "LIBERTÉ…", "Société™",
    "SÃO PAULO", "Île-de-France", "Straße", "Ãcole", "北京", "Москва", "Ελλάδα", "MARQUÉ…",
    "PARCE QUE SUR LEURS PLAQUES IL Y MARQUÉ…", "╔═══╗", "10 €–20 €", "naïve", "Ħal Għaxaq",
)  # fmt: skip
BROKEN = {
    "RÃ©gie": "Régie",
    "MÃ¼nchen": "München",
    "PÃ´le": "Pôle",
    "â€™89": "’89",
    "Ã©cole Â° â€“": "école ° –",
}
PLACE = {"lat": "lat", "lon": "lon"}


class TableCase(FileCase):
    def table(self, *names, header="name", **options):
        """Read a table with a camera of each name; remembers what was put right."""
        rows = "".join(f"43.7,7.{n},{name}\n" for n, name in enumerate(names))
        options = {"columns": {**PLACE, "operator": "name"}, **options}
        self.reading = Reading("town", **options)
        with prepared(self.file(f"lat,lon,{header}\n{rows}", "town.csv")) as source:
            return [row for _, row in open_reader(source, self.reading)]


class WholeTableTests(TableCase):
    def test_good_names_stay_as_they_are(self):
        for name in GOOD:
            with self.subTest(name=name):
                [camera] = self.table(name)
                assert (camera.operator, camera.tags["name"]) == (name, name)
                assert not self.reading.repaired["mojibake"]

    def test_a_table_that_was_decoded_twice_is_put_right_and_its_tags_keep_the_original(self):
        cameras = self.table(*BROKEN, "Ville")
        assert [one.operator for one in cameras] == [*BROKEN.values(), "Ville"]
        assert [one.tags["name"] for one in cameras] == [*BROKEN, "Ville"]
        assert self.reading.repaired["mojibake"] == len(BROKEN)

    def test_its_header_and_its_ids_are_put_right_too(self):
        [camera] = self.table(
            "RÃ©gie", header="SociÃ©tÃ©", columns={**PLACE, "operator": "Société"}, id_column="Société"
        )
        assert (camera.operator, camera.external_ref) == ("Régie", "town:Régie")

    def test_one_broken_name_among_good_ones_is_left_alone(self):
        cameras = self.table("RÃ©gie", "Régie", "Mairie – Été")
        assert [one.operator for one in cameras] == ["RÃ©gie", "Régie", "Mairie – Été"]

    def test_a_refused_row_names_its_camera_as_a_good_one_would(self):
        rows = self.table("RÃ©gie,too many", "MÃ¼nchen", header="name", id_column="name")
        assert rows[1].external_ref == "town:München"


class OtherFormatsTests(FileCase):
    def test_openstreetmap_and_json_are_never_put_right(self):
        for name in (*GOOD, *BROKEN):
            tags = {**CAMERA, "operator": name, name: "x"}
            feature = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [7.4, 43.7]}}
            osm = {**feature, "id": "node/1", "properties": tags}
            plain = {**feature, "id": 1, "properties": {"operator": name, name: "x"}}
            with self.subTest(name=name):
                for content in ([{**NODE, "tags": tags}], {**NODE, "tags": tags}, osm):
                    [(_, camera)] = self.rows(content)
                    assert (camera.operator, camera.tags) == (name, tags)
                columns = {"operator": "operator"}
                [(_, camera)] = read(self.file(plain), dataset="town", columns=columns, id_column="operator")
                assert (camera.operator, camera.external_ref) == (name, f"town:{name}")
                assert camera.tags[name] == "x"


class DoubleDecodingTests(TestCase):
    def test_more_texts_must_be_broken_than_sound(self):
        for texts, certain in (
            ([], False), (["plain"], False), (["RÃ©gie"], True), (["RÃ©gie", "Été"], False),
            (["RÃ©gie", "Été", "PÃ´le"], True), (["RÃ©gie", "RÃ©gie", "Été"], False),
            (["CASSÀ°"], False), (["CAFÄ°"], False), (["KrakÃ³w", "ÅÃ³dÅº", "GdaÅ„sk"], True),
        ):  # fmt: skip
            with self.subTest(texts=texts):
                decoding = DoubleDecoding()
                decoding.add(texts)
                assert decoding.is_certain == certain

    def test_damaged_bytes_are_no_text_to_judge(self):
        decoding = DoubleDecoding()
        decoding.add([b"\xe9 \xc3\xa9".decode(errors="surrogateescape")])
        assert not decoding.is_certain


@pytest.mark.parametrize("name", GOOD)
def test_each_good_name_is_sound_by_itself(name):
    assert decoded_once(name) == name
