"""Words of mapped columns: six languages, words of one's own, and a count of what is not understood."""

from unittest import TestCase

import pytest
from django.core.management import CommandError

from cameras.importing.tests.test_imports import ImportCase
from cameras.importing.word_lists import LISTS
from cameras.importing.words import VALUES, Tally, WordList, meaning, says_unknown
from cameras.models import Camera
from cameras.tests.files import CASES


class MeaningTests(TestCase):
    def cases(self, field, table):
        for text, told in table.items():
            with self.subTest(text=text):
                assert meaning(field, text) == told

    def test_shapes(self):
        self.cases("shape", {
            "Dome Camera": "dome", "Bullet Camera": "fixed", "PTZ (Pan Tilt Zoom) Camera": "panning",
            "Dôme": "dome", "Mini-Dôme": "dome", "Kuppelkamera": "dome", "speed dome": "panning",
            "AXIS Q6055 PTZ Dome": "panning", "caméra fixe": "fixed", "Telecamera fissa": "fixed",
            "Schwenk-Neige-Zoom": "panning", "Cámara domo": "dome", "draaibare camera": "panning",
            "360°": "panorama", "Fischauge": "panorama", "visiophone": "doorbell", "dome;fixed": "dome",
        })  # fmt: skip

    def test_what_is_watched(self):
        self.cases("watches", {
            "Outdoors": "outdoor", "Indoors": "indoor", "Voie publique": "public", "Außen": "outdoor",
            "Extérieur": "outdoor", "via pública": "public", "openbare weg": "public", "Verkehr": "traffic",
            "spazio pubblico": "public",
        })  # fmt: skip

    def test_owners(self):
        self.cases("ownership", {
            "Privé": "private", "Ville de Nice": "public", "Öffentliche Hand": "public", "empresa": "private",
            "Comune di Roma": "public", "Gemeente Utrecht": "public", "Privately owned": "private",
        })  # fmt: skip

    def test_devices(self):
        self.cases("device", {
            "LAPI": "plate_reader", "Caméra LAPI": "plate_reader", "ANPR camera": "plate_reader",
            "Kennzeichenerfassung": "plate_reader", "lettura targhe": "plate_reader", "Kamera": "camera",
            "camera;radar": "camera", "Kameraattrappe": "fake",
            "détecteur de coups de feu": "gunshot_detector",
        })  # fmt: skip

    def test_all_that_a_device_can_do(self):
        self.cases("capabilities", {
            "Infrarouge, haut-parleur": "infrared;loudspeaker", "Gesichtserkennung": "face_recognition",
            "reconnaissance faciale et LAPI": "face_recognition;plate_recognition",
            "visione notturna": "infrared",
        })  # fmt: skip

    def test_whether_it_stands(self):
        self.cases("status", {"En service": "active", "supprimée": "removed", "geplant": "planned"})

    def test_what_may_mean_two_things_or_the_opposite_is_not_understood(self):
        for field, text in (
            ("watches", "Indoor/Outdoor"), ("shape", "Fixed or PTZ"), ("shape", "not a dome"),
            ("ownership", "Ville / privé"), ("device", "Typ 3"), ("status", "Hors service"), ("shape", ""),
        ):  # fmt: skip
            with self.subTest(text=text):
                assert meaning(field, text) == ""

    def test_every_word_of_the_lists_has_one_meaning(self):
        for field, meanings in LISTS.items():
            words = [word.strip() for phrases in meanings.values() for word in phrases.split(",")]
            assert len(words) == len(set(words)), field
            for told, phrases in meanings.items():
                for word in phrases.split(","):
                    assert meaning(field, word) == told, (field, word)

    def test_no_answer_is_no_word(self):
        assert all(map(says_unknown, ("n/a", "-", "Non renseigné", "?", "unbekannt", "")))
        assert not says_unknown("dome")


class WordListTests(TestCase):
    def test_words_of_ones_own_go_first(self):
        words = WordList({"shape:Kugel  Kamera": "dome", "shape:bullet": "panning", "mount:K-1": "pole"})
        assert words.translated("shape", "kugel-kamera") == "dome"
        assert words.translated("shape", "Bullet") == "panning"
        assert words.translated("mount", "K-1;Mât;Eiche") == "pole;mast;Eiche"
        assert words.translated("operator", "Dome") == "Dome"

    def test_what_no_field_has_is_told(self):
        for added, told in (
            ({"shape:x": "round"}, "--words shape:x=round: write one of dome, doorbell, fixed"),
            ({"colour:x": "dome"}, "the fields are ownership"), ({"shape": "dome"}, "write field:word=value"),
        ):  # fmt: skip
            with self.subTest(added=added), pytest.raises(ValueError, match=told):
                WordList(added)

    def test_only_so_many_different_words_are_kept(self):
        tally = Tally()
        for n in range(3 * Tally._MOST):
            tally.add("shape", "Typ", f"word {n}", understood=False)
        assert len(tally.missed["shape"]) == Tally._MOST + 1
        assert sum(tally.missed["shape"].values()) == 3 * Tally._MOST


