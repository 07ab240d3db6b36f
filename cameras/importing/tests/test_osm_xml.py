"""OpenStreetMap XML as servers and editors write it: centres, remarks, deletions, encodings."""

import pytest

from cameras.importing import UnreadableFile, osm_xml
from cameras.osm.record import CameraRecord
from cameras.tests.files import FileCase, read, refusals

TAG = '<tag k="man_made" v="surveillance"/>'
NODE = f'<node id="1" lat="43.7" lon="7.4">{TAG}</node>'
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


class XMLCase(FileCase):
    def osm(self, *elements, head=HEAD):
        return self.file(f'{head}<osm version="0.6" generator="x">\n{"".join(elements)}\n</osm>', "map.osm")


class OverpassTests(XMLCase):
    def test_ways_and_relations_come_by_the_centre_or_the_bounds_they_bring(self):
        rows = read(
            self.osm(
                NODE,
                f'<way id="2"><center lat="48.2" lon="2.2"/><nd ref="1"/>{TAG}</way>',
                f'<relation id="3"><center lat="48.3" lon="2.3"/>{TAG}</relation>',
                '<way id="4"><bounds minlat="48" minlon="2" maxlat="49" maxlon="3"/>'
                f'<nd ref="1" lat="48" lon="2"/>{TAG}</way>',
            )
        )
        assert [where for where, _ in rows] == [
            "element 1 (node/1)", "element 2 (way/2)", "element 3 (relation/3)", "element 4 (way/4)",
        ]  # fmt: skip
        assert [(row.latitude, row.longitude) for _, row in rows] == [
            (43.7, 7.4), (48.2, 2.2), (48.3, 2.3), (48.5, 2.5),
        ]  # fmt: skip

    def test_the_nodes_of_a_way_may_stand_behind_it(self):
        way = f'<way id="2"><nd ref="8"/><nd ref="9"/>{TAG}</way>'
        rows = read(self.osm(way, '<node id="8" lat="1" lon="2"/><node id="9" lat="3" lon="4"/>'))
        assert [(row.latitude, row.longitude) for _, row in rows] == [(2, 3)]

    def test_an_answer_cut_short_by_the_server_is_not_read(self):
        remark = ' runtime error: Query timed out in "query" at line 3 after 26 seconds. '
        with pytest.raises(UnreadableFile, match="not complete; the server says: runtime error: Query timed"):
            read(self.osm(NODE, f"<remark>{remark}</remark>"))
        assert len(read(self.osm(NODE, "<remark>all is well</remark>"))) == 1


class EditorTests(XMLCase):
    def test_what_is_deleted_is_not_there(self):
        deleted = [NODE.replace("<node", f"<node {word}") for word in ('action="delete"', 'visible="false"')]
        kept = NODE.replace('id="1"', 'id="2" action="modify" visible="true"')
        assert [row.external_ref for _, row in read(self.osm(*deleted, kept))] == ["osm:node/2"]

    def test_text_in_any_encoding_that_the_file_names(self):
        node = NODE.replace(TAG, f'{TAG}<tag k="operator" v="Régie"/>')
        for name, encoding in (("UTF-16", "utf-16"), ("ISO-8859-1", "latin-1"), ("UTF-8", "utf-8-sig")):
            text = self.osm(node, head=HEAD.replace("UTF-8", name)).read_text()
            [(_, camera)] = read(self.file(text.encode(encoding), "map.osm"))
            assert camera.operator == "Régie"


class DamagedTests(XMLCase):
    def test_a_file_that_is_cut_off_or_of_another_kind_gives_no_row(self):
        whole = self.osm(*[NODE] * 30).read_text()
        for content, found in (
            (whole[:-7], "damaged or cut off"),
            (whole[:900], "damaged or cut off"),
            (whole.replace("UTF-8", "klingon"), "damaged or cut off"),
            (HEAD + "<gpx><node/></gpx>", "begins with <gpx> and not with <osm>"),
        ):
            with self.subTest(content=content[-20:]), pytest.raises(UnreadableFile, match=found):
                read(self.file(content), format="xml")

    def test_entities_are_not_unfolded(self):
        bomb = HEAD + '<!DOCTYPE osm [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>\n'
        with pytest.raises(UnreadableFile, match="declares a document type"):
            read(self.osm(NODE.replace("surveillance", "&b;"), head=bomb), format="xml")

    def test_odd_elements_are_refused_or_passed_over_and_the_others_go_on(self):
        odd = [
            NODE.replace('id="1"', 'id="x"'), NODE.replace('id="1"', f'id="{"9" * 5000}"'),
            NODE.replace("43.7", "43,7 N"), f'<way id="3"><center lat="x"/>{TAG}</way>',
            f"<way>{NODE}</way>", TAG, '<nd ref="1"/><center/>',
        ]  # fmt: skip
        rows = read(self.osm(*odd, NODE))
        assert refusals(rows) == ["bad_element", "bad_element", "not_a_number", "no_position"]
        assert sum(isinstance(row, CameraRecord) for _, row in rows) == 2

    def test_a_file_of_many_pieces_is_read_as_one(self):
        path = self.osm(*[NODE.replace('id="1"', f'id="{n}"') for n in range(1, 200)])
        whole = read(path)
        osm_xml._PIECE, before = 7, osm_xml._PIECE
        self.addCleanup(setattr, osm_xml, "_PIECE", before)
        assert read(path) == whole
        assert len(whole) == 199
