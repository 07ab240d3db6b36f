"""The API as people read it: axe finds nothing, in the dark neither, and nothing is cut off at 320 px."""

import pytest

from areas.tests.builders import area
from cameras.tests.builders import camera
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_accessibility import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = [
    "/api/v1",
    "/api/v1/docs",
    "/api/v1/conformance",
    "/api/v1/collections",
    "/api/v1/collections/cameras",
    "/api/v1/collections/cameras/items",
    "/api/v1/collections/cameras/items/{id}",
    "/api/v1/collections/areas/items/MC",
    "/api/v1/nothing",
]


@pytest.fixture
def pages():
    made = camera(operator="Régie des transports de la principauté " * 6, direction="90")
    area("MC")
    return [path.format(id=made.pk) for path in PAGES]


def asked_in(language, path):
    return f"{path}?lang={language}" if path.endswith("docs") else f"{path}?f=html&lang={language}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing(open_page, pages, viewport, scheme):
    page = open_page("/about", viewport, color_scheme=scheme)
    results = {}
    for path in pages:
        page.goto(asked_in("fr", path))
        if path.endswith("docs"):
            page.get_by_text("Réponses").first.click()
        results[path] = violations(page)
    open_page.faults[:] = [fault for fault in open_page.faults if "404" not in fault]
    assert {path: faults for path, faults in results.items() if faults} == {}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_nothing_is_wider_than_a_small_phone(open_page, pages, language):
    page = open_page("/about", {"width": 320, "height": 568})
    for path in pages:
        page.goto(asked_in(language, path))
        assert page.evaluate("() => document.documentElement.scrollWidth") == 320, path
    open_page.faults[:] = [fault for fault in open_page.faults if "404" not in fault]
