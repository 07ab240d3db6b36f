from django.test import TestCase

from cameras.models import Camera
from cameras.osm.fields import PUBLISHED, Kind
from cameras.publishing.geojson import COLUMNS, feature
from cameras.tests.builders import camera

JSON_TYPES = {
    Kind.TEXT: str,
    Kind.INTEGER: int,
    Kind.NUMBER: (int, float),
    Kind.DAY: str,
    Kind.WORDS: list,
    Kind.TAGS: dict,
}


class FieldTests(TestCase):
    def properties(self):
        camera(angle=60, height=3.5, external_ref="osm:node/1", tags={"a": "b"}, capabilities=["infrared"])
        return feature(Camera.objects.values_list(*COLUMNS).get())["properties"]

    def test_the_table_is_that_of_the_features_in_their_order(self):
        self.assertEqual([field.name for field in PUBLISHED], list(self.properties()))

    def test_each_value_has_the_kind_of_its_field(self):
        properties = self.properties()
        for field in PUBLISHED:
            if (value := properties[field.name]) is not None:
                self.assertIsInstance(value, JSON_TYPES[field.kind], field.name)
                if field.values:
                    self.assertIn(value, field.values)
