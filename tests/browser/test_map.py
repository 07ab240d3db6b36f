import pytest
from playwright.sync_api import expect

from cameras.tests.builders import camera

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HERE = "/?lat=43.7384&lon=7.4246&zoom=17"
IS_DRAWN = """() => [...document.querySelectorAll(".leaflet-container canvas")].some(canvas => {
  const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  return data.some((value, index) => index % 4 === 3 && value > 0);
})"""


def count(page):
    return page.locator("[data-js-count]")


def wait_until(page, script, expected=True, tries=200):
    """Poll: wait_for_function needs eval, which the CSP refuses."""
    for _ in range(tries):
        if page.evaluate(script) == expected:
            return True
        page.wait_for_timeout(100)
    return False


def test_the_place_stands_in_the_address(open_page):
    page = open_page(HERE)
    page.get_by_role("button", name="Zoom in").click()
    assert wait_until(page, "() => location.search.includes('zoom=18')")
    page.reload()
    assert wait_until(
        page, "() => location.search.includes('zoom=18') && location.search.includes('lat=43.738')"
    )


def test_the_chips_are_legend_and_filter(open_page):
    camera(43.7384, 7.4246, ownership="public")
    camera(43.7386, 7.4249, ownership="private")
    page = open_page(HERE)
    expect(count(page)).to_contain_text("2 cameras")
    page.get_by_role("button", name="Public").click()
    expect(count(page)).to_contain_text("1 camera")
    expect(page.get_by_role("button", name="Public")).to_have_attribute("aria-pressed", "false")


def test_enter_opens_the_camera_in_the_middle_and_escape_closes_it(open_page):
    made = camera(43.7384, 7.4246, operator="Ville de Monaco")
    page = open_page(HERE)
    expect(count(page)).to_contain_text("1 camera")
    page.locator("[data-js-map]").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=f"Camera {made.pk}")).to_be_visible()
    expect(page.locator("[data-js-sheet]")).to_contain_text("Ville de Monaco")
    page.keyboard.press("Escape")
    expect(page.locator("[data-js-sheet]")).to_be_hidden()
    assert page.evaluate("() => document.activeElement.matches('[data-js-map]')")


def test_without_tiles_it_says_so_and_offers_to_try_again(open_page, chromium, live_server):
    page = open_page("/cameras")
    page.route("**/tiles/**", lambda route: route.abort())
    page.goto(HERE)
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    open_page.faults.clear()  # the browser logs the requests that this test cut


def test_without_the_street_map_the_outlines_are_still_there(open_page):
    camera(43.7384, 7.4246)
    page = open_page("/cameras")
    page.route("**/basemap/*.pmtiles", lambda route: route.abort())
    page.goto(HERE)
    expect(page.locator("[data-js-notice]")).to_be_visible()
    expect(count(page)).to_contain_text("1 camera")
    assert wait_until(page, IS_DRAWN)
    open_page.faults.clear()


def test_the_position_is_asked_for_only_on_a_tap(open_page):
    position = {"latitude": 60.17, "longitude": 24.94}
    page = open_page(HERE, permissions=["geolocation"], geolocation=position)
    assert wait_until(page, "() => location.search.includes('lat=43.738')")
    page.get_by_role("button", name="Show where I am").click()
    assert wait_until(page, "() => location.search.includes('lat=60.1')")
