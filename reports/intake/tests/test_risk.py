"""What looks like a flood or an erasure, and what is only a busy resident."""

from datetime import UTC, date, datetime, timedelta

from django.test import SimpleTestCase
from hypothesis import given
from hypothesis import strategies as st

from cameras.personal_text import KINDS
from reports.intake.risk import (
    HOLD_AT,
    REASONS_OF_KIND,
    WEIGHTS,
    ScoredReport,
    SenderHistory,
    assess,
    is_regular,
)

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
DEGREES = st.floats(-80, 80, allow_nan=False)
SENTS = st.builds(
    ScoredReport,
    at=st.datetimes(datetime(2026, 5, 31), datetime(2026, 6, 2), timezones=st.just(UTC)),
    kind=st.sampled_from(["new", "correction", "removed", "duplicate"]),
    latitude=DEGREES,
    longitude=DEGREES,
    operator=st.text(max_size=20),
    note=st.text(max_size=200),
    public_text=st.text(max_size=20),
    observed_on=st.none() | st.dates(),
)
HISTORIES = st.builds(
    SenderHistory,
    earlier=st.lists(SENTS, max_size=12),
    removals_by_all=st.integers(0, 50),
    is_established=st.booleans(),
    filled_honeypot=st.booleans(),
    form_seconds=st.none() | st.floats(0, 1e9),
)


def sent(minute=0.0, kind="new", lat=43.7, lon=7.42, **more):
    return ScoredReport(at=NOON + timedelta(minutes=minute), kind=kind, latitude=lat, longitude=lon, **more)


def reasons(report, *earlier, **context):
    context = {"country": "MC", **context}
    return set(assess(report, SenderHistory(earlier=earlier, **context)).reasons)


def walk(count, **more):
    """A resident walks through town and reports what they see, three minutes apart."""
    return [
        sent(-3 * (count - n), lat=43.7 + n * 0.0011 + n * n * 0.0002, lon=7.42 + (n % 3) * 0.0007, **more)
        for n in range(count)
    ]


class BusyResident(SimpleTestCase):
    def test_a_walk_through_town_with_the_same_note_is_not_held(self):
        steps = walk(14, note="On the lamp post", operator="Ville")
        risk = assess(sent(note="On the lamp post", lat=43.76), SenderHistory(earlier=steps))
        self.assertEqual((risk.reasons, risk.holds), (("same_text",), False))

    def test_a_link_or_an_old_draft_is_not_held(self):
        note = "See https://example.org/minutes.pdf"
        self.assertFalse(assess(sent(note=note), SenderHistory(form_seconds=9e6)).holds)

    def test_three_cameras_that_are_gone_are_not_held(self):
        gone = [sent(-n, "removed", operator="Shop") for n in (3, 2)]
        self.assertFalse(assess(sent(kind="removed", operator="Shop"), SenderHistory(earlier=gone)).holds)

    def test_a_train_is_not_an_aeroplane(self):
        self.assertNotIn("far_jump", reasons(sent(lat=48.8, lon=2.3), sent(-180)))


