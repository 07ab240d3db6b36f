"""GeoJSON: objects of OpenStreetMap, and plain features by a map."""

import json

from cameras.record import CameraRecord
from cameras.tests.files import CAMERA, CASES, FileCase, read, refusals


class GeoJSONTests(FileCase):
    def feature(self, properties, coordinates=(7.4, 43.7), kind="Point", **more):
        geometry = {"type": kind, "coordinates": coordinates}
        return {"type": "Feature", "properties": properties, "geometry": geometry, **more}

    def read(self, *features):
        return self.rows({"type": "FeatureCollection", "features": features})

    def test_the_id_is_found_wherever_an_exporter_puts_it(self):
        rows = self.read(
            self.feature({**CAMERA, "@id": "node/1"}),
            self.feature(CAMERA, id="way/2"),
            self.feature({**CAMERA, "id": "relation/3"}),
            self.feature({**CAMERA, "@type": "node", "@id": 4}),
            self.feature(CAMERA, id="w5"),
            self.feature({"type": "node", "id": 6, "tags": CAMERA, "meta": {"user": "mapper"}}),
        )
        assert [row.external_ref for _, row in rows] == [
            "osm:node/1", "osm:way/2", "osm:relation/3", "osm:node/4", "osm:way/5", "osm:node/6",
        ]  # fmt: skip
        assert rows[0][0] == "feature 1 (node/1)"
        assert all(row.tags == CAMERA for _, row in rows)

    def test_a_feature_without_an_osm_id_is_known_by_its_own_or_by_its_content(self):
        path = self.file([self.feature(CAMERA, id=name) for name in (None, 7, "paris/7")])
        named, *others = [row.external_ref for _, row in read(path, dataset="town")]
        assert others == ["town:7", "town:paris/7"]
        assert read(path, dataset="town")[0][1].external_ref == named
        rows = read(CASES / "no-id.geojson", dataset="town")
        assert len({row.external_ref for _, row in rows}) == 2
        assert rows[1][1].tags == {"type": "Dome Camera", "where": "Outdoors"}

    def test_properties_may_be_null(self):
        [(_, camera)] = read(CASES / "props-null.geojson", dataset="town")
        assert (camera.external_ref, camera.tags) == ("town:1", {"id": "1"})

    def test_tags_of_openstreetmap_without_its_id_are_read_as_such(self):
        rows = self.read(
            self.feature({**CAMERA, "operator": "Ville"}),
            self.feature({"man_made": "mast", "surveillance": "no"}),
        )
        assert (rows[0][1].shape, rows[0][1].operator) == ("dome", "Ville")
        assert refusals(rows) == ["not_a_camera"]

    def test_an_area_without_an_id_and_a_map_is_no_camera(self):
        square = [[[7.0, 43.0], [8.0, 43.0], [8.0, 44.0], [7.0, 43.0]]]
        area = self.feature({"name": "Nice"}, square, "Polygon")
        assert refusals(self.read(area)) == ["no_id"]
        assert refusals(read(self.file(area), dataset="town", columns={"operator": "name"})) == []

    def test_tags_are_the_flat_properties_without_metadata(self):
        metadata = {
            "@id": "node/1", "@user": "mapper", "id": "node/1", "user": "mapper", "uid": 5, "changeset": 9,
            "timestamp": "2020", "version": 2, "meta": {}, "type": "node",
        }  # fmt: skip
        properties = {**CAMERA, **metadata, "direction": 340, "lit": True, "fee": None}
        [(_, camera)] = self.read(self.feature(properties))
        assert camera.tags == {**CAMERA, "direction": "340", "lit": "yes"}

    def test_other_geometries_stand_for_a_point_inside(self):
        square = [[[7.0, 43.0], [8.0, 43.0], [8.0, 44.0], [7.0, 44.0], [7.0, 43.0]]]
        camera = self.read(self.feature(CAMERA, square, "Polygon", id="way/1"))[0][1]
        assert 7.0 < camera.longitude < 8.0
        assert 43.0 < camera.latitude < 44.0

    def test_a_broken_geometry_is_refused(self):
        geometries = [
            ("Point", []), ("Point", "ab"), ("Point", {}), ("Point", [7.4, 143.7]), ("Polygon", []),
            ("Polygon", [[1]]), ("LineString", None), ("Blob", [1, 2]), (5, [1, 2]),
        ]  # fmt: skip
        features = [self.feature(CAMERA, where, kind, id="node/1") for kind, where in geometries]
        nothing = {"type": "Feature", "id": "node/1", "properties": CAMERA, "geometry": None}
        text = {**nothing, "geometry": "POINT(7 43)"}
        told = refusals(self.read(*features, text))
        assert sorted(set(told)) == ["bad_position", "not_a_number", "swapped"]
        assert len(told) == 10
        assert refusals(self.read(nothing)) == ["no_position"]
        assert refusals(self.read(5, {"type": "Feature", "properties": 7})) == ["bad_element", "bad_element"]

    def test_features_may_stand_one_a_line(self):
        lines = "\n".join(json.dumps(self.feature(CAMERA, id=f"node/{n}")) for n in (1, 2))
        for content in (lines, "\x1e" + lines.replace("\n", "\n\x1e")):
            rows = self.rows(content)
            assert [where for where, _ in rows] == ["line 1 (node/1)", "line 2 (node/2)"]
            assert isinstance(rows[1][1], CameraRecord)

    def test_a_plain_feature_is_read_by_a_map(self):
        path = self.file(self.feature({"numero": 7, "exploitant": "Ville", "mail": "a@b.fr"}, id="x"))
        options = {"dataset": "town", "columns": {"operator": "exploitant"}, "id_column": "numero"}
        [(where, camera)] = read(path, **options)
        assert (where, camera.external_ref) == ("line 1 (town:7)", "town:7")
        assert (camera.operator, camera.latitude) == ("Ville", 43.7)
        assert camera.tags == {"id": "x", "numero": "7", "exploitant": "Ville"}

    def test_persons_inside_a_property_are_not_stored(self):
        owner = {"name": "Ville", "email": "a@b.fr", "desks": [{"phone": "0611"}]}
        deep = json.loads("[" * 300 + "]" * 300)
        path = self.file(self.feature({"ref": "1", "owner": owner, "deep": deep}))
        [(_, camera)] = read(path, dataset="town", id_column="ref")
        assert camera.tags.pop("deep").endswith("null" + "]" * 20)
        assert camera.tags == {"ref": "1", "owner": '{"name":"Ville","desks":[{}]}'}

    def test_a_single_feature_is_a_file_too(self):
        assert len(self.rows(self.feature({**CAMERA, "@id": "node/1"}))) == 1

    def test_a_reference_system_must_be_known(self):
        def collection(name):
            crs = {"type": "name", "properties": {"name": name}}
            return {"type": "FeatureCollection", "crs": crs, "features": []}

        assert self.rows(collection("urn:ogc:def:crs:OGC:1.3:CRS84")) == []
        assert "reference system" in self.complaint(collection("the town's own"))
