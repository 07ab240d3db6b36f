from django.test import TestCase

from areas.boundaries import areas_at, areas_at_each, inside
from areas.models import Area, Edition
from areas.tests.builders import area, box

HOLE = [[7.41, 43.73], [7.42, 43.73], [7.42, 43.74], [7.41, 43.74], [7.41, 43.73]]


class BoundaryTests(TestCase):
    def test_without_areas_there_is_none(self):
        self.assertEqual(areas_at(43.7384, 7.4246), ())
        self.assertEqual(areas_at_each([], []), [])

    def test_a_town_lies_in_its_country_too(self):
        country = area("FR", box(-5, 42, 8, 51), level="country")
        town = area("FR-06088", box(7.1, 43.6, 7.4, 43.8), parent="FR")
        self.assertEqual(areas_at(43.7, 7.25), (country.pk, town.pk))
        self.assertEqual(
            areas_at_each([48.85, 43.7, 0.0], [2.35, 7.25, 0.0]), [(country.pk,), (country.pk, town.pk), ()]
        )

    def test_a_hole_does_not_belong_to_it_but_its_edge_does(self):
        one = area(
            geometry={"type": "Polygon", "coordinates": [*box(7.40, 43.72, 7.45, 43.76)["coordinates"], HOLE]}
        )
        self.assertEqual(areas_at(43.735, 7.415), ())
        self.assertEqual(areas_at(43.735, 7.41), (one.pk,))
        self.assertEqual(areas_at(43.75, 7.415), (one.pk,))

    def test_all_parts_of_an_area_belong_to_it(self):
        parts = [box(0, 0, 1, 1)["coordinates"], box(5, 5, 6, 6)["coordinates"]]
        one = area(geometry={"type": "MultiPolygon", "coordinates": parts})
        self.assertEqual(areas_at_each([0.5, 5.5, 3.0], [0.5, 5.5, 3.0]), [(one.pk,), (one.pk,), ()])

    def test_an_edge_belongs_to_both_neighbours(self):
        west, east = area("A", box(0, 0, 1, 1)), area("B", box(1, 0, 2, 1))
        self.assertEqual(areas_at(0.5, 1.0), (west.pk, east.pk))
        self.assertEqual(areas_at(1.0, 1.0), (west.pk, east.pk))

    def test_across_the_antimeridian(self):
        fiji = area("FJ", box(177, -19, 182, -16))
        lons = [177.5, 180.0, -180.0, -178.5, -177.5, 0.0]
        area_ids = areas_at_each([-17.0] * 6, lons)
        self.assertEqual(area_ids, [(fiji.pk,)] * 4 + [()] * 2)
        self.assertEqual(inside(fiji, [-17.0] * 6, lons), [True] * 4 + [False] * 2)

    def test_longitudes_180_and_minus_180_are_the_same(self):
        one = area(geometry=box(170, 0, 180, 10))
        self.assertEqual(areas_at(5.0, -180.0), (one.pk,))
        self.assertEqual(inside(one, [5.0], [-180.0]), [True])

    def test_at_the_poles(self):
        one = area("AQ", box(-180, -90, -1, -60))
        self.assertEqual(areas_at(-90.0, -100.0), (one.pk,))
        self.assertEqual(areas_at(90.0, 0.0), ())

    def test_a_new_outline_takes_effect_at_once(self):
        one = area(geometry=box(0, 0, 1, 1))
        self.assertEqual(areas_at(0.5, 0.5), (one.pk,))
        area(geometry=box(5, 5, 6, 6))
        self.assertEqual(areas_at(0.5, 0.5), ())
        self.assertEqual(areas_at(5.5, 5.5), (one.pk,))

    def test_outlines_are_read_once_per_edition(self):
        area()
        areas_at(43.7384, 7.4246)
        with self.assertNumQueries(1):
            areas_at(43.7384, 7.4246)

    def test_renaming_an_area_keeps_the_edition(self):
        one = area(name="Monaco")
        before = Edition.current()
        area(name="Monte-Carlo")
        self.assertEqual(Edition.current(), before)
        self.assertEqual(Area.objects.get(pk=one.pk).name, "Monte-Carlo")
