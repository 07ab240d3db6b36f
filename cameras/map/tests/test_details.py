from datetime import date

from django.test import TestCase
from django.utils import translation

from cameras.map.details import details
from cameras.osm.fields import FIELDS, Kind
from cameras.tests.builders import camera

SAMPLES = {Kind.TEXT: "Briefcam", Kind.INTEGER: 60, Kind.NUMBER: 4.5, Kind.DAY: date(2016, 12, 1)}
LABELLED = [field for field in FIELDS if field.label]
KNOWN = {one.name: one.values[1] if one.values else SAMPLES[one.kind] for one in LABELLED}


class DetailsTests(TestCase):
    def test_each_field_with_a_label_is_a_line_in_the_order_of_the_table(self):
        lines = details(camera(**KNOWN))
        self.assertEqual([label for label, _text in lines], [field.label for field in LABELLED])

    def test_a_value_is_written_as_people_read_it(self):
        one = camera(**KNOWN)
        texts = [("Device", "Number-plate reader"), ("Height", "4.5 m"), ("Installed", "Dec. 1, 2016")]
        self.assertLessEqual({*texts, ("Angle of view", "60°")}, set(details(one)))
        with translation.override("fr"):
            self.assertIn(("Hauteur", "4,5 m"), details(one))

    def test_what_is_not_known_is_not_shown(self):
        self.assertEqual(details(camera()), [("Device", "Camera")])

    def test_they_are_on_the_page(self):
        one = camera(**KNOWN)
        self.assertContains(self.client.get(f"/cameras/{one.pk}"), "<dt>Software</dt><dd>Briefcam</dd>")
