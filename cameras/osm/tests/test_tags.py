"""OpenStreetMap tags into our own words."""

from dataclasses import asdict
from datetime import date
from unittest import TestCase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cameras.osm.personal_data import is_personal
from cameras.osm.record import CameraRecord, Refused
from cameras.osm.tags import clean_tags, read_element


def read(**tags):
    """A camera in Monaco with these tags; an underscore pair stands for a colon."""
    named = {key.replace("__", ":"): value for key, value in tags.items()}
    return read_element("node", 123, 43.7384, 7.4246, {"man_made": "surveillance", **named})


class WhatIsACameraTests(TestCase):
    def refusal(self, tags, lat=43.7, lon=7.4, kind="node", osm_id=1):
        with pytest.raises(Refused) as caught:
            read_element(kind, osm_id, lat, lon, tags)
        assert str(caught.value).endswith(".")
        return caught.value.reason

    def test_a_bare_surveillance_node_is_a_camera_of_unknown_everything(self):
        assert read() == CameraRecord("osm:node/123", 43.7384, 7.4246, tags={"man_made": "surveillance"})

    def test_man_made_may_be_a_list(self):
        assert read(man_made="mast; Surveillance").device == "camera"

    def test_surveillance_tags_alone_are_enough(self):
        for key in ("surveillance", "surveillance:type"):
            with self.subTest(key=key):
                assert read_element("way", 7, 1.0, 2.0, {key: "yes"}).external_ref == "osm:way/7"

    def test_anything_else_is_refused(self):
        assert self.refusal({}) == "not_a_camera"
        assert self.refusal({"man_made": "mast", "camera:type": "dome"}) == "not_a_camera"

    def test_what_is_no_longer_there_is_refused(self):
        gone = {"disused:man_made": "surveillance", "surveillance:type": "camera"}
        assert self.refusal(gone) == "not_a_camera"

    def test_a_guard_is_a_person(self):
        assert self.refusal({"man_made": "surveillance", "surveillance:type": "guard"}) == "guard"
        assert read(surveillance__type="guard;camera").device == "camera"

    def test_it_refuses_a_missing_or_impossible_position(self):
        tags = {"man_made": "surveillance"}
        assert self.refusal(tags, lat=None) == "no_position"
        assert self.refusal(tags, lon=None) == "no_position"
        for reason, positions in {
            "not_a_number": [
                (float("nan"), 1.0), (1.0, float("inf")), ("43,7", 7.4), ("43.7", 7.4), (True, 7.4),
                ([1], 7.4), (10**400, 7.4),
            ],
            "latitude_out_of_range": [(90.1, 90.1), (-181, 7.4), (1e8, 0)],
            "longitude_out_of_range": [(1.0, -180.1)],
            "swapped": [(90.1, 0.5), (-122.4, 37.8)],
            "null_island": [(0.0, 0.0), (0, -1e-9)],
        }.items():  # fmt: skip
            for lat, lon in positions:
                with self.subTest(lat=lat, lon=lon):
                    assert self.refusal(tags, lat=lat, lon=lon) == reason

    def test_it_refuses_what_names_no_object(self):
        tags = {"man_made": "surveillance"}
        for kind, osm_id in (("area", 1), (None, 1), (["node"], 1), ("node", 0), ("node", -5), ("node", "7"),
                             ("node", True), ("node", 1.0), ("node", None)):  # fmt: skip
            with self.subTest(kind=kind, osm_id=osm_id):
                assert self.refusal(tags, kind=kind, osm_id=osm_id) == "bad_element"

    def test_a_position_has_seven_decimals(self):
        record = read_element("node", 1, 43.123456789, -1e-9, {"man_made": "surveillance"})
        assert (record.latitude, str(record.longitude)) == (43.1234568, "0.0")


