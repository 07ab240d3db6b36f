"""Each of the three steps of a report: where, what, more."""

import re

import pytest
from playwright.sync_api import expect

from cameras.tests.builders import camera
from reports.models import Photo, Report
from reports.tests.pictures import telling
from tests.browser.conftest import PHONE
from tests.browser.sheet import (
    HERE,
    PLACE,
    STILL,
    TOUCH,
    drag,
    on_step,
    thanked,
    to_step,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def photos(settings, tmp_path):
    settings.REPORTS_PHOTOS, settings.MEDIA_ROOT = True, tmp_path


class TestWhere:
    def test_from_afar_it_asks_to_come_closer(self, open_page):
        page = open_page("/report?lat=43.7384&lon=7.4246&zoom=13", **STILL)
        on_step(page, 1)
        page.get_by_role("button", name="The pin is right").click()
        expect(page.get_by_role("alert")).to_contain_text("Move the map")
        drag(page)
        page.get_by_role("button", name="The pin is right").click()
        expect(page.get_by_role("alert")).to_contain_text("Zoom in")
        on_step(page, 1)

    def test_typed_coordinates_need_no_streets(self, open_page):
        page = open_page("/report?lat=43.7384&lon=7.4246&zoom=13")
        page.get_by_text("Type the coordinates").click()
        page.locator("#id_latitude").fill("-45.5")
        page.locator("#id_longitude").fill("170,25")
        page.locator("#id_longitude").blur()
        expect(page.locator(PLACE)).to_have_text("-45.500000, 170.250000")
        to_step(page, 2)
        assert page.locator("#id_longitude").input_value() == "170,25"

    def test_cameras_near_by_are_listed_each_with_its_page(self, open_page):
        known = camera(43.7384, 7.4246, ownership="private", shape="dome")
        camera(43.7390, 7.4246)  # 67 m away
        page = open_page(HERE, PHONE, **TOUCH)
        expect(page.get_by_text("1 camera is already on the map within 25 m")).to_be_visible()
        link = page.get_by_role("link", name="Private, dome, 0 m away")
        expect(link).to_be_in_viewport()
        assert link.get_attribute("href") == f"/cameras/{known.pk}"

    def test_a_place_is_found_by_its_name(self, open_page):
        camera(43.75, 7.43, operator="Ville de Monaco")
        page = open_page(HERE)
        on_step(page, 1)
        page.get_by_role("combobox", name="Find a place").fill("ville de")
        page.get_by_role("option", name="Ville de Monaco").click()
        expect(page.locator("[data-js-map]")).to_be_focused()
        expect(page.locator("#id_latitude")).to_have_value(re.compile(r"^43\.75"))


class TestWhat:
    def test_a_missing_owner_is_an_error_beside_its_field(self, open_page):
        page = open_page(HERE)
        to_step(page, 2)
        page.get_by_role("button", name="Continue").click()
        expect(page.get_by_role("alert")).to_contain_text("Choose who runs it")
        expect(page.get_by_label("Public")).to_be_focused()
        on_step(page, 2)
        page.get_by_label("Unknown").check(force=True)
        expect(page.get_by_role("alert")).to_have_count(0)

    def test_several_directions_can_be_turned_and_taken_out(self, open_page):
        page = open_page(HERE)
        to_step(page, 2)
        field = page.locator("#id_direction")
        page.get_by_role("button", name="E, east", exact=True).click()
        page.get_by_role("button", name="Add a direction").click()
        expect(field).to_have_value("90;270")
        page.get_by_role("button", name="90° E", exact=True).click()
        page.get_by_role("button", name="N, north", exact=True).click()
        expect(field).to_have_value("0;270")
        page.get_by_role("button", name="Take out 0° N").click()
        expect(field).to_have_value("270")
        page.get_by_role("button", name="All round").click()
        expect(field).to_have_value("0-360")
        page.get_by_role("button", name="S, south", exact=True).click()
        expect(field).to_have_value("180")
        page.get_by_role("button", name="I cannot tell").click()
        expect(field).to_have_value("")

    def test_the_cone_on_the_map_turns_with_the_slider(self, open_page):
        page = open_page(HERE)
        to_step(page, 2)
        cone = page.locator(".pin canvas")
        empty = cone.evaluate("one => one.toDataURL()")
        page.get_by_label("Direction in degrees").fill("90")
        east = cone.evaluate("one => one.toDataURL()")
        page.get_by_label("Direction in degrees").fill("180")
        assert len({empty, east, cone.evaluate("one => one.toDataURL()")}) == 3


class TestMore:
    def test_operators_on_the_map_are_suggested_and_pending_ones_are_not(self, open_page):
        camera(43.75, 7.43, operator="Ville de Monaco")
        camera(43.76, 7.43, operator="Taken away", status="removed")
        page = open_page(HERE)
        to_step(page, 3)
        page.get_by_text("More about the camera").click()
        page.locator("#id_operator").focus()
        expect(page.locator("#operators option")).to_have_count(1)
        assert page.locator("#operators option").get_attribute("value") == "Ville de Monaco"

    def test_everything_else_he_says_arrives(self, open_page):
        page = open_page(HERE)
        to_step(page, 3)
        page.get_by_text("More about the camera").click()
        page.get_by_label("What is it fixed to?").select_option(label="Street lamp")
        page.get_by_label("Speaks (loudspeaker)").check()
        page.locator("#id_terms").check()
        page.get_by_role("button", name="Send the report").click()
        thanked(page)
        proposed = Report.objects.get().proposed
        assert (proposed["mount"], proposed["capabilities"]) == ("street_lamp", ["loudspeaker"])

    def test_terms_that_are_not_ticked(self, open_page):
        page = open_page(HERE)
        to_step(page, 3)
        page.get_by_role("button", name="Send the report").click()
        expect(page.get_by_role("alert")).to_contain_text("only under these terms")
        expect(page.locator("#id_terms")).to_be_focused()
        assert not Report.objects.exists()

    def test_the_place_of_the_photo_is_taken_only_when_the_box_is_ticked(self, open_page):
        page = open_page(HERE)
        to_step(page, 3)
        before = page.locator("#id_latitude").input_value()
        taken = telling("JPEG", orientation=6, size=(3000, 2000))
        page.locator("#id_photo").set_input_files(
            {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": taken}
        )
        box = page.get_by_label("Put the pin where the photo was taken")
        expect(box).not_to_be_checked()
        assert page.locator("#id_latitude").input_value() == before
        box.check()
        expect(page.locator("#id_latitude")).not_to_have_value(before)
        box.uncheck()
        expect(page.locator("#id_latitude")).to_have_value(re.compile(rf"^{before}"))
        page.locator("#id_terms").check()
        with page.expect_request(lambda request: request.method == "POST") as sending:
            page.get_by_role("button", name="Send the report").click()
        assert b"Exif" not in (sending.value.post_data_buffer or b"")
        thanked(page)
        assert Photo.objects.count() == 1
        assert Report.objects.get().latitude == 43.7384
