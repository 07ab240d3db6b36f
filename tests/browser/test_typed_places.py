"""Places, directions and notes as people have them: in the form, the search and the address."""

import re

import pytest
from playwright.sync_api import expect

from reports.models import Report
from tests.browser.sheet import HERE, PLACE, STILL, thanked, to_step

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LINK = "https://www.openstreetmap.org/?mlat=43.7391&mlon=7.4291#map=19/43.7391/7.4291"


@pytest.fixture(autouse=True)
def photos(settings, tmp_path):
    settings.REPORTS_PHOTOS, settings.MEDIA_ROOT = True, tmp_path


def paste(page, text):
    """The first box after somebody pasted and went on."""
    if not page.locator("#id_latitude").is_visible():
        page.get_by_text("Type the coordinates").click()
    page.locator("#id_latitude").fill(text)
    page.locator("#id_latitude").blur()


class TestForm:
    def test_what_is_pasted_moves_the_pin(self, open_page):
        page = open_page(HERE, **STILL)
        for text in (LINK, "43°44'20.76\"N 7°25'44.76\"E", "N43.7391 E7.4291", "lat: 43,7391 lon: 7,4291"):
            page.locator("#id_longitude").evaluate("field => { field.value = ''; }")
            paste(page, text)
            expect(page.locator(PLACE)).to_have_text("43.739100, 7.429100")

    def test_what_is_sent_is_what_was_shown(self, open_page):
        page = open_page(HERE, **STILL)
        paste(page, "44.9384°")
        page.locator("#id_longitude").fill("6.4246°")
        page.locator("#id_longitude").blur()
        expect(page.locator(PLACE)).to_have_text("44.938400, 6.424600")
        to_step(page, 3)
        page.locator("#id_terms").check()
        page.get_by_role("button", name="Send the report").click()
        thanked(page)
        report = Report.objects.get()
        assert (report.latitude, report.longitude) == (44.9384, 6.4246)

    def test_what_is_no_position_is_said_at_the_field(self, open_page):
        page = open_page(HERE, **STILL)
        for text, sentence in (
            ("https://maps.app.goo.gl/abc", "A shortened link does not hold the place"),
            ("abc", "Write degrees with decimals"),
            ("1054213 6304567", "This looks like Lambert-93"),
        ):
            paste(page, text)
            expect(page.locator("#error-latitude")).to_contain_text(sentence)

    def test_a_turned_pair_is_asked_about(self, open_page):
        page = open_page(HERE, **STILL)
        paste(page, "7.4246, 43.7384")
        page.get_by_role("button", name="Turn them round").click()
        expect(page.locator(PLACE)).to_have_text("43.738400, 7.424600")


class TestDirection:
    def direction(self, page, text):
        field = page.locator("#id_direction")
        if not field.is_visible():
            page.locator("[data-js-heading] summary").click()
        field.fill(text)
        field.blur()
        return field

    def test_french_words_and_letters(self, open_page):
        page = open_page("/fr" + HERE, **STILL)
        page.get_by_role("button", name="L’épingle est bien placée").click()
        for text, becomes in (("nord-est", "NE"), ("SO", "SW"), ("135,5", "135.5"), ("O", "W")):
            expect(self.direction(page, text)).to_have_value(becomes)

    def test_what_has_two_meanings_is_asked(self, open_page):
        page = open_page(HERE, **STILL)
        to_step(page, 2)
        field = self.direction(page, "NO")
        expect(page.locator("[data-js-direction-choices]")).to_contain_text("has two meanings")
        page.get_by_role("button", name="315° NW").click()
        expect(field).to_have_value("NW")


class TestNote:
    def test_what_reaches_a_person_is_said_before_it_is_sent(self, open_page):
        page = open_page(HERE, **STILL)
        to_step(page, 3)
        page.get_by_text("More about the camera").click()
        page.locator("#id_note").fill("ring 06 12 34 56 78")
        warning = page.get_by_text("This looks like a telephone number")
        expect(warning).to_be_visible()
        page.locator("#id_note").fill("on the lamp post")
        expect(warning).to_be_hidden()


class TestSearch:
    def test_coordinates_are_a_place_to_go_to(self, open_page):
        page = open_page("/", **STILL)
        box = page.get_by_role("combobox", name="Find a place")
        for text in ("43.7391, 7.4291", LINK):
            box.fill(text)
            option = page.get_by_role("option", name=re.compile(r"43\.739100, 7\.429100"))
            expect(option).to_be_visible()
        option.click()
        expect(page).to_have_url(re.compile(r"lat=43\.7391&lon=7\.4291"))

    def test_a_link_without_a_place_says_why(self, open_page):
        page = open_page("/", **STILL)
        page.get_by_role("combobox", name="Find a place").fill("https://maps.app.goo.gl/abc")
        expect(page.locator("[data-js-finder-none]")).to_contain_text("A shortened link")


class TestAddress:
    def test_a_link_in_the_way_of_another_site_opens_its_place(self, open_page):
        page = open_page("/#map=17/43.7391/7.4291", **STILL)
        expect(page).to_have_url(re.compile(r"\?lat=43\.7391&lon=7\.4291&zoom=17$"))
        page.goto("/?bbox=7.41,43.72,7.43,43.74")
        expect(page).to_have_url(re.compile(r"\?lat=43\.73&lon=7\.42&zoom=1[3-6]$"))

    def test_an_address_that_cannot_be_read_says_so(self, open_page):
        page = open_page("/?lat=north&lon=7", **STILL)
        expect(page.locator("[data-js-notice]")).to_contain_text("cannot be read")

    def test_the_report_form_takes_a_place_behind_the_hash(self, open_page):
        page = open_page("/report#map=18/43.7391/7.4291", **STILL)
        expect(page.locator(PLACE)).to_have_text("43.739100, 7.429100")
