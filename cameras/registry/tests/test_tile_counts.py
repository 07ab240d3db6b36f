import random
from datetime import date

from django.test import TestCase
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as PropertyTestCase

from cameras.filters import CameraFilter
from cameras.geo import KEY_ZOOM, tile_of, tile_range
from cameras.map.tiles import _from_cameras, tile_version
from cameras.map.tiles import tile as read_tile
from cameras.models import Camera
from cameras.registry.revisions import change, registry
from cameras.registry.tile_counts import count, read_rows
from cameras.tests.builders import IMPORT, MONACO, camera

ALL = CameraFilter()


def edit(one, **values):
    with registry() as clock:
        change(clock, one, values, author=IMPORT)


def tile(z, x, y, camera_filter=ALL):
    return read_tile(z, x, y, camera_filter, read_rows(z, x, y))


def counted(tile_data):
    """A tile's clusters and single cameras without their places, which may differ by rounding."""
    return sorted(c[2:] for c in tile_data["c"]), sorted((p[0], p[3]) for p in tile_data["p"])


def grouped(z, x, y, camera_filter=ALL):
    """The same tile counted from the cameras themselves."""
    low, _high = tile_range(z + 2, 4 * x, 4 * y)
    first = low >> 2 * (KEY_ZOOM - z - 2)
    return _from_cameras(camera_filter, z, x, y, range(first, first + 16))


class PyramidTests(TestCase):
    def same_as_counting(self, camera_filter=ALL):
        cameras = Camera.objects.all()
        for z, x, y in {(z, *tile_of(z, one.latitude, one.longitude)) for one in cameras for z in range(14)}:
            self.assertEqual(
                counted(tile(z, x, y, camera_filter)), counted(grouped(z, x, y, camera_filter)), (z, x, y)
            )

    def test_every_change_of_a_camera_moves_the_counts(self):
        one, other = camera(43.7384, 7.4246, ownership="public"), camera(43.7385, 7.4247, ownership="private")
        for values in (
            {"ownership": "unknown"}, {"latitude": 48.85, "longitude": 2.35}, {"device": "plate_reader"},
            {"operator": "Ville"}, {"status": "removed"}, {"status": "active"}, {"status": "hidden"},
        ):  # fmt: skip
            edit(one, **values)
            self.same_as_counting()
        edit(other, status="removed")
        self.assertEqual(counted(tile(0, 0, 0, ALL)), ([], []))

    def test_with_filters(self):
        rng = random.Random(1)
        for _ in range(30):
            camera(
                rng.uniform(-85, 85), rng.uniform(-180, 180), ownership=rng.choice(Camera.Ownership.values),
                device=rng.choice(Camera.Device.values), shape=rng.choice(Camera.Shape.values),
            )  # fmt: skip
        for camera_filter in (
            CameraFilter(ownership="public"),
            CameraFilter(device="camera", ownership="private"),
            ALL,
        ):
            self.same_as_counting(camera_filter)
            matches = camera_filter.apply(Camera.objects.published())
            self.assertEqual(sum(count(camera_filter).values()), matches.count())

    def test_fields_outside_the_pyramid_are_counted_from_the_cameras(self):
        camera(shape="dome", zone="town", operator="Ville")
        camera(shape="fixed")
        for camera_filter in (
            CameraFilter(shape="dome"),
            CameraFilter(zone="town"),
            CameraFilter(operator="Ville"),
        ):
            (point,) = tile(3, *tile_of(3, *MONACO), camera_filter)["p"]
            self.assertEqual(
                (point[0], sum(count(camera_filter).values())), (Camera.objects.earliest("pk").pk, 1)
            )


class WholePlanet(PropertyTestCase):
    @settings(max_examples=25)
    @given(
        st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 180)), min_size=1, max_size=6),
        st.integers(0, 13),
    )
    def test_poles_and_antimeridian_are_in_one_tile_of_each_zoom(self, places, z):
        for lat, lon in places:
            camera(lat, lon)
        count_seen = 0
        for x, y in {tile_of(z, lat, lon) for lat, lon in places}:
            tile_data = tile(z, x, y, ALL)
            self.assertEqual(counted(tile_data), counted(grouped(z, x, y)))
            count_seen += len(tile_data["p"]) + sum(c[2] for c in tile_data["c"])
        self.assertEqual(count_seen, len(places))


