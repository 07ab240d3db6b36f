"""Tiles, boxes and distances, checked by brute force where a formula could be wrong in the same way twice."""

import math
from itertools import pairwise
from unittest import TestCase

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from cameras.geo import (
    MAX_LATITUDE,
    Bbox,
    cover,
    distance,
    in_tile,
    key_in_tile,
    parse_bbox,
    tile_box,
    tile_key,
    tile_of,
    tile_range,
)

WORLD = Bbox(-180.0, -90.0, 180.0, 90.0)
latitudes = st.floats(-90, 90)
longitudes = st.floats(-180, 180)
zooms = st.integers(0, 31)


@st.composite
def points(draw):
    return draw(latitudes), draw(longitudes)


@st.composite
def boxes(draw):
    """Any box, half of them across the antimeridian, many of them small."""
    south, north = sorted((draw(latitudes), draw(latitudes)))
    west, east = draw(longitudes), draw(longitudes)
    if draw(st.booleans()):
        north = min(90.0, south + draw(st.floats(0, 0.01)))
        east = min(180.0, west + draw(st.floats(0, 0.01)))
    return Bbox(west, south, east, north)


@st.composite
def boxes_and_points_inside(draw):
    box = draw(boxes())
    lat = draw(st.floats(box.south, box.north))
    if not box.crosses_antimeridian:
        return box, lat, draw(st.floats(box.west, box.east))
    return box, lat, draw(st.floats(box.west, 180) | st.floats(-180, box.east))


def interleaved(x, y):
    """The key written the slow and obvious way, bit by bit."""
    return sum((x >> bit & 1) << 2 * bit | (y >> bit & 1) << 2 * bit + 1 for bit in range(31))


class TileKeyTests(TestCase):
    def test_it_weaves_columns_into_even_bits_and_rows_into_odd_bits(self):
        assert tile_key(MAX_LATITUDE, -180.0) == 0
        assert tile_range(1, 1, 0)[0] == 1 << 60
        assert tile_range(1, 0, 1)[0] == 1 << 61

    @given(points())
    def test_it_is_the_bit_by_bit_interleaving(self, point):
        assert tile_key(*point) == interleaved(*tile_of(31, *point))

    def test_the_south_east_corner_has_the_largest_key_of_62_bits(self):
        assert tile_key(-90.0, 180.0) == (1 << 62) - 1

    def test_longitude_180_belongs_to_the_last_column(self):
        assert tile_of(4, 0.0, 180.0)[0] == 15
        assert tile_of(4, 0.0, -180.0)[0] == 0

    def test_latitudes_beyond_the_square_lie_on_its_edge(self):
        for sign in (-1, 1):
            assert tile_key(sign * 90.0, 12.0) == tile_key(sign * MAX_LATITUDE, 12.0)

    def test_monaco_lies_where_slippy_maps_put_it(self):
        assert tile_of(16, 43.7384, 7.4246) == (34119, 23896)


class TileRangeTests(TestCase):
    @given(zooms, points(), points())
    def test_it_contains_the_key_of_a_point_if_and_only_if_the_point_is_in_the_tile(self, z, corner, point):
        x, y = tile_of(z, *corner)
        lo, hi = tile_range(z, x, y)
        assert lo <= tile_key(*corner) < hi
        assert (lo <= tile_key(*point) < hi) == (tile_of(z, *point) == (x, y))

    @given(st.integers(0, 30), points())
    def test_the_four_children_share_the_range_of_their_parent(self, z, point):
        x, y = tile_of(z, *point)
        children = [tile_range(z + 1, 2 * x + dx, 2 * y + dy) for dy in (0, 1) for dx in (0, 1)]
        assert (children[0][0], children[-1][1]) == tile_range(z, x, y)
        for before, after in pairwise(children):
            assert before[1] == after[0]

    def test_the_whole_world_is_every_key(self):
        assert tile_range(0, 0, 0) == (0, 1 << 62)

    def test_it_refuses_a_tile_that_does_not_exist(self):
        for z, x, y in ((-1, 0, 0), (32, 0, 0), (3, 8, 0), (3, 0, 8), (3, -1, 0), (3, 0, -1)):
            with self.subTest(z=z, x=x, y=y), pytest.raises(ValueError, match="There is no"):
                tile_range(z, x, y)


