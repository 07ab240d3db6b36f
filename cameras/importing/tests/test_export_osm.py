"""What people reported here goes back to OpenStreetMap with everything that is said of it."""

from datetime import date
from io import StringIO
from unittest import TestCase as Plain

from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from cameras.importing.tests.test_imports import ImportCase
from cameras.models import Camera, Dataset
from cameras.osm.fields import FROM_TAGS
from cameras.osm.record import CameraRecord
from cameras.osm.tags import describe, read_element, tags_of
from cameras.tests.builders import camera, dataset
from cameras.tests.files import CAMERA, FIXTURES, read, records

FIELDS = tuple(field.name for field in FROM_TAGS)
SAID = {
    "ownership": "public", "ownership_basis": "stated", "operator": "Ville <de> “Monaco” & fils",
    "device": "plate_reader", "shape": "panning", "watches": "traffic", "zone": "parking",
    "mount": "street_lamp", "direction": "338-23;90", "angle": 60, "height": 4.5, "manufacturer": "Axis",
    "model": "Q1", "software": "Briefcam",
    "capabilities": ["face_recognition", "plate_recognition"], "installed_on": date(2016, 12, 1),
    "removed_on": None, "observed_on": date(2026, 11, 2),
}  # fmt: skip


class ExportTests(ImportCase):
    def export(self):
        path = self.folder / "new.osm"
        self.out, self.err = StringIO(), StringIO()
        call_command("export_osm", path, stdout=self.out, stderr=self.err)
        # As after an upload, which gives each object an id of its own.
        text = path.read_text()
        path.write_text(text.replace('id="-', 'id="'))
        return text, [row for _, row in read(path)]

    def contributed(self, lat=43.7, **values):
        return camera(lat, 7.4, dataset=dataset(Dataset.CONTRIBUTIONS), **values)

    def test_what_is_exported_is_imported_with_the_same_fields(self):
        made = self.contributed(**SAID, tags={"note": "line\none\ttab", "inscription": "7"})
        text, [record] = self.export()
        assert f'id="-{made.pk}"' in text
        assert (record.latitude, record.longitude) == (made.latitude, made.longitude)
        for field, value in SAID.items():
            with self.subTest(field=field):
                assert getattr(record, field) == (tuple(value) if isinstance(value, list) else value)
        assert record.tags.items() >= {"inscription": "7", "note": "line\none\ttab"}.items()

    def test_a_camera_of_which_little_is_known_has_few_tags(self):
        self.contributed()
        [record] = self.export()[1]
        assert record.tags == {"man_made": "surveillance"}

    def test_only_published_contributions_that_openstreetmap_lacks_are_written(self):
        camera(dataset=dataset("town"))
        self.contributed(external_ref="osm:node/9")
        self.contributed(status="removed")
        kept = self.contributed(43.8)
        text, rows = self.export()
        assert len(rows) == 1
        assert f'id="-{kept.pk}"' in text
        assert "1 cameras" in self.out.getvalue()

    def test_cameras_beside_one_of_openstreetmap_are_told(self):
        made = self.contributed()
        self.load({"type": "node", "id": 1, "lat": 43.70005, "lon": 7.4, "tags": CAMERA})
        self.export()
        assert f"look before you upload: -{made.pk}" in self.err.getvalue()

    def test_a_place_that_cannot_be_written_is_told(self):
        with self.assertRaisesMessage(CommandError, "cannot be written"):
            call_command("export_osm", self.folder / "nowhere" / "new.osm")


def fields_of(record):
    return {name: getattr(record, name) for name in FIELDS}


class TagsTests(Plain):
    def test_the_tags_of_real_cameras_come_back_as_they_were(self):
        for record in records(FIXTURES / "europe-mix.overpass.json").values():
            assert tags_of(fields_of(record), record.tags).items() >= record.tags.items()

    def test_real_cameras_without_their_tags_get_the_same_fields(self):
        for record in records(FIXTURES / "europe-mix.overpass.json").values():
            again = read_element("node", 1, 1.0, 1.0, tags_of(fields_of(record), {}))
            told, wanted = fields_of(again), fields_of(record)
            if record.ownership_basis != "stated":
                for name in ("ownership", "ownership_basis"):
                    told.pop(name), wanted.pop(name)
            assert told == wanted

    def test_what_a_moderator_corrected_replaces_the_tag_of_the_source(self):
        tags = {
            "man_made": "surveillance",
            "camera:height": "9",
            "brand": "Axis",
            "direction": "90",
            "inscription": "7",
        }
        fields = fields_of(CameraRecord("x:1", 1.0, 1.0)) | {"height": 3.0, "direction": "NE"}
        assert tags_of(fields, tags) == {
            "man_made": "surveillance", "camera:direction": "NE", "height": "3", "inscription": "7",
        }  # fmt: skip

    @given(st.fixed_dictionaries({
        "device": st.sampled_from(["camera", "plate_reader", "microphone", "gunshot_detector", "other"]),
        "shape": st.sampled_from(Camera.Shape.values),
        "watches": st.sampled_from(Camera.Watches.values),
        "height": st.none() | st.integers(1, 100_000).map(lambda n: n / 100),
        "angle": st.none() | st.integers(1, 360),
    }), st.dictionaries(st.sampled_from([key for field in FROM_TAGS for key in field.osm]), st.sampled_from(
        ["fixed", "ALPR", "radar", "12'", "90", "traffic", "public", "2016-01-01"])))  # fmt: skip
    def test_no_old_tag_outvotes_a_field(self, said, tags):
        fields = fields_of(CameraRecord("x:1", 1.0, 1.0)) | said
        told = fields_of(CameraRecord("x:1", 1.0, 1.0)) | describe(tags_of(fields, tags))
        assert {name: told[name] for name in said} == said
