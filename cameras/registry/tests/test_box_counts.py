"""A box counted from the pyramid is a box counted camera by camera."""

import random

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as PropertyTestCase

from cameras.geo import Bbox
from cameras.models import Camera
from cameras.registry import box_counts
from cameras.registry.box_counts import count_box
from cameras.registry.revisions import create, registry
from cameras.registry.tile_counts import LEVELS
from cameras.tests.builders import IMPORT, camera, dataset

OWNERSHIPS = Camera.Ownership.values


def fill(places):
    source, rng = dataset(), random.Random(7)
    cameras = [
        Camera(
            latitude=lat, longitude=lon, dataset=source, ownership=rng.choice(OWNERSHIPS),
            device=rng.choice(["camera", "plate_reader"]), status=rng.choice(["active"] * 9 + ["removed"]),
        )
        for lat, lon in places
    ]  # fmt: skip
    with registry() as clock:
        create(clock, cameras, author=IMPORT)


def count_rows(bbox, **filters):
    matches = Camera.objects.published().in_bbox(bbox).filter(**filters)
    return {word: n for word in OWNERSHIPS if (n := matches.filter(ownership=word).count())}


def clusters():
    """Crowds, one of them on the equator and the prime meridian, and a few cameras at the ends of the map."""
    rng = random.Random(3)
    for lat, lon in (
        (48.85, 2.35),
        (0.0, 0.0),
        (51.5, -0.12),
        (-17.0, 179.99),
        (-17.0, -179.99),
        (60.2, 24.9),
    ):
        yield from ((rng.gauss(lat, 0.05), max(-180, min(180, rng.gauss(lon, 0.02)))) for _ in range(150))
    yield from ((90, 0), (-90, 10), (86, 20), (85.06, -180), (0, 180), (0, -180), (-85.0511287798066, 180))


class BoxTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        fill(clusters())

    def same(self, *sides):
        bbox = Bbox(*sides)
        self.assertEqual(dict(count_box(bbox, LEVELS)), count_rows(bbox), sides)
        for filters in (
            {"device": "camera"},
            {"ownership": "public"},
            {"device": "camera", "ownership": "private"},
        ):
            self.assertEqual(dict(count_box(bbox, LEVELS, **filters)), count_rows(bbox, **filters), sides)

    def test_boxes_of_every_size(self):
        for size in (0.001, 0.02, 0.1, 1, 10, 40):
            for lat, lon in ((48.85, 2.35), (0, 0), (51.5, -0.12), (60.2, 24.9)):
                self.same(lon - size, lat - size, lon + size / 2, min(90, lat + size))

    def test_boxes_at_the_ends_of_the_map(self):
        for sides in (
            (-180, -90, 180, 90), (-180, 0, 180, 90), (-180, -90, 0, 0), (179, -18, -179, -16),
            (10, -90, -10, 90),
            (179.99, -17.05, -179.97, -16.95), (-180, -90, 180, -85.06), (-180, 85.05, 180, 86),
            (180, -90, 180, 90),
            (-180, -90, -180, 90), (2.35, 48.85, 2.35, 48.85),
        ):  # fmt: skip
            self.same(*sides)

    def test_a_large_box_takes_one_query_per_level_and_one_for_its_edge(self):
        with CaptureQueriesContext(connection) as queries:
            count_box(Bbox(-179, -89, 179, 89), LEVELS)
        self.assertLessEqual(len(queries), len(LEVELS) + 1)
        self.assertLessEqual(sum("FROM cameras_camera" in one["sql"] for one in queries), 1)

    def test_the_edge_threshold_does_not_change_the_count(self):
        before = box_counts.MAX_EDGE_CAMERAS
        self.addCleanup(setattr, box_counts, "MAX_EDGE_CAMERAS", before)
        for few in (0, 1, 10**6):
            box_counts.MAX_EDGE_CAMERAS = few
            self.same(2.33, 48.8, 10, 50)
            self.same(-0.01, -0.01, 0.01, 0.01)


class EveryBox(PropertyTestCase):
    @settings(max_examples=40)
    @given(
        st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 180)), min_size=1, max_size=8),
        st.floats(-180, 180), st.floats(-90, 90), st.floats(-180, 180), st.floats(-90, 90),
    )  # fmt: skip
    def test_any_box_counts_the_cameras_inside_its_degrees(self, places, west, one, east, other):
        fill(places)
        bbox = Bbox(west, min(one, other), east, max(one, other))
        self.assertEqual(dict(count_box(bbox, LEVELS)), count_rows(bbox))

    @settings(max_examples=20)
    @given(st.floats(-90, 90), st.floats(-180, 180))
    def test_a_camera_on_the_edge_is_inside(self, lat, lon):
        camera(lat, lon)
        for sides in ((lon, lat, 180, 90), (-180, -90, lon, lat), (lon, lat, lon, lat)):
            self.assertEqual(count_box(Bbox(*sides), LEVELS).total(), 1)


class MiddleTests(TestCase):
    def test_the_middle_of_a_box(self):
        middles = {
            (7, 43, 8, 44): (43.5, 7.5), (178, -1, -178, 1): (0, -180), (-180, -10, 180, 10): (0, 0),
            (170, 0, -160, 2): (1, -175),
        }  # fmt: skip
        for box, middle in middles.items():
            self.assertEqual(Bbox(*box).centre, middle)
