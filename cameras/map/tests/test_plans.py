"""The plans of the queries that everyone waits for, on a registry that was never analysed."""

from datetime import UTC, date, datetime

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from cameras.filters import CameraFilter
from cameras.geo import tile_of
from cameras.map.tiles import etag_and_body
from cameras.models import Camera
from cameras.registry.tile_counts import count
from cameras.tests.builders import MONACO, camera

FILTERS = (
    CameraFilter(zone="town"),
    CameraFilter(operator="Ville"),
    CameraFilter(since=datetime(2026, 1, 1, tzinfo=UTC)),
    CameraFilter(checked_before=date(2026, 1, 1)),
    CameraFilter(status="removed"),
    CameraFilter(shape="dome"),
)


class PlanTests(TestCase):
    """SQLite only: PostgreSQL reads a small table whole, whatever the indexes are."""

    def setUp(self):
        if connection.vendor != "sqlite":
            self.skipTest("SQLite's planner")
        camera(zone="town")

    def plans(self, ask):
        with CaptureQueriesContext(connection) as queries:
            ask()
        statements = [one["sql"] for one in queries if '"cameras_camera"' in one["sql"]]
        with connection.cursor() as cursor:
            for sql in statements:
                cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
                yield " ".join(row[3] for row in cursor)

    def test_points_are_found_by_the_range_of_their_tile(self):
        x, y = tile_of(16, *MONACO)
        for camera_filter in (CameraFilter(), *FILTERS):
            for plan in self.plans(
                lambda camera_filter=camera_filter: etag_and_body(16, x, y, camera_filter)[1]()
            ):
                self.assertIn("INDEX cameras_camera_filtered_map (tile>? AND tile<?)", plan, camera_filter)

    def test_a_filtered_tile_and_count_read_the_index_alone(self):
        for camera_filter in FILTERS:
            for plan in self.plans(
                lambda camera_filter=camera_filter: etag_and_body(3, *tile_of(3, *MONACO), camera_filter)[1]()
            ):
                self.assertIn(
                    "COVERING INDEX cameras_camera_filtered_map (tile>? AND tile<?)", plan, camera_filter
                )
            for plan in self.plans(lambda camera_filter=camera_filter: count(camera_filter)):
                self.assertIn("INDEX cameras_camera_", plan, camera_filter)

    def test_a_page_continues_by_id(self):
        (plan,) = self.plans(lambda: list(CameraFilter().apply(Camera.objects.all()).after(5)[:10]))
        self.assertIn("PRIMARY KEY", plan)
