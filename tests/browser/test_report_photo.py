"""A photo chosen in the form: small and empty before it leaves the browser, and shown to who sends it."""

import io

import pytest
from PIL import Image
from playwright.sync_api import expect

from reports.models import Photo, Report
from reports.photos.storage import read_photo
from reports.tests.pictures import CANARY, telling
from tests.browser.conftest import PHONE
from tests.browser.offline import API, FAILURES, stored_entries, wait_for_draft, wait_for_value
from tests.browser.test_accessibility import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SLOW = """() => {
  const paint = window.createImageBitmap;
  const released = new Promise((release) => { window.release = release; });
  window.createImageBitmap = async (...all) => { await released; return paint(...all); };
}"""
STORED_BYTES = """async () => {
  const store = await import("/static/js/offline/store.js");
  const files = (await store.all()).flatMap(({ files }) => files.map(([, file]) => file.text()));
  return (await Promise.all(files)).join("");
}"""


@pytest.fixture
def photos(settings, tmp_path):
    settings.REPORTS_PHOTOS, settings.MEDIA_ROOT = True, tmp_path


def choose(page):
    """On the last of the three steps."""
    page.get_by_role("button", name="The pin is right").click()
    page.get_by_label("Public").check(force=True)
    page.get_by_role("button", name="Continue").click()
    sent = telling("JPEG", orientation=6, size=(3000, 2000))
    page.locator("#id_photo").set_input_files({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": sent})


def test_it_leaves_the_browser_small_upright_and_without_place(open_page, photos):
    page = open_page("/report?lat=43.7384&lon=7.4246&zoom=18", PHONE)
    choose(page)
    expect(page.locator("[data-js-photo-status]")).to_contain_text("1067 × 1600 pixels")
    expect(page.get_by_alt_text("The photo you chose")).to_be_visible()
    assert violations(page) == []
    page.locator("#id_terms").check()
    page.get_by_role("button", name="Send the report").click()
    expect(page.locator("main")).to_contain_text("Thank you")
    stored = Image.open(io.BytesIO(read_photo(Photo.objects.get())))
    assert stored.size == (1067, 1600)
    assert Report.objects.count() == 1


def test_it_can_be_left_out_again(open_page, photos):
    page = open_page("/report?lat=43.7384&lon=7.4246&zoom=18", PHONE)
    choose(page)
    page.get_by_role("button", name="Leave the photo out").click()
    expect(page.get_by_alt_text("The photo you chose")).to_be_hidden()
    assert page.locator("#id_photo").evaluate("field => field.files.length") == 0


def test_sent_before_it_is_painted_it_waits_and_its_original_stays_here(open_page, photos):
    open_page.expected = FAILURES
    page = open_page("/report?lat=43.7384&lon=7.4246&zoom=18", PHONE)
    page.evaluate(SLOW)
    choose(page)
    page.locator("#id_terms").check()
    wait_for_draft(page)
    assert [(one["state"], one["files"]) for one in stored_entries(page)] == [("draft", 0)]
    asked = []
    page.route(API, lambda route: (asked.append(route), route.abort()))
    page.get_by_role("button", name="Send the report").click()
    page.get_by_role("button", name="Send the report").click()
    assert [one["state"] for one in stored_entries(page)] == ["draft"]
    page.evaluate("() => window.release()")
    expect(page.get_by_role("heading", name="Kept on this device")).to_be_visible()
    assert len(asked) == 1
    assert [(one["state"], one["files"]) for one in stored_entries(page)] == [("waiting", 1)]
    assert CANARY.decode() not in page.evaluate(STORED_BYTES)
    page.unroute(API)
    page.get_by_role("button", name="Send now").click()
    expect(page.locator("main")).to_contain_text("Thank you")
    assert Photo.objects.count() == 1


def test_the_draft_holds_the_painted_photo_alone(open_page, photos):
    page = open_page("/report?lat=43.7384&lon=7.4246&zoom=18", PHONE)
    page.evaluate(SLOW)
    choose(page)
    wait_for_draft(page)
    assert page.evaluate(STORED_BYTES) == ""
    page.evaluate("() => window.release()")
    wait_for_value(page, f"() => ({STORED_BYTES})().then(bytes => bytes.length > 0)", True)
    assert CANARY.decode() not in page.evaluate(STORED_BYTES)


def test_what_the_browser_cannot_paint_is_sent_as_it_is(open_page, photos):
    page = open_page("/report?lat=43.7384&lon=7.4246&zoom=18", PHONE)
    page.evaluate("() => { window.createImageBitmap = () => Promise.reject(new Error()); }")
    choose(page)
    expect(page.locator("[data-js-photo-status]")).to_contain_text("cleaned when it arrives")
    page.locator("#id_terms").check()
    page.get_by_role("button", name="Send the report").click()
    expect(page.locator("main")).to_contain_text("Thank you")
    assert CANARY not in read_photo(Photo.objects.get())
