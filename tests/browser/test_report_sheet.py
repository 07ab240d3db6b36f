"""The report as a sheet of three steps over the map: by taps, by keyboard, on a small phone, with errors."""

import re

import pytest
from playwright.sync_api import expect

from cameras.tests.builders import camera
from reports.models import Report
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.sheet import (
    HERE,
    PLACE,
    SMALL,
    STILL,
    TOUCH,
    drag,
    heading,
    on_step,
    tap,
    thanked,
    to_step,
)
from tests.browser.test_accessibility import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def photos(settings, tmp_path):
    settings.REPORTS_PHOTOS, settings.MEDIA_ROOT = True, tmp_path


BY_THE_SEA = {"latitude": 43.735, "longitude": 7.421, "accuracy": 12}


class TestByTapsAlone:
    def test_bob_reports_what_he_sees_without_dragging(self, open_page):
        page = open_page("/?lat=43.7384&lon=7.4246&zoom=18", PHONE, **TOUCH)
        tap(page, "Report a camera", "link")
        on_step(page, 1)
        before = page.locator(PLACE).inner_text()
        box = page.locator("[data-js-map]").bounding_box()
        page.touchscreen.tap(box["x"] + box["width"] * 0.7, box["y"] + box["height"] * 0.7)
        expect(page.locator(PLACE)).not_to_have_text(before)
        tap(page, "The pin is right")
        page.locator("label.choice", has_text="Public").tap()
        page.locator("label.choice", has_text="Dome").tap()
        tap(page, "SE, south-east")
        tap(page, "Add a direction")
        tap(page, "Continue")
        page.locator("#id_terms").tap()
        tap(page, "Send the report")
        thanked(page)
        report = Report.objects.get()
        assert report.proposed["direction"] == "135;315"
        assert (report.proposed["ownership"], report.proposed["shape"]) == ("public", "dome")
        assert (report.latitude, report.longitude) != (43.7384, 7.4246)

    def test_the_pin_is_in_the_middle_of_what_is_seen_of_the_map(self, open_page):
        page = open_page(HERE, PHONE, **TOUCH)
        on_step(page, 1)
        pin, map_box = page.locator(".pin").bounding_box(), page.locator("[data-js-map]").bounding_box()
        assert abs(pin["x"] + pin["width"] / 2 - map_box["width"] / 2) < 3
        assert abs(pin["y"] + pin["height"] - (map_box["y"] + map_box["height"] / 2)) < 4

    def test_dragging_the_map_moves_the_place_only_while_it_is_asked_for(self, open_page):
        page = open_page(HERE, **STILL)
        on_step(page, 1)
        drag(page)
        expect(page.locator("#id_latitude")).not_to_have_value("43.7384")
        placed = page.locator("#id_latitude").input_value()
        to_step(page, 2)
        drag(page)
        expect(page.locator("#id_latitude")).to_have_value(placed)

    def test_no_question_for_the_position_before_a_tap(self, open_page):
        page = open_page(HERE, PHONE, **TOUCH, permissions=["geolocation"], geolocation=BY_THE_SEA)
        page.evaluate(
            "() => { window.asked = 0; const real = navigator.geolocation.getCurrentPosition;"
            " navigator.geolocation.getCurrentPosition = function (...all) {"
            " window.asked += 1; real.apply(navigator.geolocation, all); }; }"
        )
        to_step(page, 1)
        assert page.evaluate("() => window.asked") == 0
        tap(page, "Use my position")
        expect(page.locator("[data-js-place-status]")).to_contain_text("to within 12 m")
        assert page.evaluate("() => window.asked") == 1
        expect(page.locator(PLACE)).to_have_text("43.735000, 7.421000")
        expect(page.locator(".accuracy")).to_have_count(1)


class TestByKeyboardAlone:
    def tab_to(self, page, locator):
        for _ in range(60):
            if locator.evaluate("one => one === document.activeElement"):
                return
            page.keyboard.press("Tab")
        raise AssertionError("the keyboard does not reach it")

    def test_bob_reports_without_a_mouse(self, open_page):
        page = open_page(HERE)
        on_step(page, 1)
        self.tab_to(page, page.locator("[data-js-map]"))
        before = page.locator(PLACE).inner_text()
        page.keyboard.press("ArrowRight")
        expect(page.locator(PLACE)).not_to_have_text(before)
        page.keyboard.press("Enter")
        expect(page.locator("[data-js-live]")).to_contain_text("The pin is at 43.73")
        self.tab_to(page, page.get_by_role("button", name="The pin is right"))
        page.keyboard.press("Enter")
        expect(heading(page, 2)).to_be_focused()
        self.tab_to(page, page.get_by_label("Public"))
        page.keyboard.press("Space")
        self.tab_to(page, page.locator("#id_shape"))
        page.keyboard.press("ArrowRight")
        self.tab_to(page, page.get_by_label("Direction in degrees"))
        for _ in range(3):
            page.keyboard.press("ArrowRight")
        expect(page.locator("[data-js-direction-now]")).to_have_text("3° N")
        self.tab_to(page, page.get_by_role("button", name="Continue"))
        page.keyboard.press("Enter")
        expect(heading(page, 3)).to_be_focused()
        self.tab_to(page, page.locator("#id_terms"))
        page.keyboard.press("Space")
        self.tab_to(page, page.get_by_role("button", name="Send the report"))
        page.keyboard.press("Enter")
        thanked(page)
        proposed = Report.objects.get().proposed
        assert (proposed["shape"], proposed["direction"]) == ("dome", "3")

    def test_enter_in_a_field_goes_on_and_sends_nothing(self, open_page):
        page = open_page(HERE)
        on_step(page, 1)
        page.get_by_text("Type the coordinates").click()
        page.locator("#id_latitude").fill("43,7391")
        page.locator("#id_latitude").press("Enter")
        on_step(page, 2)
        assert not Report.objects.exists()


