"""Direction texts as they occur in OpenStreetMap, and any other text on earth."""

from unittest import TestCase

from hypothesis import example, given
from hypothesis import strategies as st

from cameras.osm.direction import COMPASS, Arc, choose_direction, compass_word, parse_heading, view_arcs


def arcs(text):
    return [(arc.start, arc.end) for arc in parse_heading(text).arcs]


def headings(text):
    """The plain headings of a text, for those that have no range."""
    assert all(start == end for start, end in arcs(text))
    return [start for start, _ in arcs(text)]


def refusals(text):
    heading = parse_heading(text)
    assert not heading.arcs
    return [reason for _, reason in heading.refused]


directions = st.lists(
    st.integers(-400, 400).map(str)
    | st.floats(-400, 400).map(str)
    | st.tuples(st.integers(-360, 360), st.integers(-360, 360)).map(lambda ends: f"{ends[0]}-{ends[1]}")
    | st.sampled_from([*COMPASS, "NB", "north-west", "both", "fixme", "11:00", "270230", "0 - 360", ""]),
    max_size=6,
).map(";".join)


class NumberTests(TestCase):
    def test_it_reads_numbers_as_degrees_clockwise_from_north(self):
        assert headings("0") == [0.0]
        assert headings("225") == [225.0]
        assert headings("13.75") == [13.75]
        assert headings("+45 °") == [45.0]

    def test_it_brings_numbers_below_zero_and_360_onto_the_circle(self):
        assert headings("-30") == [330.0]
        assert headings("360") == [0.0]
        assert headings("-360") == [0.0]

    def test_a_number_a_hair_below_zero_is_north_and_not_360(self):
        assert headings("-0." + "0" * 30 + "1") == [0.0]

    @given(st.integers(-360, 360))
    def test_every_whole_number_of_the_circle_is_itself(self, degrees):
        assert headings(str(degrees)) == [degrees % 360]

    def test_it_refuses_numbers_over_360_with_a_reason(self):
        assert refusals("456") == ["too_large"]
        assert refusals("-500") == ["too_large"]
        assert refusals("270230") == ["run_together"]
        assert refusals("4555555555") == ["run_together"]
        assert refusals("9" * 400) == ["run_together"]


class WordTests(TestCase):
    def test_it_reads_the_16_points_in_any_case(self):
        for index, word in enumerate(COMPASS):
            for text in (word, word.lower(), word.title()):
                with self.subTest(text=text):
                    assert headings(text) == [index * 22.5]

    def test_it_reads_words(self):
        assert headings("east") == [90.0]
        for text in ("north-west", "North West", "northwest", "NORTH_WEST"):
            with self.subTest(text=text):
                assert headings(text) == [315.0]
        assert headings("south-southwest") == [202.5]

    def test_a_traffic_lane_is_read_with_low_trust(self):
        for text, degrees in (("NB", 0.0), ("sb", 180.0), ("EB", 90.0), ("westbound", 270.0)):
            with self.subTest(text=text):
                assert headings(text) == [degrees]
                assert parse_heading(text).low_trust
        assert not parse_heading("N").low_trust
        assert refusals("NB-SB") == ["unreadable"]

    def test_it_refuses_what_is_not_a_heading_with_a_reason(self):
        for text, reason in (
            ("both", "along_the_way"), ("forward", "along_the_way"), ("Backward", "along_the_way"),
            ("fixme", "placeholder"), ("null", "placeholder"), ("11:00", "clock"),
            ("Clockwise 180", "unreadable"), ("Flock Raven", "unreadable"), ("280WY39-J963-1", "unreadable"),
            ("\N{ARABIC-INDIC DIGIT NINE}0", "unreadable"), ("1e2", "unreadable"),
        ):  # fmt: skip
            with self.subTest(text=text):
                assert refusals(text) == [reason]


class RangeTests(TestCase):
    def test_a_range_is_the_clockwise_arc_and_keeps_its_ends(self):
        assert arcs("338-23") == [(338.0, 23.0)]
        assert arcs("10 - 50.5") == [(10.0, 50.5)]
        assert arcs("-30-60") == [(330.0, 60.0)]
        assert arcs("30–60") == [(30.0, 60.0)]
        assert arcs("NW-NE") == [(315.0, 45.0)]

    def test_a_full_turn_is_the_full_circle(self):
        for text in ("0-360", "0 - 360", "360-0", "-180-180"):
            with self.subTest(text=text):
                assert parse_heading(text).arcs == (Arc(0.0, 360.0),)

    def test_a_range_between_equal_ends_is_a_plain_heading(self):
        assert arcs("90-90") == [(90.0, 90.0)]

    def test_a_range_with_an_impossible_end_is_refused(self):
        assert refusals("10-456") == ["unreadable"]
        assert refusals("x-10") == ["unreadable"]