class VocabularyTests(TestCase):
    def cases(self, field, key, table):
        for text, meaning in table.items():
            with self.subTest(text=text):
                assert getattr(read(**{key: text}), field) == meaning

    def test_the_operator_type_states_who_runs_it(self):
        for text, owner in (("government", "public"), ("public", "public"), ("private", "private"),
                            ("Business", "private")):  # fmt: skip
            with self.subTest(text=text):
                record = read(operator__type=text, surveillance="indoor")
                assert (record.ownership, record.ownership_basis) == (owner, "stated")

    def test_what_it_watches_lets_us_infer_who_runs_it(self):
        for text, owner in (("public", "public"), ("traffic", "public"), ("outdoor", "private"),
                            ("indoor", "private"), ("private", "private"),
                            ("webcam;public", "public")):  # fmt: skip
            with self.subTest(text=text):
                record = read(surveillance=text, operator__type="religious")
                assert (record.ownership, record.ownership_basis) == (owner, "inferred")

    def test_without_a_word_on_it_the_owner_is_unknown(self):
        for text in ("yes", "webcam", ""):
            with self.subTest(text=text):
                record = read(surveillance=text)
                assert (record.ownership, record.ownership_basis) == ("unknown", "none")

    def test_what_it_watches_is_kept_apart_from_who_runs_it(self):
        self.cases("watches", "surveillance", {
            "public": "public", "webcam;public": "public", "Outdoor": "outdoor", "indoor": "indoor",
            "traffic": "traffic", "private": "unknown", "yes": "unknown",
        })  # fmt: skip

    def test_the_device_is_the_first_known_word(self):
        self.cases("device", "surveillance__type", {
            "camera": "camera", "ALPR": "plate_reader", "ANPR": "plate_reader", "camera;radar": "camera",
            "radar;camera": "camera", "webcam": "camera", "gunshot_detector": "gunshot_detector",
            "microphone": "microphone", "radar": "other", "": "camera", "indoor": "camera",
        })  # fmt: skip

    def test_the_shape_is_the_first_known_word(self):
        self.cases("shape", "camera__type", {
            "fixed": "fixed", "dome;fixed": "dome", "Panning": "panning", "360": "panorama",
            "panorama": "panorama", "doorbell": "doorbell", "public": "unknown", "": "unknown",
        })  # fmt: skip

    def test_the_mount_has_one_name_for_each_thing_and_keeps_the_rest(self):
        self.cases("mount", "camera__mount", {
            "pole": "pole", "Post": "pole", "flock pole": "pole", "streetlight": "street_lamp",
            "streelight": "street_lamp", "lighting_pole": "street_lamp", "traffic_signal": "traffic_signals",
            "root": "roof", "gantry": "gantry", "post;streetlight": "pole;street_lamp",
            "4 at a 4way intersection": "4 at a 4way intersection",
        })  # fmt: skip

    def test_the_zone_has_one_name_for_each_thing_and_keeps_the_rest(self):
        self.cases("zone", "surveillance__zone", {
            "parking_lot": "parking", "street; traffic": "street;traffic", "Town": "town",
            "harbour": "harbour",
        })  # fmt: skip

    def test_a_plate_reader_can_read_plates(self):
        assert read(surveillance__type="ALPR").capabilities == ("plate_recognition",)
        assert read(surveillance__type="camera;ANPR").capabilities == ("plate_recognition",)
        assert read(surveillance__type="camera").capabilities == ()

    def test_capabilities_are_sorted_and_named_once(self):
        record = read(
            surveillance__type="ALPR", camera__features="night vision;Facial_recognition;ANPR;dance"
        )
        assert record.capabilities == ("face_recognition", "infrared", "plate_recognition")


class FieldTests(TestCase):
    def test_heights_are_metres(self):
        for text, metres in (
            ("8", 8.0), ("8 m", 8.0), ("3.5m", 3.5), ("3,5", 3.5), ("12'", 3.66), ("12 ft", 3.66),
            ("12'6\"", 3.81), ("136", 136.0), ("0.1", 0.1), ("0", None), ("1001", None), ("-3", None),
            ("high", None), ("", None), ("1e2", None), ("9" * 400, None),
        ):  # fmt: skip
            with self.subTest(text=text):
                assert read(height=text).height == metres

    def test_the_height_of_the_camera_beats_the_height_of_the_thing(self):
        assert read(camera__height="9", height="0.5").height == 9.0
        assert read(camera__height="high", height="0.5").height == 0.5

    def test_angles_are_whole_degrees(self):
        for text, degrees in (("60", 60), ("15°", 15), ("59.6", 60), ("360", 360), ("250", 250), ("0", None),
                              ("361", None), ("0-30", None), ("wide", None), ("9" * 400, None)):  # fmt: skip
            with self.subTest(text=text):
                assert read(camera__angle=text).angle == degrees

    def test_only_full_days_are_days(self):
        assert read(start_date="2016-12-01").installed_on == date(2016, 12, 1)
        assert read(end_date="2024-02-29").removed_on == date(2024, 2, 29)
        for text in ("2016", "2016-12", "2016-13-01", "0000-01-01", "~2016-12-01", "20161201", ""):
            with self.subTest(text=text):
                record = read(start_date=text)
                assert record.installed_on is None
                assert record.tags["start_date"] == text

    def test_the_last_of_two_surveys_counts(self):
        record = read(check_date="2021-10-06", survey__date="2012-11-25")
        assert record.observed_on == date(2021, 10, 6)
        assert read(survey__date="2012-11-25").observed_on == date(2012, 11, 25)

    def test_the_direction_is_the_raw_text_of_the_better_tag(self):
        assert read(camera__direction="EB", direction="225;45").direction == "225;45"

    def test_the_brand_stands_in_for_the_manufacturer(self):
        assert read(brand="Axis").manufacturer == "Axis"
        assert read(brand="Axis", manufacturer="Hikvision", model="DS-1").manufacturer == "Hikvision"
        assert read(surveillance__software="Briefcam").software == "Briefcam"

    def test_fields_are_one_line_of_255_and_tags_are_whole(self):
        long = "Ville de\nMonaco " + "x" * 300
        record = read(operator=long, camera__mount=long, direction="1" * 300)
        assert (len(record.operator), len(record.mount), len(record.direction)) == (255, 255, 255)
        assert record.operator.startswith("Ville de Monaco x")
        assert record.tags["operator"] == long


