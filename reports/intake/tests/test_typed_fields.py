"""What people write into the form of a report, and what it becomes."""

from datetime import date

from django.test import SimpleTestCase, TestCase
from django.utils.translation import override

from cameras.tests.builders import camera
from reports.intake.forms import EditForm, ReportForm
from reports.models import Report
from reports.tests.people import typed


def form(language="en", **fields):
    with override(language):
        made = ReportForm(typed(**fields))
        made.is_valid()
        return made


def error_of(name, language="en", **fields):
    with override(language):
        return " ".join(form(language, **fields).errors.get(name, []))


class PlaceTests(SimpleTestCase):
    databases = "__all__"

    def place(self, language="en", **fields):
        data = form(language, **fields).cleaned_data
        return data.get("latitude"), data.get("longitude")

    def test_each_field_takes_degrees_as_people_write_them(self):
        for latitude, longitude in (
            ("44.9384°", "6.4246°"),
            ("44,9384", "6,4246"),
            ("N 44.9384", "6.4246 E"),
            ("44° 56.304' N", "6° 25.476' E"),
            ("lat: 44.9384", "lon: 6.4246"),
        ):
            with self.subTest(latitude):
                self.assertEqual(self.place(latitude=latitude, longitude=longitude), (44.9384, 6.4246))

    def test_a_minus_of_typographers_is_a_minus(self):
        self.assertEqual(self.place(latitude="44.9", longitude="−7.42"), (44.9, -7.42))

    def test_a_pair_in_the_first_field_fills_both(self):
        for text in (
            "43.7384, 7.4246",
            "https://www.openstreetmap.org/?mlat=43.7384&mlon=7.4246#map=19/43.7384/7.4246",
            "https://maps.google.com/?q=43.7384,7.4246",
            "geo:43.7384,7.4246;u=35",
        ):
            with self.subTest(text):
                self.assertEqual(self.place(latitude=text, longitude=""), (43.7384, 7.4246))

    def test_o_is_west_in_french_and_asked_in_english(self):
        self.assertEqual(self.place("fr", latitude="43.7", longitude="7.42 O"), (43.7, -7.42))
        self.assertIn("two meanings", error_of("longitude", latitude="43.7", longitude="7.42 O"))

    def test_what_is_no_position_says_what_it_looks_like(self):
        for text, sentence in (
            ("https://maps.app.goo.gl/abc", "shortened link"),
            ("https://www.openstreetmap.org/node/12", "names an object"),
            ("https://maps.google.com/?q=Rue+Grimaldi", "holds an address"),
            ("///filled.count.soap", "what3words"),
            ("1054213 6304567", "Lambert-93"),
            ("PCQF+97", "Plus Code"),
            ("north", "such as 43.7384"),
            ("91", "between -90 and 90"),
            ("151.2, -33.8", "Did you mean latitude -33.8, longitude 151.2?"),
        ):
            with self.subTest(text):
                self.assertIn(sentence, error_of("latitude", latitude=text, longitude=""))

    def test_so_does_the_edit_of_a_moderator(self):
        edit = EditForm({"latitude": "43.7384, 7.4246"})
        self.assertTrue(edit.is_valid(), edit.errors)
        self.assertEqual((edit.cleaned_data["latitude"], edit.cleaned_data["longitude"]), (43.7384, 7.4246))


class DirectionTests(TestCase):
    def test_words_and_letters_become_what_the_map_reads(self):
        for language, text, direction in (
            ("fr", "nord-est", "NE"), ("fr", "O", "W"), ("fr", "SO", "SW"), ("fr", "ouest", "W"),
            ("fr", "Nord", "N"), ("fr", "135,5", "135.5"), ("en", "135,5", "135.5"),
            ("en", "90; 180", "90;180"), ("en", "135°", "135"),
        ):  # fmt: skip
            with self.subTest(text, language=language):
                self.assertEqual(form(language, direction=text).cleaned_data["direction"], direction)

    def test_what_has_two_meanings_is_asked(self):
        self.assertIn("NW or NE", error_of("direction", direction="NO"))
        self.assertEqual(form("fr", direction="NO").cleaned_data["direction"], "NW")

    def test_what_the_source_of_a_camera_wrote_stays(self):
        known = camera(direction="forward")
        made = form(kind="correction", camera=known.pk, camera_version=known.version, direction="forward")
        self.assertEqual(made.cleaned_data["direction"], "forward")


