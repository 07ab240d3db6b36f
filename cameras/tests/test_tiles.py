from django.test import TestCase

from cameras.geo import tile_of
from cameras.tests.builders import MONACO, camera


class TileTests(TestCase):
    def get(self, z, x, y):
        return self.client.get(f"/tiles/{z}/{x}/{y}.json")

    def around(self, z, lat=MONACO[0], lon=MONACO[1]):
        return self.get(z, *tile_of(z, lat, lon)).json()

    def test_streets_show_points_with_their_cones(self):
        made = camera(ownership="public", shape="fixed", direction="90")
        (point,) = self.around(16)["p"]
        self.assertEqual([point[0], *point[3:]], [made.pk, "public", "fixed", [[60, 120]]])
        self.assertTrue(all(0 <= place < 4096 for place in point[1:3]))

    def test_a_dome_without_direction_has_no_cone(self):
        camera(shape="dome")
        self.assertEqual(self.around(16)["p"][0][5], [])

    def test_countries_show_counted_clusters(self):
        for n in range(3):
            camera(lat=MONACO[0] + n / 1e5, ownership=("public", "private", "unknown")[n])
        (cluster,) = self.around(5)["c"]
        self.assertEqual(cluster[2:], [3, 1, 1])

    def test_a_camera_alone_keeps_its_own_symbol_at_every_zoom(self):
        made = camera(ownership="private", shape="dome")
        for z in range(20):
            tile = self.around(z)
            self.assertEqual((tile["c"], tile["p"][0][0], tile["p"][0][3]), ([], made.pk, "private"))

    def test_each_camera_is_in_one_tile_of_a_zoom(self):
        for n in range(40):
            camera(lat=MONACO[0] + n / 700, lon=MONACO[1] - n / 300)
        for z in (0, 3, 10, 13, 14):
            x, y = tile_of(z, *MONACO)
            tiles = [(a, b) for a in range(x - 20, x + 21) for b in range(y - 20, y + 21)]
            seen = [self.get(z, *t).json() for t in tiles if min(t) >= 0 and max(t) < 2**z]
            self.assertEqual(sum(len(t["p"]) + sum(c[2] for c in t["c"]) for t in seen), 40)

    def test_a_removed_camera_is_on_no_tile(self):
        camera(status="removed")
        self.assertEqual(self.around(16), {"c": [], "p": []})
        self.assertEqual(self.around(3), {"c": [], "p": []})

    def test_numbers_that_no_tile_has_are_refused(self):
        for z, x, y in ((23, 0, 0), (0, 1, 0), (3, 0, 8), (99999999999999999999, 0, 0)):
            self.assertEqual(self.get(z, x, y).status_code, 400)

    def test_one_query_a_tile_one_more_for_the_points(self):
        camera()
        for z, queries in ((4, 1), (16, 2)):
            url = "/tiles/{}/{}/{}.json".format(z, *tile_of(z, *MONACO))
            with self.assertNumQueries(queries):
                etag = self.client.get(url).headers["ETag"]
            with self.assertNumQueries(1):
                response = self.client.get(url, headers={"if-none-match": etag})
            self.assertEqual((response.status_code, response.content), (304, b""))


class CountTests(TestCase):
    def test_it_counts_what_is_in_view(self):
        camera(ownership="public")
        camera(lat=48.85, lon=2.35, ownership="private")
        self.assertEqual(
            self.client.get("/cameras/count.json?bbox=7,43,8,44").json(),
            {"total": 1, "public": 1, "private": 0, "unknown": 0},
        )
        self.assertEqual(self.client.get("/cameras/count.json").json()["total"], 2)

    def test_across_the_antimeridian(self):
        camera(lat=-17, lon=179.9)
        camera(lat=-17, lon=-179.9)
        camera(lat=-17, lon=0)
        self.assertEqual(self.client.get("/cameras/count.json?bbox=179,-18,-179,-16").json()["total"], 2)

    def test_a_bad_box_is_refused_with_a_sentence(self):
        response = self.client.get("/cameras/count.json?bbox=1,2,3")
        self.assertEqual(response.status_code, 400)
        self.assertIn("bbox", response.json()["detail"])
