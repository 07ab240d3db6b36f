from django.test import TestCase

from cameras.models import Camera
from cameras.publishing.geojson import walk
from cameras.tests.builders import camera


class WalkTests(TestCase):
    def test_it_reads_every_camera_once_in_short_queries(self):
        made = [camera().pk for _ in range(7)]
        with self.assertNumQueries(4):
            pages = list(walk(Camera.objects.published(), step=3))
        self.assertEqual([[one["id"] for one in page] for page in pages], [made[:3], made[3:6], made[6:]])
