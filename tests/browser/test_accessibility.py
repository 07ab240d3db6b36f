"""axe-core finds nothing on any page, at both sizes and in both languages; nothing is cut off at 320 px."""

from pathlib import Path

import pytest

from cameras.tests.builders import camera
from reports.tests.people import alice, report
from tests.browser.conftest import DESKTOP, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
PAGES = [
    "/",
    "/cameras",
    "/cameras/{id}",
    "/data",
    "/about",
    "/privacy",
    "/help",
    "/embed",
    "/cameras?shape=dome",
    "/report",
    "/report?kind=correction&camera={id}",
    "/my-reports",
    "/offline",
    "/accounts/login/",
    "/nothing",
]
STAFF = [
    "/moderation",
    "/moderation?state=held",
    "/moderation/{reference}",
    "/moderation/mine",
    "/moderation/bulk",
]


def violations(page):
    page.wait_for_load_state("networkidle")
    page.evaluate(AXE.read_text())
    results = page.evaluate("() => axe.run().then(result => result.violations)")
    return [(one["id"], [node["target"] for node in one["nodes"]]) for one in results]


@pytest.fixture
def fill():
    made = camera(
        operator="Régie des transports de la principauté " * 6,
        ownership="public",
        shape="dome",
        direction="90",
    )
    waiting = report(latitude="43.75", note="On the wall")
    return lambda path: path.format(id=made.pk, reference=waiting.reference)


def log_in(page):
    page.goto("/accounts/login/")
    page.locator("#id_login").fill("alice")
    page.locator("#id_password").fill("Alice's long password")
    page.keyboard.press("Enter")
    page.wait_for_selector("#queue-title")


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("prefix", ["", "/fr"], ids=["english", "french"])
def test_axe_finds_nothing(open_page, fill, viewport, prefix):
    page = open_page("/cameras", viewport)
    results = {}
    for path in PAGES:
        page.goto(prefix + fill(path))
        results[path] = violations(page)
    alice()
    log_in(page)
    for path in STAFF:
        page.goto(prefix + fill(path))
        results[path] = violations(page)
    open_page.faults[:] = [fault for fault in open_page.faults if "404" not in fault]
    assert {path: faults for path, faults in results.items() if faults} == {}


@pytest.mark.parametrize("prefix", ["", "/fr"], ids=["english", "french"])
def test_nothing_is_wider_than_a_small_phone(open_page, fill, prefix):
    page = open_page("/cameras", {"width": 320, "height": 568})
    alice()
    log_in(page)
    for path in PAGES + STAFF:
        page.goto(prefix + fill(path))
        assert page.evaluate("() => document.documentElement.scrollWidth") == 320, path
    open_page.faults[:] = [fault for fault in open_page.faults if "404" not in fault]


def test_the_bar_becomes_a_menu_before_its_words_meet_the_edge(open_page):
    page = open_page("/fr/about", locale="fr")
    for width in (720, 899, 900, 1024):
        page.set_viewport_size({"width": width, "height": 700})
        count = "one => { one.hidden = false; one.textContent = 12; }"
        page.locator("[data-js-device-count]").first.evaluate(count)
        assert page.evaluate("() => document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_states_of_the_map(open_page, fill, scheme):
    page = open_page("/", color_scheme=scheme)
    results = {}

    def check(state):
        results[state] = violations(page)

    page.get_by_role("button", name="Filters").click()
    check("filters")
    page.keyboard.press("Escape")
    page.get_by_role("combobox").press_sequentially("rue")
    page.get_by_role("option").first.wait_for()
    check("places found")
    page.get_by_role("button", name="Share or embed").click()
    check("share")
    page.goto(fill("/?camera={id}"))
    page.locator("[data-js-camera-card]").wait_for()
    check("camera open")
    assert {state: faults for state, faults in results.items() if faults} == {}


def test_axe_finds_nothing_in_the_dark(open_page, fill):
    page = open_page("/about", color_scheme="dark")
    results = {}
    for path in PAGES:
        page.goto(fill(path))
        results[path] = violations(page)
    open_page.faults[:] = [fault for fault in open_page.faults if "404" not in fault]
    assert {path: faults for path, faults in results.items() if faults} == {}


def test_nothing_is_cut_at_twice_the_text_size(open_page, fill):
    page = open_page("/about", {"width": 640, "height": 800})
    for path in PAGES:
        page.goto(fill(path))
        page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }")
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 640, path
    open_page.faults[:] = [fault for fault in open_page.faults if "404" not in fault]


def test_who_wants_less_motion_gets_none(open_page):
    page = open_page("/", reduced_motion="reduce")
    assert page.locator(".leaflet-zoom-anim").count() == 0


def test_forced_colours_keep_the_signs(open_page):
    page = open_page("/", forced_colors="active")
    mark = page.locator(".chip .mark-public").first
    assert mark.evaluate("one => getComputedStyle(one).color") == "rgb(200, 16, 46)"


def test_the_list_on_paper_is_a_survey_sheet(open_page, fill):
    page = open_page(fill("/cameras"))
    page.emulate_media(media="print")
    assert page.locator(".row-survey").first.is_visible()
    assert not page.locator(".bar").is_visible()
