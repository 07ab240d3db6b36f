"""The streets under the cameras are painted in a worker, and without one on the page's own thread, alike."""

import pytest
from playwright.sync_api import expect

from cameras.tests.builders import camera
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_map import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PORT = "/?lat=43.7343&lon=7.4215&zoom=17"  # of Monaco: streets and names all over the view
NO_WORKER = "delete window.OffscreenCanvas"
PAINTED = """() => {
  const tiles = [...document.querySelectorAll("canvas.leaflet-tile")];
  return tiles.length > 0 && tiles.every(({ classList }) => classList.contains("leaflet-tile-loaded"));
}"""


def streets(open_page, before=None, viewport=DESKTOP, path=PORT, **options):
    """A picture of the map when all of its tiles are painted, and the page."""
    page = open_page("/about", viewport, **options)
    if before:
        before(page)
    page.goto(path)
    assert wait_until(page, PAINTED)
    expect(page.locator("[data-js-count]")).to_contain_text("No camera")
    page.wait_for_load_state("networkidle")
    return page.locator(".map").screenshot(), page


@pytest.mark.parametrize(("viewport", "ratio"), [(DESKTOP, 1), (PHONE, 2)])
def test_the_street_map_looks_the_same_without_a_worker(open_page, viewport, ratio):
    apart, page = streets(open_page, viewport=viewport, device_scale_factor=ratio)
    assert len(page.workers) == 1
    assert not page.evaluate("() => Boolean(window.protomapsL)")  # nothing of it burdens the page
    here, page = streets(
        open_page, lambda page: page.add_init_script(NO_WORKER), viewport, device_scale_factor=ratio
    )
    assert page.workers == []
    assert here == apart


def test_a_worker_that_cannot_start_is_done_without(open_page):
    def cut(page):
        page.route("**/street_painter.js", lambda route: route.abort() if page.workers else route.continue_())

    _, page = streets(open_page, cut)
    assert wait_until(page, "() => Boolean(window.protomapsL)")
    expect(page.locator("[data-js-notice]")).to_be_hidden()
    open_page.faults.clear()  # the browser logs the request that this test cut


@pytest.mark.parametrize("before", [None, lambda page: page.add_init_script(NO_WORKER)])
def test_streets_that_failed_come_with_a_later_move(open_page, before):
    page = open_page("/about")
    if before:
        before(page)
    page.route("**/basemap/*.pmtiles", lambda route: route.abort())
    page.goto(PORT)
    expect(page.locator("[data-js-notice]")).to_have_text("Street map not available: outlines only.")
    assert not page.evaluate(PAINTED)
    page.unroute("**/basemap/*.pmtiles")
    for _ in range(20):  # a file that failed is left alone for five seconds
        page.locator("[data-js-map]").press("ArrowRight")
        if wait_until(page, PAINTED, tries=10):
            break
    assert page.evaluate(PAINTED)
    open_page.faults.clear()


def test_a_page_without_streets_starts_no_worker(open_page):
    page = open_page("/?lat=46&lon=7&zoom=5")
    expect(page.locator("[data-js-count]")).to_contain_text("No camera")
    page.wait_for_load_state("networkidle")
    assert page.workers == []


@pytest.mark.parametrize("places", [[(43.7384, 7.4246), (60.17, 24.95)], [(43.7384, 7.4246)]])
def test_the_basemap_does_not_move_the_map_to_a_zoom_of_its_own(open_page, places):
    """The layers stand one after the other, each with its limits; the map of the list has none itself."""
    for place in places:
        camera(*place)
    page = open_page("/cameras")
    grounds = page.locator(".list-map .leaflet-tile-pane > .leaflet-layer")
    expect(grounds).to_have_count(4)  # two street maps, outlines, grid
    page.wait_for_load_state("networkidle")
    box = page.locator(".list-map").bounding_box()
    for mark in page.locator(".list-map .list-mark").all():
        at = mark.bounding_box()
        assert box["x"] <= at["x"] <= box["x"] + box["width"]
        assert box["y"] <= at["y"] <= box["y"] + box["height"]
    zooms = page.locator(".list-map .leaflet-tile-pane > .basemap-grid .leaflet-tile")
    assert (zooms.count() > 0) == (len(places) == 1)  # near for one camera, far for two
