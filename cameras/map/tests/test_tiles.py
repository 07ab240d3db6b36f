from django.db import connection
from django.test import SimpleTestCase, TestCase
from django.test.utils import CaptureQueriesContext

from cameras.filters import CameraFilter
from cameras.geo import tile_of
from cameras.map.tile_cache import OVERHEAD, CachedTile, TileCache, tile_cache
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
            tiles = [(a, b) for a in range(x - 8, x + 9) for b in range(y - 8, y + 9)]
            seen = [self.get(z, *t).json() for t in tiles if min(t) >= 0 and max(t) < 2**z]
            self.assertEqual(sum(len(t["p"]) + sum(c[2] for c in t["c"]) for t in seen), 40)

    def test_a_removed_camera_is_on_no_tile(self):
        camera(status="removed")
        self.assertEqual(self.around(16), {"c": [], "p": []})
        self.assertEqual(self.around(3), {"c": [], "p": []})

    def test_invalid_tile_coordinates_are_refused(self):
        for z, x, y in ((23, 0, 0), (0, 1, 0), (3, 0, 8), (99999999999999999999, 0, 0)):
            self.assertEqual(self.get(z, x, y).status_code, 400)

    def test_map_files_are_readable_from_every_origin(self):
        etags = {url: self.client.get(url).headers["ETag"] for url in ("/tiles/0/0/0.json", "/find.json")}
        answers = [self.client.get(url, headers={"if-none-match": etag}) for url, etag in etags.items()]
        urls = (
            "/tiles/0/0/0.json",
            "/find.json",
            "/cameras/count.json",
            "/tiles/0/1/0.json",
            "/tiles/0/0/0.json?bbox=x",
            "/cameras/count.json?bbox=x",
        )
        answers += map(self.client.get, urls)
        self.assertEqual([one.status_code for one in answers], [304, 304, 200, 200, 200, 400, 400, 400])
        self.assertEqual({one.headers.get("Access-Control-Allow-Origin") for one in answers}, {"*"})
        for url in urls[:3]:
            first = self.client.options(url)  # a browser asks before it sends If-None-Match
            self.assertEqual((first.status_code, first.headers["Allow"]), (200, "GET, HEAD, OPTIONS"))
            self.assertIn("If-None-Match", first.headers["Access-Control-Allow-Headers"])
            self.assertEqual(self.client.post(url).status_code, 405)

    def test_the_clock_the_cells_and_the_points_then_the_clock_alone(self):
        camera()
        for z, queries in ((4, 2), (16, 3)):
            url = "/tiles/{}/{}/{}.json".format(z, *tile_of(z, *MONACO))
            with self.assertNumQueries(queries):
                first = self.client.get(url)
            with self.assertNumQueries(1):
                self.assertEqual(self.client.get(url).content, first.content)
            with self.assertNumQueries(1):
                response = self.client.get(url, headers={"if-none-match": first.headers["ETag"]})
            self.assertEqual((response.status_code, response.content), (304, b""))

    def test_an_unchanged_tile_is_answered_without_reading_a_camera_by_another_process_too(self):
        camera()
        url = "/tiles/16/{}/{}.json".format(*tile_of(16, *MONACO))
        etag = self.client.get(url).headers["ETag"]
        tile_cache.clear()
        with CaptureQueriesContext(connection) as queries:
            response = self.client.get(url, headers={"if-none-match": etag})
        self.assertEqual(response.status_code, 304)
        self.assertFalse([one for one in queries if "cameras_camera " in one["sql"]])

    def test_a_change_elsewhere_does_not_rebuild_a_tile(self):
        camera()
        url = "/tiles/16/{}/{}.json".format(*tile_of(16, *MONACO))
        first = self.client.get(url)
        camera(48.85, 2.35)
        with self.assertNumQueries(2):  # clock and cells
            self.assertEqual(self.client.get(url).headers["ETag"], first.headers["ETag"])
        with self.assertNumQueries(1):
            self.client.get(url)

    def test_a_change_inside_takes_effect_at_once(self):
        camera()
        self.assertEqual(len(self.around(16)["p"]), 1)
        camera()
        self.assertEqual(len(self.around(16)["p"]), 2)

    def test_caches_must_revalidate_a_tile(self):
        self.assertEqual(self.get(0, 0, 0).headers["Cache-Control"], "public, max-age=0, must-revalidate")

    def test_every_zoom_from_the_world_to_a_doorstep(self):
        camera()
        for z in range(23):
            self.assertEqual(len(self.around(z)["p"]), 1, z)
        self.assertEqual(self.get(23, 0, 0).status_code, 400)
        self.assertEqual(self.get(3, -1, 0).status_code, 400)

    def test_a_filter_outside_the_pyramid_takes_one_more_query(self):
        camera(zone="town")
        with self.assertNumQueries(3):
            self.client.get("/tiles/0/0/0.json?zone=town")


class TileCacheTests(SimpleTestCase):
    def made(self, size):
        return CachedTile(1, '"1"', b"x" * size)

    def test_the_least_recently_used_tile_is_evicted_first(self):
        kept = TileCache(max_bytes=3 * OVERHEAD + 300)
        a, b, c, d = ((0, 0, n, CameraFilter()) for n in range(4))
        for key in (a, b, c):
            kept.put(key, self.made(100))
        kept.get(a)
        kept.put(d, self.made(100))
        self.assertEqual([bool(kept.get(key)) for key in (a, b, c, d)], [True, False, True, True])

    def test_an_oversized_tile_is_not_cached_and_a_replaced_one_counts_once(self):
        kept = TileCache(max_bytes=OVERHEAD + 100)
        key = (0, 0, 0, CameraFilter())
        kept.put(key, self.made(101))
        self.assertIsNone(kept.get(key))
        for _ in range(3):
            kept.put(key, self.made(100))
        self.assertTrue(kept.get(key))


class CountTests(TestCase):
    def test_it_counts_the_cameras_in_the_box(self):
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

    def test_an_invalid_box_is_refused_with_a_message(self):
        response = self.client.get("/cameras/count.json?bbox=1,2,3")
        self.assertEqual(response.status_code, 400)
        self.assertIn("bbox", response.json()["detail"])