class TagTests(TestCase):
    def test_every_tag_is_kept_also_those_read_into_fields(self):
        tags = {"man_made": "surveillance", "operator": "SNCF", "ref:RNV:RBL": "NHBT", "contact:webcam": "https://x",
                "contact:website": "https://y", "operator:wikidata": "Q1"}  # fmt: skip
        assert read_element("node", 1, 1.0, 1.0, tags).tags == tags

    def test_personal_keys_are_dropped(self):
        for key in ("user", "uid", "changeset", "email", "e-mail", "phone", "mobile", "fax", "contact:phone",
                    "contact:email", "contact:mobile", "contact:fax", "operator:phone", "Phone", "phone_2",
                    "phone:mobile", "CONTACT:E-Mail", "pho\0ne", "user_name",
                    "email_contact", "owner-phone", "Tel 2", "@user", "contact.mail"):  # fmt: skip
            with self.subTest(key=key):
                assert is_personal(key)
                assert clean_tags({key: "+49 69"}) == {}

    def test_keys_that_only_sound_personal_are_kept(self):
        for key in (
            "contact:webcam",
            "contact:website",
            "website",
            "created_by",
            "mobile_camera",
            "emailed",
            "hotel",
            "telephoto",
            "operator",
        ):
            with self.subTest(key=key):
                assert not is_personal(key)

    def test_persons_inside_a_value_are_dropped_and_the_rest_of_it_stays(self):
        owner = {"name": "Ville", "email": "a@b.fr", "desk": [{"phone": "06", "open": "9-12"}, "x"]}
        cleaned = clean_tags({"owner": owner, "list": [1, {"user": "joe"}]})
        assert cleaned == {"owner": "{'name': 'Ville', 'desk': [{'open': '9-12'}, 'x']}", "list": "[1, {}]"}
        deep = []
        for _ in range(500):
            deep = [deep, {"email": "a@b.fr"}]
        assert "a@b.fr" not in clean_tags({"deep": deep})["deep"]

    def test_control_characters_go_and_newlines_stay(self):
        dirty = {"no\0te": "one\r\ntwo\x07" + chr(0xD800), "x": None, "n": 5}
        assert clean_tags(dirty) == {"note": "one\ntwo", "n": "5"}

    @given(st.dictionaries(
        st.text(max_size=20) | st.sampled_from([
            "camera:type", "surveillance", "surveillance:type", "height", "camera:angle", "direction",
            "check_date", "operator:type", "camera:mount", "camera:features",
        ]),
        st.text(max_size=60) | st.from_regex(r"[0-9]{1,5}([.,][0-9])? ?('|m|ft|°)?", fullmatch=True),
    ))  # fmt: skip
    def test_no_tags_are_too_strange(self, tags):
        try:
            record = read_element("node", 1, 1.0, 1.0, {**tags, "man_made": "surveillance"})
        except Refused:
            assert tags["surveillance:type"].strip(";,| ").casefold() == "guard"
            return
        assert record.angle is None or 1 <= record.angle <= 360
        assert record.height is None or 0 < record.height <= 1000
        assert not any(is_personal(key) for key in record.tags)
        for value in asdict(record).values():
            assert not (isinstance(value, str) and len(value) > 255)
