"""Any town: the world under the map, found by its name, and what the map says where it has no streets."""

import pytest
from playwright.sync_api import expect

from cameras.tests.builders import camera
from tests.browser.test_map import wait_until
from tests.browser.test_street_map import NO_WORKER, PAINTED

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NIMES = "/?lat=43.84&lon=4.36&zoom=12"
MONACO = "/?lat=43.7371&lon=7.4225&zoom=17"
COLOUR = """() => {
  const canvas = document.querySelector("canvas.leaflet-tile");
  const copy = document.createElement("canvas");
  copy.width = copy.height = 1;
  const context = copy.getContext("2d");
  context.drawImage(canvas, 200, 200, 1, 1, 0, 0, 1, 1);
  return [...context.getImageData(0, 0, 1, 1).data].join();
}"""


def world(page):
    """Addresses of the parts of the world map that the page asks for."""
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/world.pmtiles" in request.url else None)
    return asked


def credits_of(page):
    return page.locator("[data-js-attribution]")


@pytest.mark.parametrize("before", [None, lambda page: page.add_init_script(NO_WORKER)])
def test_the_sea_is_blue_wherever_it_is(open_page, before):
    page = open_page("/about")
    if before:
        before(page)
    page.goto("/?lat=-20&lon=-178&zoom=8")  # the Pacific, beside the antimeridian
    assert wait_until(page, PAINTED)
    assert wait_until(page, f"() => ({COLOUR})() === '207,221,230,255'")
    expect(credits_of(page)).to_have_text("Leaflet | Natural Earth | GeoNames")


def test_a_town_is_found_in_the_world_and_the_server_learns_its_first_letters(open_page):
    page = open_page(MONACO)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    field = page.get_by_role("combobox", name="Find a place")
    field.press_sequentially("06000 nimes")
    expect(page.get_by_role("option").first).to_have_text("Nîmes France")
    page.keyboard.press("Enter")
    assert wait_until(
        page, "() => location.search.includes('lat=43.83') && location.search.includes('zoom=11')"
    )
    assert any(url.endswith("/gazetteer/ni-.json") for url in asked)
    assert not [url for url in asked if "nim" in url.lower() or "06000" in url]


def test_the_languages_of_the_page_name_the_town(open_page):
    page = open_page("/fr?lat=43.84&lon=4.36&zoom=12")
    field = page.get_by_role("combobox", name="Trouver un lieu")
    field.fill("cologne")
    expect(page.get_by_role("option").first).to_have_text("Cologne Köln, Allemagne")


def test_a_view_without_streets_says_so_and_leads_to_the_nearest_camera(open_page):
    camera(43.7384, 7.4246)
    page = open_page(NIMES)
    line = page.locator("[data-js-no-streets]")
    expect(line).to_contain_text("No street map of this place yet.")
    expect(page.locator("[data-js-count]")).to_have_text("No camera here; the nearest is 246 km away")
    expect(credits_of(page)).to_have_text("Leaflet | GeoNames")
    page.get_by_role("button", name="Show the nearest camera").click()
    expect(page.locator("[data-js-count]")).to_contain_text("1 camera")
    expect(line).to_be_hidden()
    expect(credits_of(page)).to_have_text("Leaflet | © OpenStreetMap contributors")


def test_a_map_without_any_camera_has_no_nearest_one(open_page):
    page = open_page(NIMES)
    expect(page.locator("[data-js-count]")).to_have_text("No camera in view")
    expect(page.get_by_role("button", name="Show the nearest camera")).to_be_hidden()


def test_inside_a_street_map_the_world_is_not_asked_for(open_page):
    page = open_page("/about")
    asked = world(page)
    page.goto(MONACO)
    assert wait_until(page, PAINTED)
    page.wait_for_load_state("networkidle")
    assert asked == []
    page.goto(NIMES)
    assert wait_until(page, "() => document.querySelectorAll('canvas.leaflet-tile-loaded').length > 0")
    assert asked
