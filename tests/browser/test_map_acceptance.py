"""What the map promises, one promise a test. A foreign request, a console error or a breach of the CSP fails
every one of them (conftest.py)."""

import gzip
import itertools
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from cameras.tests.builders import camera
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_map import HERE, count, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LARGEST_PAGE = 200_000  # bytes, gzipped, fonts included, without tiles and the data of the street map
MOST_TILES = 60  # requests for one view
RED = """() => {
  const canvas = document.querySelector(".camera-canvas");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  for (let at = 0; at < data.length; at += 4)
    if (data[at] === 200 && data[at + 1] === 16 && data[at + 2] === 46) return true;
  return false;
}"""
FLOATING = ".bar, .finder, .chip, .pill, .report, .locate, .share-open, .leaflet-bar, .map-attribution"


def test_a_public_chip_takes_circles_and_count_away(open_page):
    camera(43.7384, 7.4246, ownership="public")
    camera(43.7386, 7.4249, ownership="private")
    page = open_page(HERE)
    expect(count(page)).to_contain_text("2 cameras: 1 public, 1 private")
    assert wait_until(page, RED)
    page.get_by_role("button", name="Public").click()
    expect(count(page)).to_contain_text("1 camera: 1 private")
    assert wait_until(page, RED, expected=False)


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE, {"width": 320, "height": 568}])
@pytest.mark.parametrize("prefix", ["", "/fr"])
def test_no_two_controls_overlap(open_page, viewport, prefix):
    page = open_page(f"{prefix}{HERE}", viewport, locale="fr" if prefix else "en")
    expect(count(page)).to_contain_text("No camera" if not prefix else "Aucune")
    boxes = page.locator(FLOATING).evaluate_all(
        "all => all.filter(one => one.checkVisibility()).map(one => {"
        "const { x, y, width, height } = one.getBoundingClientRect();"
        "return [one.className, x, y, x + width, y + height]; })"
    )
    assert len(boxes) >= 8
    for (one, *a), (other, *b) in itertools.combinations(boxes, 2):
        apart = a[2] <= b[0] + 1 or b[2] <= a[0] + 1 or a[3] <= b[1] + 1 or b[3] <= a[1] + 1
        assert apart, f"{one} {a} lies on {other} {b}"


def test_the_keyboard_reaches_the_map_moves_it_and_opens_a_camera(open_page):
    made = camera(43.7384, 7.4246)
    page = open_page(HERE)
    expect(count(page)).to_contain_text("1 camera")
    before = page.locator(".map").screenshot()
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.matches('[data-js-map]')"):
            break
    assert page.evaluate("() => document.activeElement.matches('[data-js-map]:focus-visible')")
    assert page.locator(".map").screenshot() != before  # ring and crosshair
    page.keyboard.press("ArrowRight")
    assert wait_until(page, "() => Number(new URLSearchParams(location.search).get('lon')) > 7.4247")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=f"Camera {made.pk}")).to_be_focused()


def test_an_open_camera_is_not_under_its_card(open_page):
    made = camera(43.7375, 7.4246)
    page = open_page(f"{HERE}&camera={made.pk}", PHONE)
    expect(page.get_by_role("heading", name=f"Camera {made.pk}")).to_be_visible()
    assert wait_until(page, "() => Number(new URLSearchParams(location.search).get('lat')) < 43.7382")


def test_a_view_from_afar_asks_for_few_tiles(open_page):
    for number in range(40):
        camera(40 + number / 10, 5 + number / 7)
    page = open_page("/cameras")
    tiles = []
    page.on("request", lambda request: tiles.append(request.url) if "/tiles/" in request.url else None)
    page.goto("/?lat=44&lon=8&zoom=5")
    expect(count(page)).to_contain_text("40 cameras")
    page.wait_for_load_state("networkidle")
    assert 0 < len(tiles) <= MOST_TILES


@pytest.mark.parametrize(
    ("view", "suffix"),
    [("/?lat=44&lon=8&zoom=5", "countries-110m.json"), (HERE, "protomaps-leaflet.js")],
)
def test_the_page_is_light(open_page, view, suffix):
    page = open_page("/healthz")  # nothing of it is kept for the map
    sizes = {}

    def weigh(response):
        path = urlsplit(response.url).path
        if response.ok and not path.startswith(("/tiles", "/basemap")):
            sizes[path] = min(len(gzip.compress(response.body())), len(response.body()))

    page.on("response", weigh)
    page.goto(view)  # from afar with the outlines of the countries, from near with the streets
    expect(page.get_by_role("button", name="Share or embed")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert any(path.endswith(suffix) for path in sizes)
    assert any(path.endswith(".woff2") for path in sizes)
    assert sum(sizes.values()) <= LARGEST_PAGE, (sum(sizes.values()), sizes)
    assert page.context.cookies() == []


def test_filters_stand_in_the_address_and_survive_a_reload(open_page):
    camera(43.7384, 7.4246, shape="dome", operator="Ville")
    camera(43.7386, 7.4249, shape="fixed")
    page = open_page(HERE)
    expect(count(page)).to_contain_text("2 cameras")
    page.get_by_role("button", name="Filters").click()
    expect(page.get_by_role("heading", name="Filters")).to_be_focused()
    page.get_by_label("Shape").select_option("dome")
    expect(count(page)).to_contain_text("1 camera")
    page.reload()
    expect(count(page)).to_contain_text("1 camera")
    page.get_by_role("button", name="Filters: 1").click()
    page.get_by_role("button", name="Clear all filters").click()
    expect(count(page)).to_contain_text("2 cameras")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Filters")).to_be_focused()


def test_a_street_is_found_by_keyboard_and_nothing_typed_leaves(open_page):
    page = open_page("/")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    field = page.get_by_role("combobox", name="Find a place")
    field.press_sequentially("grimaldi")
    expect(page.get_by_role("option", name="Rue Grimaldi")).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", "find-0")
    page.keyboard.press("Enter")
    assert wait_until(
        page, "() => location.search.includes('zoom=17') && location.search.includes('lon=7.41')"
    )
    assert page.evaluate("() => document.activeElement.matches('[data-js-map]')")
    assert not [url for url in asked if "grimaldi" in url.lower()]


def test_a_view_can_be_shared_and_embedded(open_page):
    camera(43.7384, 7.4246)
    page = open_page(HERE)
    page.get_by_role("button", name="Share or embed").click()
    expect(page.locator("#share-link")).to_have_value(page.url)
    code = page.locator("#share-code").input_value()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Share or embed")).to_be_focused()
    page.goto(code.split('"')[1].replace("&amp;", "&"))
    expect(count(page)).to_contain_text("1 camera")
    expect(page.get_by_role("link", name="Contrechamp")).to_have_attribute("target", "_blank")
    assert page.context.cookies() == []


def test_the_page_names_beforehand_the_modules_that_it_loads_at_first(open_page):
    page = open_page("/about")
    loaded = []
    page.on("request", lambda request: loaded.append(urlsplit(request.url).path))
    page.goto("/?lat=44&lon=8&zoom=5")  # no streets here, so no worker that loads modules of its own
    expect(page.get_by_role("button", name="Share or embed")).to_be_visible()
    modules = page.locator("link[rel=modulepreload], script[type=module]")
    named = modules.evaluate_all("all => all.map(one => new URL(one.href || one.src).pathname)")
    ours = [path for path in loaded if path.startswith("/static/js/")]
    first = ours[: next(at for at, path in enumerate(ours) if path.endswith("/controls.js"))]
    assert set(named) == set(first)
    assert len(first) == len(set(first))