class ListTests(TestCase):
    def test_it_splits_on_semicolons_commas_and_bars(self):
        assert headings("225;45") == [225.0, 45.0]
        assert headings("45, 180") == [45.0, 180.0]
        assert headings("270,90") == [270.0, 90.0]
        assert headings("0|90") == [0.0, 90.0]
        assert headings("N;NE") == [0.0, 45.0]
        assert arcs("338-23;265-310;113-158") == [(338.0, 23.0), (265.0, 310.0), (113.0, 158.0)]

    def test_a_comma_is_a_separator_and_never_a_decimal_sign(self):
        assert headings("273,5") == [273.0, 5.0]

    def test_empty_places_are_skipped(self):
        assert headings("0;") == [0.0]
        assert headings("260;;225") == [260.0, 225.0]
        assert parse_heading(" ; ").arcs == ()
        assert parse_heading("").refused == ()

    def test_the_readable_part_survives_the_unreadable_one(self):
        heading = parse_heading("90;both")
        assert heading.arcs == (Arc(90.0, 90.0),)
        assert heading.refused == (("both", "along_the_way"),)

    def test_the_same_heading_twice_is_one(self):
        assert headings("90;90;E") == [90.0]

    @given(st.text(max_size=300) | directions)
    @example("-")
    @example("\N{EN DASH};-\N{EN DASH}-")
    @example("N" * 255)
    def test_any_text_is_accepted(self, text):
        heading = parse_heading(text)
        for arc in heading.arcs:
            assert 0 <= arc.start < 360
            assert 0 <= arc.end < 360 or arc == Arc(0.0, 360.0)
        assert all(token and reason for token, reason in heading.refused)


class ChooseTests(TestCase):
    def test_the_camera_direction_comes_first(self):
        assert choose_direction({"direction": "90", "camera:direction": "180"}) == "180"
        assert choose_direction({"surveillance:direction": "90", "direction": "180"}) == "180"
        assert choose_direction({"surveillance:direction": "90"}) == "90"

    def test_a_number_wins_over_a_word(self):
        assert choose_direction({"camera:direction": "EB", "direction": "100"}) == "100"
        assert choose_direction({"camera:direction": "W", "direction": "338-23"}) == "338-23"
        assert choose_direction({"camera:direction": "100", "direction": "E"}) == "100"

    def test_an_unreadable_value_is_skipped(self):
        assert choose_direction({"camera:direction": "fixme", "direction": "E"}) == "E"
        assert choose_direction({"camera:direction": "W", "direction": "both"}) == "W"

    def test_the_raw_text_is_kept_even_when_nothing_can_be_read(self):
        assert choose_direction({"camera:direction": " ", "direction": "both"}) == "both"
        assert choose_direction({"camera:direction": "260;;225"}) == "260;;225"
        assert choose_direction({"camera:type": "dome"}) == ""


class ViewArcsTests(TestCase):
    def test_a_plain_heading_is_60_degrees_wide_unless_the_angle_is_known(self):
        assert view_arcs("90", None, "fixed") == [(60.0, 120.0)]
        assert view_arcs("90", 0, "fixed") == [(60.0, 120.0)]
        assert view_arcs("90", 20, "fixed") == [(80.0, 100.0)]

    def test_an_arc_over_north_ends_beyond_360(self):
        assert view_arcs("0", None, "fixed") == [(330.0, 390.0)]
        assert view_arcs("338-23", 90, "fixed") == [(338.0, 383.0)]

    def test_ranges_stay_as_they_are(self):
        assert view_arcs("10-50;225", 90, "fixed") == [(10.0, 50.0), (180.0, 270.0)]
        assert view_arcs("0-360", None, "fixed") == [(0.0, 360.0)]

    def test_an_angle_of_a_full_turn_is_the_full_circle(self):
        assert view_arcs("90", 360, "fixed") == [(0.0, 360.0)]

    def test_without_a_direction_only_a_panorama_claims_one(self):
        for shape in ("dome", "fixed", "unknown"):
            with self.subTest(shape=shape):
                assert view_arcs("", None, shape) == []
                assert view_arcs("both", None, shape) == []
        assert view_arcs("", None, "panorama") == [(0.0, 360.0)]
        assert view_arcs("90", None, "dome") == [(60.0, 120.0)]

    @given(directions, st.none() | st.integers(1, 360), st.sampled_from(["fixed", "dome", "panorama"]))
    def test_every_arc_starts_on_the_circle_and_goes_clockwise(self, direction, angle, shape):
        for start, end in view_arcs(direction, angle, shape):
            assert 0 <= start < 360
            assert start < end <= start + 360


class CompassWordTests(TestCase):
    def test_it_names_the_nearest_of_16_points(self):
        for degrees, word in ((0, "N"), (11.2, "N"), (11.3, "NNE"), (45, "NE"), (167, "SSE"), (348.7, "NNW")):
            with self.subTest(degrees=degrees):
                assert compass_word(degrees) == word
        assert compass_word(359.9) == "N"
        assert compass_word(-45) == "NW"
        assert compass_word(360) == "N"

    @given(st.sampled_from(COMPASS))
    def test_a_point_read_back_is_itself(self, word):
        assert compass_word(headings(word)[0]) == word