class TableTests(ImportCase):
    def table(self, *cells, **options):
        rows = "".join(f"{n},43.7,7.{n},{cell}\n" for n, cell in enumerate(cells, start=1))
        place = {"lat": "lat", "lon": "lon"}
        options = {"map": {**place, "shape": "type"}, "id": "n", "dataset": "town", **options}
        return self.load(path=self.file(f"n,lat,lon,type\n{rows}", "town.csv"), **options)

    def values(self, *names):
        return list(Camera.objects.order_by("external_ref").values_list(*names))

    def test_an_english_and_a_french_table_lose_no_word(self):
        place = {"lat": "lat", "lon": "lon"}
        told = self.load(
            path=CASES / "words.csv",
            dataset="en",
            id="id",
            map={**place, "shape": "type", "watches": "where"},
        )
        assert told["not_understood"] == {}
        assert self.values("shape", "watches") == [
            ("dome", "outdoor"), ("fixed", "indoor"), ("panning", "outdoor"),
        ]  # fmt: skip
        Camera.objects.update(external_ref=None)
        french = {**place, "ownership": "Propriétaire", "device": "Type", "shape": "Modèle"}
        self.load(path=CASES / "words-fr.csv", dataset="fr", id="id", map=french)
        camera = Camera.objects.get(external_ref="fr:1")
        assert (camera.ownership, camera.ownership_basis) == ("private", "stated")
        assert (camera.device, camera.shape) == ("plate_reader", "dome")
        assert camera.tags == {"id": "1", "Propriétaire": "Privé", "Type": "LAPI", "Modèle": "Dôme"}

    def test_the_words_that_are_not_understood_are_counted_also_in_a_rehearsal(self):
        for rehearsal in (True, False):
            told = self.table("Dome", "Kugel", "Würfel", "Kugel", "n/a", dry_run=rehearsal)
            assert told["not_understood"] == {"shape": {"Kugel": 2, "Würfel": 1}}
            assert "not understood as shape: Kugel (2), Würfel (1)" in self.out.getvalue()
            assert "right column" not in self.out.getvalue()

    def test_their_meaning_can_be_told(self):
        told = self.table("Kugel", "Dome", words={"shape:Kugel": "dome"})
        assert told["not_understood"] == {}
        assert self.values("shape") == [("dome",), ("dome",)]

    def test_a_column_without_any_known_word_is_asked_about(self):
        self.table("Rue de Rivoli", "Place d’Italie")
        assert "None of the 2 values in type was understood as shape: is it the right column?" in (
            self.out.getvalue()
        )

    def test_numbers_and_days_that_cannot_be_read_are_counted_too(self):
        place = {"lat": "lat", "lon": "lon"}
        told = self.table("Début 2016", "5 m", map={**place, "installed_on": "type", "height": "type"})
        assert told["not_understood"] == {
            "installed_on": {"Début 2016": 1, "5 m": 1}, "height": {"Début 2016": 1}
        }  # fmt: skip

    def test_a_dummy_and_a_plan_are_no_cameras_and_what_was_taken_down_is_removed(self):
        self.table("Caméra", "factice", map={"lat": "lat", "lon": "lon", "device": "type"})
        assert Camera.objects.count() == 1
        told = self.table(
            "en service", "déposée", "en projet", map={"lat": "lat", "lon": "lon", "status": "type"}
        )
        assert told["refused_by_reason"] == {"not_a_camera": 1}
        assert self.values("status") == [("active",), ("removed",)]


class ConstantTests(ImportCase):
    def test_the_documented_values_are_taken(self):
        rows = "n,lat,lon\n1,43.7,7.1\n"
        for name, value in (("device", "plate_reader"), ("shape", "Dôme"), ("ownership", "unknown"),
                            ("installed_on", "08/07/16"), ("height", "12 ft"), ("direction", "NE"),
                            ("capabilities", "infrared;thermal"), ("mount", "oak"),
                            ("angle", "60")):  # fmt: skip
            with self.subTest(name=name):
                path = self.file(rows, "town.csv")
                self.load(path=path, map={"lat": "lat", "lon": "lon"}, set={name: value}, dry_run=True)

    def test_device_plate_reader_is_one(self):
        path = self.file("n,lat,lon\n1,43.7,7.1\n", "town.csv")
        self.load(path=path, map={"lat": "lat", "lon": "lon"}, set={"device": "plate_reader"})
        assert Camera.objects.get().device == "plate_reader"

    def test_what_cannot_be_read_is_an_error(self):
        for name, value, told in (
            ("shape", "round", "--set shape=round: write one of dome, doorbell, fixed"),
            ("device", "gadget", "--set device=gadget"), ("capabilities", "infrared;magic", "write one of"),
            ("height", "high", "cannot be read as height"), ("installed_on", "2016", "cannot be read as"),
            ("direction", "both", "cannot be read as direction"), ("colour", "red", "colour: known are"),
            ("lat", "43.7", "lat: known are ownership"), ("camera:colour", "x", "camera:colour: known are"),
        ):  # fmt: skip
            with self.subTest(name=name), self.assertRaisesMessage(CommandError, told):
                self.load(set={name: value})
        with self.assertRaisesMessage(CommandError, "--map camera:colour: known are lat, lon, ownership"):
            self.load(map={"camera:colour": "x"})
        assert not Camera.objects.exists()

    def test_a_licence_is_an_spdx_identifier(self):
        for text, told in (
            ("ODbL 1.0", "Is it ODbL-1.0?"),
            ("dl-de/by-2-0", "DL-DE-BY-2.0"),
            ("x", "LicenseRef-NAME"),
        ):
            with self.subTest(text=text), self.assertRaisesMessage(CommandError, told):
                self.load(licence=text)
        self.load(
            {"type": "node", "id": 1, "lat": 1, "lon": 1, "tags": {"man_made": "surveillance"}},
            licence="odbl-1.0",
        )
        assert Camera.objects.get().dataset.licence == "ODbL-1.0"


def test_the_values_of_the_lists_are_those_of_the_registry():
    assert VALUES["shape"] | {"unknown"} == set(Camera.Shape.values)
    assert VALUES["device"] == set(Camera.Device.values)
    assert VALUES["watches"] | {"unknown"} == set(Camera.Watches.values)
    assert VALUES["ownership"] | {"unknown"} == set(Camera.Ownership.values)
