"""The table of fields, and whatever is written by hand beside it."""

from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.db import models

from cameras.api.parameters import COMPONENTS
from cameras.filters import CameraFilter
from cameras.models import Camera
from cameras.osm.fields import (
    BY_NAME,
    FIELDS,
    FILTERABLE,
    FROM_TAGS,
    RECORDED,
    TAGGED,
    Kind,
    blank_values,
    read_stored,
)
from cameras.osm.tags import LONGEST, describe, tags_of

COLUMNS = {
    Kind.TEXT: (models.CharField, models.TextField),
    Kind.INTEGER: (models.IntegerField, models.ForeignKey),
    Kind.NUMBER: models.FloatField,
    Kind.DAY: models.DateField,
    Kind.WORDS: models.JSONField,
    Kind.TAGS: models.JSONField,
}
# Columns that follow from the others, or from the moment: no revision holds them.
DERIVED = {
    *("id", "tile", "version", "created_at", "changed_at"),
    *("sources", "source_digest", "source_version", "source_timestamp"),
}
# A value that can be read, for keys that take certain words only.
WORDS = {
    "operator:type": "public",
    "surveillance:type": "ALPR",
    "camera:type": "dome",
    "surveillance": "traffic",
    "camera:features": "infrared",
}
BY_UNIT = {"°": "90", "m": "4"}


def sample(field, key):
    if key in WORDS:
        return WORDS[key]
    return "2026-01-02" if field.kind is Kind.DAY else BY_UNIT.get(field.unit, "7")


def column(field):
    (named,) = [one for one in Camera._meta.concrete_fields if one.attname == field.name]
    return named


def names(fields):
    return [field.name for field in fields]


by_name = pytest.mark.parametrize("field", RECORDED, ids=names(RECORDED))


class TestTable:
    def test_no_two_fields_have_the_same_name_or_key(self):
        for words in (names(FIELDS), [key for field in FIELDS for key in field.keys]):
            assert len(words) == len(set(words))

    @pytest.mark.parametrize(("field", "key"), [(field, key) for field in FROM_TAGS for key in field.osm])
    def test_a_field_is_read_from_each_of_its_keys(self, field, key):
        assert describe({key: sample(field, key)})[field.name] != field.blank

    @pytest.mark.parametrize("field", TAGGED, ids=names(TAGGED))
    def test_the_key_that_is_written_is_read_again(self, field):
        blank = blank_values(FROM_TAGS)
        read = blank | describe({field.keys[0]: sample(field, field.keys[0])})
        written = tags_of(read, {})
        assert field.key in written
        assert describe(written)[field.name] == read[field.name]

    def test_each_text_has_a_french_one(self):
        path = Path(settings.BASE_DIR) / "locale" / "fr" / "LC_MESSAGES" / "django.po"
        translated = {entry.msgid for entry in polib.pofile(str(path)) if entry.msgstr}
        texts = {text for field in FIELDS for text in (field.meaning, field.label) if text}
        assert texts <= translated


class TestModel:
    """cameras/models/camera.py is written by hand."""

    def test_every_column_is_recorded_or_derived(self):
        columns = {one.attname for one in Camera._meta.concrete_fields}
        assert columns == {*names(RECORDED), *DERIVED}

    @by_name
    def test_the_column_holds_the_kind_of_the_field(self, field):
        assert isinstance(column(field), COLUMNS[field.kind])
        assert column(field).null == field.nullable

    @by_name
    def test_a_camera_begins_with_the_blank_value(self, field):
        assert column(field).get_default() == field.blank

    @by_name
    def test_the_words_are_the_choices(self, field):
        choices = [str(word) for word, _label in column(field).choices or ()]
        if field.name == "status":  # hidden and merged cameras are published nowhere
            choices = choices[:2]
        assert choices == list(field.values)

    @pytest.mark.parametrize("field", [one for one in FROM_TAGS if one.kind is Kind.TEXT and not one.values])
    def test_a_free_text_fits(self, field):
        assert column(field).max_length >= LONGEST


class TestReaders:
    @pytest.mark.parametrize("field", FILTERABLE, ids=names(FILTERABLE))
    def test_a_filter_is_an_attribute_and_a_described_parameter(self, field):
        assert field.name in CameraFilter.__dataclass_fields__
        assert COMPONENTS[field.name]["schema"].get("enum", []) == list(field.values)

    def test_what_an_older_version_stored_lacks_nothing(self):
        blank = blank_values(RECORDED)
        old = {name: value for name, value in blank.items() if name != "software"} | {"operator": "Ville"}
        assert read_stored(old, blank) == blank | {"operator": "Ville"}
        assert list(read_stored({}, blank)) == names(RECORDED)

    def test_what_a_newer_version_stored_is_left_out(self):
        assert read_stored({"colour": "red", "angle": 60}, {"angle": None}) == {"angle": 60}

    def test_a_field_that_is_not_known_is_blank(self):
        assert (BY_NAME["shape"].blank, BY_NAME["angle"].blank, BY_NAME["tags"].blank) == (
            "unknown",
            None,
            {},
        )
