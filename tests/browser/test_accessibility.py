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
    "/report",
    "/report?kind=correction&camera={id}",
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
    found = page.evaluate("() => axe.run().then(result => result.violations)")
    return [(one["id"], [node["target"] for node in one["nodes"]]) for one in found]


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
    found = {}
    for path in PAGES:
        page.goto(prefix + fill(path))
        found[path] = violations(page)
    alice()
    log_in(page)
    for path in STAFF:
        page.goto(prefix + fill(path))
        found[path] = violations(page)
    open_page.faults[:] = [fault for fault in open_page.faults if "404" not in fault]
    assert {path: faults for path, faults in found.items() if faults} == {}


@pytest.mark.parametrize("prefix", ["", "/fr"], ids=["english", "french"])
def test_nothing_is_wider_than_a_small_phone(open_page, fill, prefix):
    page = open_page("/cameras", {"width": 320, "height": 568})
    alice()
    log_in(page)
    for path in PAGES + STAFF:
        page.goto(prefix + fill(path))
        assert page.evaluate("() => document.documentElement.scrollWidth") == 320, path
    open_page.faults[:] = [fault for fault in open_page.faults if "404" not in fault]
