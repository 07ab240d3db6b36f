import pytest
from django.test import SimpleTestCase
from shapely.geometry import Point

from areas.geometry import Bounds, InvalidOutline, as_geojson, bounds_of, read_outline
from areas.tests.builders import box


def ring(*places):
    return {"type": "Polygon", "coordinates": [[list(place) for place in places]]}


class OutlineTests(SimpleTestCase):
    def test_a_polygon_stays_as_it_is(self):
        outline = read_outline(box(7, 43, 8, 44))
        self.assertEqual(bounds_of(outline), Bounds(7, 43, 8, 44))
        self.assertEqual(as_geojson(outline), box(7, 43, 8, 44))

    def test_the_part_beyond_180_degrees_is_moved_to_the_other_side(self):
        for west, east in ((179, 181), (-181, -179)):
            outline = read_outline(box(west, -18, east, -16))
            self.assertEqual(bounds_of(outline), Bounds(179, -18, -179, -16))
            for lon in (179.5, -179.5, 180, -180):
                self.assertTrue(outline.intersects(Point(lon, -17)), lon)
            self.assertFalse(outline.intersects(Point(0, -17)))

    def test_two_parts_at_both_ends_have_a_box_across_the_antimeridian(self):
        parts = [box(177, -19, 180, -16)["coordinates"], box(-180, -19, -178, -16)["coordinates"]]
        outline = read_outline({"type": "MultiPolygon", "coordinates": parts})
        self.assertEqual(bounds_of(outline), Bounds(177, -19, -178, -16))

    def test_a_band_around_the_earth_has_the_whole_circle(self):
        halves = [box(-180, -10, 0, 10)["coordinates"], box(0, -10, 180, 10)["coordinates"]]
        outline = read_outline({"type": "MultiPolygon", "coordinates": halves})
        self.assertEqual((bounds_of(outline).west, bounds_of(outline).east), (-180, 180))

    def test_a_pole_may_be_the_edge(self):
        outline = read_outline(ring((-180, -90), (180, -90), (180, -60), (0, -60), (-180, -60), (-180, -90)))
        self.assertTrue(outline.intersects(Point(100, -89)))

    def test_a_self_intersecting_outline_is_repaired(self):
        outline = read_outline(ring((0, 0), (2, 2), (2, 0), (0, 2), (0, 0)))
        self.assertTrue(outline.is_valid)
        self.assertEqual(outline.area, 2)

    def test_heights_are_left_out(self):
        outline = read_outline(ring((0, 0, 5), (1, 0, 5), (1, 1, 5), (0, 0, 5)))
        self.assertEqual(len(as_geojson(outline)["coordinates"][0][0]), 2)

    def test_an_invalid_outline_is_refused_with_a_message(self):
        for geometry, message in (
            (None, "must be a Polygon"),
            ({"type": "Point", "coordinates": [7, 43]}, "must be a Polygon"),
            ({"type": "Polygon"}, "cannot be read"),
            ({"type": "Polygon", "coordinates": [["here"]]}, "cannot be read"),
            (ring((0, 0), (1, 1)), "cannot be read"),
            ({"type": "Polygon", "coordinates": []}, "encloses no area"),
            (ring((0, 0), (1, 1), (2, 2), (0, 0)), "encloses no area"),
            (ring((0, 0), (1, 91), (1, 0), (0, 0)), "leaves the Earth"),
            (
                ring((652469, 6862035), (652500, 6862035), (652500, 6862100), (652469, 6862035)),
                "leaves the Earth",
            ),
            (ring((179, 0), (-179, 0), (-179, 1), (179, 1), (179, 0)), "cut the outline at the antimeridian"),
        ):
            with self.subTest(str(geometry)), pytest.raises(InvalidOutline, match=message):
                read_outline(geometry)