class TextTests(SimpleTestCase):
    databases = "__all__"

    def test_names_and_notes_are_normalised_before_they_are_measured(self):
        data = form(
            operator="Mairie de Be\u0301ziers\u200b",
            mount="street\u00a0light",
            note="a\u202e  b\r\n\r\n\r\nc",
        ).cleaned_data
        self.assertEqual(data["operator"], "Mairie de Béziers")
        self.assertEqual(data["mount"], "street_lamp")
        self.assertEqual(data["note"], "a b\n\nc")
        self.assertEqual(form(operator="e\u0301" * 255).errors.get("operator"), None)
        self.assertTrue(form(operator="é" * 256).errors["operator"])

    def test_what_is_not_seen_is_no_name(self):
        for text in ("\u200b", "\u2800", "\x07", "\u202e\u202c"):
            self.assertEqual(form(operator=text).cleaned_data["operator"], "")


class DayTests(SimpleTestCase):
    databases = "__all__"

    def test_the_order_is_that_of_the_language(self):
        self.assertEqual(form("fr", observed_on="01/02/2026").cleaned_data["observed_on"], date(2026, 2, 1))
        self.assertEqual(form(observed_on="2026-02-01").cleaned_data["observed_on"], date(2026, 2, 1))
        self.assertIn("1 February 2026 / 2 January 2026", error_of("observed_on", observed_on="01/02/2026"))
        self.assertIn("such as 2026-11-22", error_of("observed_on", observed_on="31/04/2026"))


class ConsentTests(TestCase):
    def test_only_a_tick_is_one(self):
        for text in ("on", "true", "1", "yes"):
            self.assertNotIn("terms", form(terms=text).errors)
        for text in ("", "0", "false", "off", "no", "non"):
            self.assertIn("terms", form(terms=text).errors)


class JsonTests(TestCase):
    def post(self, **fields):
        sent = {**typed(), "terms": True, **fields}
        return self.client.post("/api/v1/reports", sent, content_type="application/json")

    def test_what_is_not_understood_is_named_and_nothing_is_stored(self):
        for name, value in (
            ("operator", {"name": "Town"}), ("operator", ["A", "B"]), ("operater", "Town"), ("terms", 0),
            ("observed_on", "01/02/2026"), ("latitude", True), ("capabilities", [1]), ("photo", "aGk="),
        ):  # fmt: skip
            with self.subTest(name, value=value):
                response = self.post(**{name: value})
                self.assertEqual(response.status_code, 422)
                self.assertEqual(list(response.json()["errors"]), [name])
        self.assertFalse(Report.objects.exists())

    def test_a_misspelt_field_is_told_how_it_is_written(self):
        self.assertIn("operator", self.post(operater="Town").json()["errors"]["operater"][0])

    def test_the_sentences_are_in_the_language_that_is_asked_for(self):
        self.assertIn("texte", self.post(operator={}, language="fr").json()["errors"]["operator"][0])

    def test_a_correction_without_a_place_leaves_it_where_it_is(self):
        known = camera(lat=43.75, lon=7.45, ownership="private")
        sent = {"kind": "correction", "camera": known.pk, "shape": "dome", "terms": True}
        response = self.client.post("/api/v1/reports", sent, content_type="application/json")
        self.assertEqual(response.status_code, 201, response.json())
        made = Report.objects.get()
        self.assertEqual((made.latitude, made.longitude), (43.75, 7.45))
        self.assertFalse({"latitude", "longitude", "ownership"} & set(made.proposed))

    def test_directions_may_be_a_list_of_numbers(self):
        self.assertEqual(self.post(direction=[90, 180]).status_code, 201)
        self.assertEqual(Report.objects.get().proposed["direction"], "90;180")

    def test_what_waits_in_the_browser_of_before_is_taken(self):
        """An outbox sends what the form had when it was filled in, as a form."""
        response = self.client.post("/api/v1/reports", {**typed(), "field_of_before": "x", "shown": "y"})
        self.assertEqual(response.status_code, 201)