class InTileTests(TestCase):
    @given(st.integers(0, 19), points())
    def test_it_is_where_the_deeper_tile_of_the_same_point_lies(self, z, point):
        x, y = tile_of(z, *point)
        deep_x, deep_y = tile_of(z + 12, *point)
        assert in_tile(z, x, y, *point) == (deep_x - (x << 12), deep_y - (y << 12))

    @given(st.integers(0, 22), points())
    def test_the_key_alone_gives_the_same_position(self, z, point):
        assert key_in_tile(z, tile_key(*point)) == in_tile(z, *tile_of(z, *point), *point)

    @given(zooms, points(), points(), st.sampled_from([256, 512, 4096]))
    def test_a_point_outside_stays_on_the_edge(self, z, corner, point, extent):
        px, py = in_tile(z, *tile_of(z, *corner), *point, extent=extent)
        assert 0 <= px < extent
        assert 0 <= py < extent

    def test_y_goes_down(self):
        assert in_tile(0, 0, 0, 60.0, 0.0)[1] < in_tile(0, 0, 0, -60.0, 0.0)[1]


class BboxTests(TestCase):
    def test_a_box_from_east_to_west_crosses_the_antimeridian(self):
        fiji = Bbox(177.0, -20.0, -178.0, -15.0)
        assert fiji.crosses_antimeridian
        assert fiji.contains(-17.0, 179.9)
        assert fiji.contains(-17.0, -179.9)
        assert not fiji.contains(-17.0, 0.0)
        assert not fiji.contains(-10.0, 179.9)

    def test_an_ordinary_box_holds_its_edges_and_nothing_beyond(self):
        box = Bbox(7.0, 43.0, 8.0, 44.0)
        assert not box.crosses_antimeridian
        assert box.contains(43.0, 7.0)
        assert box.contains(44.0, 8.0)
        assert not box.contains(43.5, 8.001)
        assert not box.contains(43.5, 6.999)
        assert not box.contains(44.1, 7.5)

    @given(points(), points(), st.floats(0, 20_100_000))
    @example((0.0, 180.0), (0.0, -179.9999), 100.0)
    @example((89.9999, 0.0), (89.9999, 180.0), 100.0)
    @example((-89.9999, 0.0), (-89.9999, 180.0), 100.0)
    def test_the_box_around_a_point_holds_all_that_is_near(self, centre, point, metres):
        assume(distance(*centre, *point) <= metres)
        assert Bbox.around(*centre, metres).contains(*point)

    @given(points(), st.floats(0.5, 5000), st.floats(0, 360))
    def test_the_box_around_a_point_holds_its_circle(self, centre, metres, bearing):
        lat = centre[0] + math.degrees(metres * 0.99 / 6_371_008.8) * math.cos(math.radians(bearing))
        angle = metres * 0.99 / 111_195 / max(0.01, math.cos(math.radians(centre[0])))
        lon = (centre[1] + angle * math.sin(math.radians(bearing)) + 540) % 360 - 180
        assume(-90 <= lat <= 90 and distance(*centre, lat, lon) <= metres)
        assert Bbox.around(*centre, metres).contains(lat, lon)

    def test_the_box_around_a_point_is_tight(self):
        box = Bbox.around(60.0, 25.0, 1000)
        assert distance(60.0, 25.0, box.north, 25.0) == pytest.approx(1000, abs=0.01)
        assert distance(60.0, 25.0, 60.0, box.east) == pytest.approx(1000, abs=0.01)

    def test_the_box_around_a_point_wraps_at_the_antimeridian(self):
        for lon in (179.9999, -179.9999):
            with self.subTest(lon=lon):
                box = Bbox.around(0.0, lon, 100)
                assert box.crosses_antimeridian
                assert box.contains(0.0, 179.9999)
                assert box.contains(0.0, -179.9999)

    def test_the_box_around_a_pole_has_every_longitude(self):
        assert Bbox.around(89.99, 10.0, 5000).north == 90.0
        assert Bbox.around(-89.99, 10.0, 5000).south == -90.0
        assert Bbox.around(89.99, 10.0, 5000).west == -180.0


class DistanceTests(TestCase):
    def test_known_distances(self):
        assert distance(0.0, 0.0, 0.0, 1.0) == pytest.approx(111_195.08, abs=0.01)
        assert distance(48.8566, 2.3522, 45.7640, 4.8357) == pytest.approx(391_500, abs=200)
        assert distance(0.0, 0.0, 0.0, 180.0) == pytest.approx(math.pi * 6_371_008.8, abs=0.01)

    @given(points(), points())
    def test_it_is_the_same_both_ways_and_never_more_than_half_the_globe(self, one, other):
        assert distance(*one, *other) == pytest.approx(distance(*other, *one), abs=1e-6)
        assert distance(*one, *other) <= math.pi * 6371008.8 + 1e-06

    @given(points())
    def test_the_distance_of_a_point_to_itself_is_zero(self, point):
        assert distance(*point, *point) == 0
        assert distance(point[0], 180.0, point[0], -180.0) == pytest.approx(0, abs=1e-6)


