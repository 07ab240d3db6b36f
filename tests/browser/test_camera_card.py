"""A camera's card on the map, its page and its line in the list say the same, and the list marks the map."""

import pytest
from playwright.sync_api import expect

from cameras.tests.builders import camera, dataset
from tests.browser.conftest import PHONE
from tests.browser.test_map import HERE, count, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "Direction interdépartementale de la protection et de la tranquillité publiques " * 3
TEXT = "one => [...one.querySelectorAll('h1, dt, dd, .tag, .source')].map(part => part.innerText.trim())"
# As somebody looking around makes them, from within the page: on a slow machine too the rests are short.
THREE_SWIPES = """async () => {
  const map = document.querySelector("[data-js-map]");
  const fire = (kind, clientX) => map.dispatchEvent(
    new MouseEvent(kind, { clientX, clientY: 420, bubbles: true, cancelable: true, view: window }));
  for (let swipe = 0; swipe < 3; swipe++) {
    fire("mousedown", 330);
    for (let x = 330; x >= 60; x -= 30) fire("mousemove", x);
    fire("mouseup", 60);
    await new Promise((go) => setTimeout(go, 120));
  }
}"""
NARROW = {"width": 320, "height": 568}


def full_camera(**values):
    source = dataset("osm", attribution="© OpenStreetMap contributors")
    defaults = {"operator": "Ville & <b>Cie</b>", "shape": "dome", "direction": "135", "dataset": source}
    return camera(43.7384, 7.4246, **(defaults | values))


def test_the_card_and_the_page_without_javascript_say_the_same(open_page):
    made = full_camera()
    card = open_page(f"{HERE}&camera={made.pk}").locator("[data-js-sheet] [data-js-camera-card]")
    expect(card.get_by_role("heading")).to_be_focused()
    page = open_page(f"/cameras/{made.pk}", java_script_enabled=False).locator("[data-js-camera-card]")
    assert card.evaluate(TEXT) == page.evaluate(TEXT)
    assert "Ville & <b>Cie</b>" in card.inner_text()


def test_its_operator_leads_to_all_of_theirs(open_page):
    made = full_camera()
    camera(43.74, 7.42, operator="Somebody else")
    page = open_page(f"/cameras/{made.pk}")
    page.get_by_role("link", name="Ville & <b>Cie</b>").click()
    expect(page.locator("ol.cameras > li")).to_have_count(1)
    expect(page.locator("ol.cameras")).to_contain_text(f"Camera {made.pk}")


def test_long_names_wrap_on_a_small_phone(open_page):
    made = full_camera(operator=LONG[:255])
    for path in (f"/cameras/{made.pk}", f"{HERE}&camera={made.pk}", "/cameras"):
        page = open_page(path, NARROW)
        expect(page.get_by_text(LONG[:60]).first).to_be_visible()
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 320, path


def test_the_closed_card_gives_the_focus_back(open_page):
    made = full_camera()
    page = open_page(HERE)
    expect(count(page)).to_contain_text("1 camera")
    page.locator("[data-js-map]").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=f"Camera {made.pk}")).to_be_focused()
    page.locator("[data-js-sheet]").get_by_role("button", name="Close").click()
    assert page.evaluate("() => document.activeElement.matches('[data-js-map]')")


def test_the_live_region_says_the_count_once_after_the_map_stopped(open_page):
    camera(43.7384, 7.4246)
    page = open_page(HERE, PHONE)
    expect(page.locator("[data-js-live]")).to_contain_text("1 camera")
    page.evaluate("""() => {
      window.announcements = [];
      const region = document.querySelector("[data-js-live]");
      const listen = () => window.announcements.push(region.textContent);
      new MutationObserver(listen).observe(region, { childList: true });
    }""")
    page.evaluate(THREE_SWIPES)
    assert wait_until(page, "() => window.announcements.length > 0")
    assert page.evaluate("() => window.announcements") == ["No camera in view"]


def test_a_line_of_the_list_with_the_focus_is_marked_on_its_map(open_page):
    first, second = camera(43.7384, 7.4246), camera(43.7390, 7.4255)
    page = open_page("/cameras")
    marks = page.locator(".list-map .list-mark")
    expect(marks).to_have_count(2)
    ring = page.locator(".list-map path")
    expect(ring).to_have_count(0)
    page.get_by_role("link", name=f"Camera {first.pk}").focus()
    expect(ring).to_have_count(1)
    before = ring.bounding_box()
    page.get_by_role("link", name=f"Camera {second.pk}").focus()
    assert ring.bounding_box() != before


def test_the_survey_sheet_has_the_map(open_page):
    camera(43.7384, 7.4246)
    page = open_page("/cameras")
    expect(page.locator(".list-map .list-mark")).to_have_count(1)
    page.emulate_media(media="print")
    assert page.locator(".list-map").is_visible()
    assert page.locator(".row-survey").is_visible()