class VersionTests(TestCase):
    """Approval of one camera changes exactly the tiles it lies in."""

    def versions(self, lat, lon, camera_filter=ALL):
        return [tile_version(read_rows(z, *tile_of(z, lat, lon)), camera_filter) for z in range(20)]

    def test_a_new_camera_changes_its_tiles_and_no_others(self):
        camera(*MONACO)
        here, far = self.versions(*MONACO), self.versions(60.17, 24.94)
        camera(*MONACO)
        self.assertFalse(set(here) & set(self.versions(*MONACO)))
        changed = [old != new for old, new in zip(far, self.versions(60.17, 24.94), strict=True)]
        together = [tile_of(z, *MONACO) == tile_of(z, 60.17, 24.94) for z in range(20)]
        self.assertEqual(changed, together)

    def test_hiding_a_camera_changes_them_and_they_never_return_to_an_earlier_value(self):
        first = camera(*MONACO)
        count_seen = {self.versions(*MONACO)[10]}
        for values in (
            {"status": "removed"},
            {"status": "active"},
            {"latitude": 44.0},
            {"latitude": MONACO[0]},
        ):
            edit(first, **values)
            now = self.versions(*MONACO)[10]
            self.assertNotIn(now, count_seen)
            count_seen.add(now)

    def test_a_change_of_a_removed_camera_changes_its_tiles(self):
        one = camera(status="removed")
        url = "/tiles/16/{}/{}.json?status=removed".format(*tile_of(16, *MONACO))
        for values in ({"operator": "Ville"}, {"status": "hidden"}):
            answer = self.client.get(url)
            self.assertEqual(len(answer.json()["p"]), 1)
            edit(one, **values)
            again = self.client.get(url, headers={"if-none-match": answer.headers["ETag"]})
            self.assertEqual(again.status_code, 200)
        self.assertEqual(again.json(), {"c": [], "p": []})

    def test_each_filter_has_its_own(self):
        camera()
        filters = [
            ALL,
            CameraFilter(ownership="public"),
            CameraFilter(shape="dome"),
            CameraFilter(operator="x"),
        ]
        self.assertEqual(len({tile_version(read_rows(5, *tile_of(5, *MONACO)), one) for one in filters}), 4)


class FilterParameters(TestCase):
    def test_tiles_list_count_and_items_take_the_same_filters(self):
        kept = camera(
            ownership="public", device="plate_reader", shape="dome", zone="town", operator="Sûreté publique",
            observed_on=date(2024, 12, 31),
        )  # fmt: skip
        camera(48.85, 2.35, last_confirmed_on=date(2025, 1, 1))
        z, (x, y) = 16, tile_of(16, *MONACO)
        for query in (
            "device=plate_reader", "shape=dome", "zone=town", "operator=S%C3%BBret%C3%A9+publique",
            "status=active&ownership=public", "checked_before=2025-01-01", "ownership=public",
            "bbox=7,43,8,44",
            "since=2020-01-01&ownership=public",
        ):  # fmt: skip
            with self.subTest(query):
                items = self.client.get(f"/api/v1/collections/cameras/items?{query}").json()
                self.assertEqual([one["id"] for one in items["features"]], [kept.pk])
                self.assertEqual(items["numberMatched"], 1)
                self.assertEqual(self.client.get(f"/cameras/count.json?{query}").json()["total"], 1)
                self.assertEqual(self.client.get(f"/cameras?{query}").context["total"], 1)
                self.assertEqual(len(self.client.get(f"/tiles/{z}/{x}/{y}.json?{query}").json()["p"]), 1)

    def test_since_tomorrow_there_is_nothing(self):
        camera()
        self.assertEqual(self.client.get("/cameras/count.json?since=2999-01-01").json()["total"], 0)

    def test_checked_before_a_day(self):
        never, old = camera(), camera(observed_on=date(2023, 5, 1))
        camera(observed_on=date(2023, 5, 1), last_confirmed_on=date(2025, 6, 1))
        camera(observed_on=date(2025, 6, 1), last_confirmed_on=date(2023, 5, 1))
        page = self.client.get("/api/v1/collections/cameras/items?checked_before=2024-01-01").json()
        self.assertEqual([one["id"] for one in page["features"]], [never.pk, old.pk])

    def test_removed_cameras_are_listed_on_request(self):
        gone = camera(status="removed")
        camera(status="hidden")
        camera()
        page = self.client.get("/api/v1/collections/cameras/items?status=removed").json()
        self.assertEqual([one["id"] for one in page["features"]], [gone.pk])
        self.assertEqual(page["features"][0]["properties"]["status"], "removed")
        self.assertEqual(self.client.get("/cameras/count.json?status=removed").json()["total"], 1)
        self.assertEqual(self.client.get("/cameras?status=removed").context["total"], 1)
        (point,) = self.client.get("/tiles/0/0/0.json?status=removed").json()["p"]
        self.assertEqual(point[0], gone.pk)

    def test_invalid_parameters_are_refused(self):
        for query in (
            "device=robot",
            "shape=cube",
            "since=yesterday",
            "status=hidden",
            "checked_before=2023",
            "zone=%00",
            f"operator={'x' * 256}",
        ):
            self.assertEqual(self.client.get(f"/tiles/3/4/2.json?{query}").status_code, 400, query)
            self.assertEqual(self.client.get(f"/cameras/count.json?{query}").status_code, 400, query)