class CoverTests(TestCase):
    @given(boxes_and_points_inside(), st.integers(1, 12))
    @example((Bbox(179.0, -20.0, -179.0, -15.0), -17.0, 180.0), 8)
    @example((Bbox(179.0, -20.0, -179.0, -15.0), -17.0, -180.0), 8)
    @example((WORLD, 90.0, 180.0), 1)
    def test_every_point_of_the_box_is_in_a_range(self, box_and_point, most):
        box, lat, lon = box_and_point
        key = tile_key(lat, lon)
        assert any(lo <= key < hi for lo, hi in cover(box, most))

    @given(boxes(), st.integers(1, 12))
    def test_there_are_never_more_ranges_than_asked_and_they_never_touch(self, box, most):
        ranges = cover(box, most)
        assert 1 <= len(ranges) <= most
        assert all(lo < hi for lo, hi in ranges)
        assert all(one[1] < two[0] for one, two in pairwise(ranges))

    def test_one_point_is_one_cell(self):
        key = tile_key(43.7384, 7.4246)
        assert cover(Bbox(7.4246, 43.7384, 7.4246, 43.7384)) == [(key, key + 1)]

    def test_the_world_is_one_range(self):
        assert cover(WORLD) == [(0, 1 << 62)]

    def test_a_small_box_is_not_covered_by_a_continent(self):
        box = Bbox.around(60.17, 24.94, 25)
        spread = sum(hi - lo for lo, hi in cover(box)) / (1 << 62)
        # The box itself is 6e-12 of the square; the worst covers measured were 7.4 times their box.
        assert spread < 5e-11


class ParseBboxTests(TestCase):
    def refusal(self, text):
        with pytest.raises(ValueError, match=r"\.$") as caught:
            parse_bbox(text)
        return str(caught.value)

    def test_it_reads_four_numbers(self):
        assert parse_bbox("7.4, +43.72,7.45 ,43.76") == Bbox(7.4, 43.72, 7.45, 43.76)
        assert parse_bbox("-.5,-1.,.5,1e-7") == Bbox(-0.5, -1.0, 0.5, 1e-07)

    def test_it_reads_six_numbers_and_leaves_the_heights(self):
        assert parse_bbox("7,43,-10,8,44,100") == Bbox(7.0, 43.0, 8.0, 44.0)

    def test_it_takes_a_box_across_the_antimeridian(self):
        assert parse_bbox("177,-20,-178,-15").crosses_antimeridian

    def test_the_error_states_the_number_of_values(self):
        assert "this one has 3" in self.refusal("1,2,3")
        assert "this one has 1" in self.refusal("")
        assert "this one has 5" in self.refusal("1,2,3,4,5")

    def test_it_refuses_what_is_not_an_ascii_decimal_number(self):
        for text in (
            "1,2,x,4", "1,2,,4", "1_0,2,30,4", "0x1,2,3,4",
            "\N{ARABIC-INDIC DIGIT ONE},2,3,4", "\N{FULLWIDTH DIGIT ONE},2,3,4",
        ):  # fmt: skip
            with self.subTest(text=text):
                assert "is not a decimal number" in self.refusal(text)

    def test_it_refuses_numbers_that_are_not_finite(self):
        for text in ("nan,2,3,4", "1,2,inf,4", "1,-Infinity,3,4", "1,2,3,4,5,NaN"):
            with self.subTest(text=text):
                assert "finite" in self.refusal(text)
        assert "too large" in self.refusal("1,2,3,1e999")

    def test_it_refuses_south_above_north(self):
        assert "lies north of" in self.refusal("7,44,8,43")

    def test_the_error_names_the_edge_out_of_range(self):
        for text, edge in (
            ("-181,0,0,1", "west"), ("0,-91,1,1", "south"), ("0,0,181,1", "east"), ("0,0,1,90.1", "north"),
        ):  # fmt: skip
            with self.subTest(text=text):
                assert f"The {edge} edge" in self.refusal(text)

    @given(st.text(max_size=60) | st.lists(st.floats().map(str), max_size=7).map(",".join))
    def test_any_other_text_raises_a_value_error(self, text):
        try:
            box = parse_bbox(text)
        except ValueError:
            assert self.refusal(text)
        else:
            assert -180 <= box.west <= 180
            assert -90 <= box.south <= box.north <= 90


class TestTileBox:
    @given(latitudes, longitudes, st.integers(0, 20))
    def test_a_point_lies_in_the_box_of_its_tile(self, lat, lon, z):
        box = tile_box(z, *tile_of(z, lat, lon))
        assert box.west - 1e-9 <= lon <= box.east + 1e-9
        assert box.south - 1e-9 <= lat <= box.north + 1e-9

    def test_the_whole_world_is_tile_zero(self):
        assert tile_box(0, 0, 0) == Bbox(-180, -90, 180, 90)