class TestTheSheet:
    def test_back_goes_back_one_step(self, open_page):
        page = open_page("/about")
        page.goto(HERE)
        to_step(page, 3)
        page.go_back()
        on_step(page, 2)
        expect(page.get_by_label("Public")).to_be_checked()
        page.get_by_role("button", name="Back").click()
        on_step(page, 1)
        page.go_back()
        expect(page).to_have_url(re.compile("/about$"))

    @pytest.mark.parametrize("prefix", ["", "/fr"], ids=["english", "french"])
    def test_on_a_small_phone_every_field_is_reached_above_the_actions(self, open_page, prefix):
        page = open_page(prefix + HERE, SMALL, **TOUCH)
        for step, last in ((1, "#id_longitude"), (2, "#id_direction"), (3, "#id_terms")):
            page.locator(f"form[data-step='{step}']").wait_for()
            for fold in page.locator("details:visible").all():
                fold.evaluate("one => { one.open = true; }")
            button = page.locator("[data-js-next]" if step < 3 else "[data-js-send]")
            bar = button.bounding_box()
            assert bar["y"] + bar["height"] <= 568
            page.locator(last).scroll_into_view_if_needed()
            field = page.locator(last).bounding_box()
            assert field["y"] + field["height"] <= bar["y"]
            assert page.evaluate("() => document.documentElement.scrollWidth") == 320
            if step == 2:
                page.locator("#id_ownership").check(force=True)
            if step < 3:
                button.tap()

    @pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
    @pytest.mark.parametrize("prefix", ["", "/fr"], ids=["english", "french"])
    def test_axe_finds_nothing_on_any_step(self, open_page, viewport, prefix):
        camera(43.7384, 7.4246)
        page = open_page(prefix + HERE, viewport)
        page.locator("[data-js-near]:not([hidden])").wait_for()
        results = {1: violations(page)}
        page.locator("[data-js-next]").click()
        page.locator("[data-js-next]").click()  # the owner is missing
        results["missing"] = violations(page)
        page.locator("#id_ownership").check(force=True)
        page.locator("[data-js-point='90']").click()
        page.locator("[data-js-direction-add]").click()
        results[2] = violations(page)
        page.locator("[data-js-next]").click()
        for fold in page.locator("details:visible").all():
            fold.evaluate("one => { one.open = true; }")
        results[3] = violations(page)
        assert {step: faults for step, faults in results.items() if faults} == {}

    def test_what_the_server_refuses_opens_its_step(self, open_page):
        page = open_page(HERE)
        to_step(page, 2)
        page.get_by_text("Type the direction").click()
        page.locator("#id_direction").fill("forward")
        page.get_by_label("Public").check(force=True)
        page.get_by_role("button", name="Continue").click()
        page.locator("#id_terms").check()
        page.get_by_role("button", name="Send the report").click()
        on_step(page, 2)
        expect(page.locator("[data-js-summary]")).to_be_focused()
        page.get_by_role("link", name=re.compile("Which way does it look")).click()
        expect(page.locator("#id_direction")).to_be_focused()
        open_page.faults.clear()  # the browser logs that the answer was a 422

    def test_a_correction_is_the_same_sheet(self, open_page):
        known = camera(ownership="private", direction="90", shape="fixed")
        page = open_page(f"/cameras/{known.pk}")
        page.get_by_role("link", name="Correct").click()
        on_step(page, 1)
        expect(page.get_by_role("heading", name=f"Correct camera {known.pk}")).to_be_visible()
        page.get_by_role("button", name="The pin is right").click()
        expect(page.get_by_label("Private")).to_be_checked()
        page.get_by_role("button", name="S, south", exact=True).click()
        page.get_by_role("button", name="Continue").click()
        page.locator("#id_terms").check()
        page.get_by_role("button", name="Send the report").click()
        thanked(page)
        assert Report.objects.get().proposed == {"direction": "180"}

    def test_a_camera_that_is_gone_is_one_short_step(self, open_page):
        known = camera()
        page = open_page(f"/report?kind=removed&camera={known.pk}", PHONE, **TOUCH)
        expect(page.get_by_role("button", name="Send the report")).to_be_in_viewport()
        page.locator("#id_terms").tap()
        tap(page, "Send the report")
        thanked(page)
        assert Report.objects.get().kind == "removed"
