from unittest import mock

from django.test import TestCase

from cameras.filters import CameraFilter
from cameras.map import nearest
from cameras.tests.builders import camera

NICE = (43.7, 7.26)
AROUND_NICE = "7.25,43.69,7.27,43.71"


class NearestTests(TestCase):
    def ask(self, **query):
        return self.client.get("/cameras/nearest.json", {"bbox": AROUND_NICE, **query})

    def test_it_is_the_nearest_with_its_distance(self):
        camera(48.85, 2.35)
        near = camera(43.7384, 7.4246)
        answer = self.ask().json()["nearest"]
        self.assertEqual(answer["id"], near.pk)
        self.assertEqual((answer["lat"], answer["lon"]), (43.7384, 7.4246))
        self.assertAlmostEqual(answer["metres"], 13_900, delta=100)

    def test_one_beside_the_box_beats_one_in_its_corner(self):
        camera(NICE[0] + 0.0165, NICE[1] + 0.0229)  # in the box of two kilometres, 2.6 km away
        near = camera(NICE[0], NICE[1] + 0.0262)  # 2.1 km to the east, outside of it
        self.assertEqual(self.ask().json()["nearest"]["id"], near.pk)

    def test_the_other_side_of_the_world_is_found_too(self):
        far = camera(-43.7, -172.8)
        self.assertEqual(self.ask().json()["nearest"]["id"], far.pk)

    def test_across_the_antimeridian_it_is_the_short_way(self):
        camera(-17, 170)
        near = camera(-17, -179)
        answer = self.ask(bbox="178,-18,179.5,-16").json()["nearest"]
        self.assertEqual(answer["id"], near.pk)

    def test_only_what_is_asked_for_counts(self):
        camera(43.7384, 7.4246, ownership="private")
        near = camera(48.85, 2.35, ownership="public")
        self.assertEqual(self.ask(ownership="public").json()["nearest"]["id"], near.pk)

    def test_a_map_without_cameras_has_none(self):
        self.assertEqual(self.ask().json(), {"nearest": None})

    def test_a_camera_that_nobody_may_see_is_not_told(self):
        camera(43.7384, 7.4246, status="hidden")
        self.assertEqual(self.ask().json(), {"nearest": None})

    def test_in_a_crowd_few_are_sorted(self):
        cameras = [camera(43.80 + n / 1000, 7.26) for n in range(20)]
        with mock.patch.object(nearest, "FEW", 3):
            answer = nearest.nearest(CameraFilter(), *NICE)
        self.assertEqual(answer.id, cameras[0].pk)

    def test_a_wrong_box_is_told(self):
        for bbox in ("", "1,2", "x,1,2,3"):
            answer = self.ask(bbox=bbox)
            self.assertEqual(answer.status_code, 400)
            self.assertIn("bbox", answer.json()["detail"])

    def test_of_the_whole_world_the_middle_counts(self):
        near = camera(1, 1)
        camera(48, 2)
        self.assertEqual(self.ask(bbox="-180,-90,180,90").json()["nearest"]["id"], near.pk)

    def test_other_pages_may_ask(self):
        self.assertEqual(self.ask().headers["Access-Control-Allow-Origin"], "*")
