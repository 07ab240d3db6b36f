"""Cameras that may be one: near ones of other datasets, repeats within one, and crowds at one point."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cameras.importing.near import LISTED, _cells
from cameras.importing.tests.test_imports import ImportCase, node
from cameras.models import Camera
from cameras.tests.builders import camera, dataset


class NearTests(ImportCase):
    def near(self, **options):
        out = StringIO()
        call_command("near_duplicates", stdout=out, stderr=StringIO(), **options)
        return [line.split("\t")[:2] for line in out.getvalue().splitlines()]

    def test_cameras_of_two_datasets_within_10_m_are_listed(self):
        town = camera(43.70005, 7.4, dataset=dataset("town"))
        camera(43.70015, 7.4, dataset=dataset("town"))  # 17 m
        camera(43.7, 7.4, dataset=dataset("town"), device="microphone")
        told = self.load(node())
        made = Camera.objects.get(external_ref="osm:node/1")
        assert told["near_duplicates"] == [{"camera": made.pk, "near": town.pk, "metres": 5.6}]
        assert "near cameras of other datasets" in self.out.getvalue()
        assert self.near() == [[str(town.pk), str(made.pk)]]
        assert self.near(dataset="osm") == [[str(made.pk), str(town.pk)]]

    def test_cameras_of_one_dataset_are_not(self):
        assert self.load(node(1), node(2))["near_duplicates"] == []

    def test_the_antimeridian_parts_nobody(self):
        one = camera(0.0, 180.0, dataset=dataset("one"))
        other = camera(0.0, -179.99999, dataset=dataset("other"))
        assert self.near() == [[str(one.pk), str(other.pk)]]

    def test_each_pair_is_told_from_both_sides_only_when_one_side_is_asked(self):
        for n, slug in enumerate(("one", "one", "other", "third")):
            camera(43.7 + n / 1e6, 7.4, dataset=dataset(slug))
        pairs = self.near()
        assert len(pairs) == len({frozenset(pair) for pair in pairs}) == 5
        assert len(self.near(dataset="one")) == 4
        with self.assertRaisesMessage(CommandError, "There is no dataset nowhere"):
            self.near(dataset="nowhere")

    def test_near_ones_are_found_at_every_latitude_and_on_every_side(self):
        for lat in (0.0, 43.7, -60.0, 84.9, 86.0, 89.99):
            Camera.objects.update(status="removed")
            camera(lat, 7.4, dataset=dataset("middle"))
            wide = 8 / 111_195
            for north, east in ((wide, 0), (-wide, 0), (0, wide), (0, -wide)):
                camera(lat + north, 7.4 + east, dataset=dataset("around"))
            with self.subTest(lat=lat):
                assert len(self.near(dataset="middle")) == 4


class RepeatTests(ImportCase):
    def test_cameras_of_one_dataset_that_differ_in_their_id_alone_are_told(self):
        told = self.load(node(1), node(2), node(3, direction="90"), node(4, lat=44), node(5))
        [repeat] = told["repeats"]
        ids = Camera.objects.filter(external_ref__in=("osm:node/1", "osm:node/2", "osm:node/5"))
        assert repeat["cameras"] == list(ids.order_by("pk").values_list("pk", flat=True))
        assert (repeat["n"], repeat["latitude"]) == (3, 43.7)
        assert "2 cameras stand twice in the dataset" in self.out.getvalue()
        assert self.load(node(6, lat=45))["repeats"] == []  # told once, when they came

    def test_they_are_listed_with_the_near_ones(self):
        self.load(node(1), node(2))
        out = StringIO()
        call_command("near_duplicates", stdout=out, stderr=StringIO())
        first, second = Camera.objects.order_by("pk").values_list("pk", flat=True)
        assert out.getvalue() == f"{first}\t{second}\tthe same in osm\n"


class CrowdTests(ImportCase):
    """A town whose cameras were all geocoded to its centre."""

    def crowd(self, start, n, step=0.0):
        return self.file([node(start + i, 43.7 + i * step) for i in range(n)], f"{start}.json")

    def test_the_pairs_of_one_place_are_counted_and_a_few_of_them_told(self):
        self.load(path=self.crowd(1, 600), dataset="a")
        told = self.load(path=self.crowd(1001, 700), dataset="b")
        assert (told["near_pairs"], len(told["near_duplicates"])) == (600 * 700, LISTED)
        [repeat] = told["repeats"]
        assert (repeat["n"], len(repeat["cameras"])) == (700, LISTED)

    def test_they_are_told_once_from_one_side(self):
        self.load(path=self.crowd(1, 30), dataset="a")
        self.load(path=self.crowd(1001, 40), dataset="b")
        out, err = StringIO(), StringIO()
        call_command("near_duplicates", stdout=out, stderr=err)
        lines = out.getvalue().splitlines()
        assert f"# {30 * 40 - LISTED} more pairs there" in lines
        assert len(lines) == LISTED + 1 + 2 * LISTED
        assert err.getvalue() == "1200 pairs of different datasets, 68 repeats within one\n"

    def test_a_point_is_compared_once_however_many_stand_there(self):
        self.load(path=self.crowd(1, 600), dataset="a")
        with pytest.MonkeyPatch.context() as patch:
            asked = []
            patch.setattr(
                "cameras.importing.near._cells", lambda *place: asked.append(place) or _cells(*place)
            )
            self.load(path=self.crowd(1001, 1100), dataset="b")
        assert len(asked) == 1

    def test_points_close_together_do_not_all_meet(self):
        """All points within 10 m of each other: each would be measured against each."""
        self.load(path=self.crowd(1, 400, 1e-7), dataset="a")
        measured = []
        with pytest.MonkeyPatch.context() as patch:
            from cameras.importing import near

            real = near.distance
            patch.setattr(near, "distance", lambda *places: measured.append(1) or real(*places))
            told = self.load(path=self.crowd(1001, 100, 1e-7), dataset="b")
        assert len(told["near_duplicates"]) == 100 * LISTED
        assert len(measured) <= 100 * near._LOOKED_AT

    def test_the_way_back_to_openstreetmap_is_told_of_crowds_too(self):
        self.load(path=self.crowd(1, 50), dataset="a")
        for n in range(30):
            camera(43.7, 7.4, dataset=dataset("town"), external_ref=f"town:{n}")
        camera(43.7, 7.4, dataset=dataset("contributions"))
        err = StringIO()
        call_command("export_osm", self.folder / "new.osm", stdout=StringIO(), stderr=err)
        assert err.getvalue().startswith("1 of them stand within 10 m")