class Floods(SimpleTestCase):
    def test_more_than_ten_in_a_minute(self):
        before = [sent(-0.05 * n, lat=40 + n * n * 0.01) for n in range(10)]
        self.assertIn("burst", reasons(sent(), *before))
        self.assertNotIn("burst", reasons(sent(), *before[:9]))

    def test_pins_on_a_ruled_line(self):
        line = [sent(-9 + n, lat=43.7 + n * 0.001, lon=7.4 + n * 0.002) for n in range(3)]
        self.assertIn("pattern", reasons(sent(lat=43.703, lon=7.406), *line))
        self.assertNotIn("pattern", reasons(sent(lat=43.7037, lon=7.406), *line))

    def test_pins_that_fill_a_grid_in_any_order(self):
        grid = [(43.7 + row * 0.001, 7.4 + column * 0.001) for row in range(3) for column in range(3)]
        self.assertTrue(is_regular([grid[n] for n in (4, 0, 8, 2, 6, 1, 5)]))

    def test_one_pin_sent_again_and_again_is_no_line(self):
        self.assertFalse(is_regular([(43.7, 7.4)] * 8))

    def test_a_jump_across_the_world(self):
        self.assertIn("far_jump", reasons(sent(lat=-33.9, lon=151.2), sent(-5)))

    def test_links_and_people(self):
        self.assertIn("links", reasons(sent(note="buy at shop.example.com")))
        self.assertIn("many_links", reasons(sent(note="http://a.b http://c.d http://e.f")))
        self.assertIn("person", reasons(sent(note="call 06 12 34 56 78")))
        self.assertIn("person_public", reasons(sent(public_text="m.dupont@example.org")))

    def test_names_of_operators_and_models_are_no_persons(self):
        for text in (
            "Ville de Monaco", "SNCF Réseau 2024", "Axis M3045-V", "43.73841, 7.42463", "75 011 Paris",
            "DS-2CD2143G0-I", "caméra au-dessus de la porte du 12 rue Grimaldi",
        ):  # fmt: skip
            self.assertEqual(reasons(sent(note=text, public_text=text)), set(), text)

    def test_what_reaches_a_person(self):
        for text in (
            "AB-123-CD",
            "AB 123 CD",
            "+33 6 12 34 56 78",
            "0033612345678",
            "93 15 00 00",
            "M. Dupont",
        ):
            self.assertEqual(reasons(sent(note=text)), {"person"}, text)
            self.assertEqual(reasons(sent(public_text=text)), {"person_public"}, text)

    def test_an_address_with_a_name_or_an_accusation_is_held_in_a_note_too(self):
        for text, reason in (
            ("Jean Dupont, 12 rue Grimaldi", "person_address"),
            ("un dealer au 12 rue Grimaldi", "accusation"),
        ):
            risk = assess(sent(note=text), SenderHistory(country="MC"))
            self.assertEqual((risk.reasons, risk.holds), ((reason,), True))

    def test_bare_links_are_links(self):
        for text in ("casino-x.fr", "t.me/x", "wa.me/33612345678"):
            self.assertEqual(reasons(sent(note=text)), {"links"}, text)
            self.assertEqual(reasons(sent(public_text=text)), {"links", "link_public"}, text)

    def test_every_kind_of_text_counts_as_something(self):
        self.assertEqual(set(REASONS_OF_KIND) | {"link"}, set(KINDS))
        self.assertLessEqual({reason for pair in REASONS_OF_KIND.values() for reason in pair}, set(WEIGHTS))

    def test_nowhere_and_long_ago(self):
        self.assertIn("nowhere", reasons(sent(lat=0.001, lon=-0.002)))
        self.assertIn("long_ago", reasons(sent(observed_on=date(2001, 1, 1))))


class Erasure(SimpleTestCase):
    def test_the_fourth_camera_of_one_operator_is_held(self):
        gone = [sent(-n, "removed", operator="Police") for n in (3, 2, 1)]
        self.assertIn("erasing_operator", reasons(sent(kind="removed", operator="Police"), *gone))
        self.assertNotIn("erasing_operator", reasons(sent(kind="removed", operator="Shop"), *gone))

    def test_the_seventh_of_anybody_is_held(self):
        gone = [sent(-n, "removed", operator=f"o{n}") for n in range(6)]
        self.assertIn("erasing", reasons(sent(kind="removed"), *gone))

    def test_many_networks_together_are_held(self):
        self.assertIn("erasing_operator", reasons(sent(kind="removed", operator="P"), removals_by_all=10))

    def test_who_is_known_may_walk_a_street_that_was_cleared(self):
        gone = [sent(-n, "removed", operator="Police") for n in range(9)]
        self.assertEqual(reasons(sent(kind="removed", operator="Police"), *gone, is_established=True), set())


class Properties(SimpleTestCase):
    @given(SENTS, HISTORIES)
    def test_the_score_is_bounded_and_explained(self, report, history):
        risk = assess(report, history)
        self.assertTrue(0 <= risk.score <= 100)
        self.assertEqual(risk.score, min(100, sum(WEIGHTS[reason] for reason in risk.reasons)))
        self.assertEqual(risk.holds, risk.score >= HOLD_AT)

    @given(SENTS, HISTORIES)
    def test_a_filled_honeypot_never_lowers_it(self, report, history):
        def score(trapped):
            return assess(
                report,
                SenderHistory(history.earlier, history.removals_by_all, history.is_established, trapped),
            ).score

        self.assertGreaterEqual(score(True), score(False))

    @given(st.text(max_size=2000))
    def test_any_text_is_read(self, text):
        assess(sent(note=text, public_text=text[:255]), SenderHistory())

    @given(DEGREES, DEGREES, st.floats(1e-5, 0.01), st.floats(-0.01, 0.01), st.integers(4, 9))
    def test_every_regular_line_is_detected(self, lat, lon, down, right, count):
        self.assertTrue(is_regular([(lat + n * down, lon + n * right) for n in range(count)]))
