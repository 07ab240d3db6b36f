"""A photo chosen in the form: small and empty before it leaves the browser, and shown to who sends it."""

import io

import pytest
from PIL import Image
from playwright.sync_api import expect

from reports.models import Photo, Report
from reports.photo_files import read
from reports.tests.pictures import CANARY, telling
from tests.browser.conftest import PHONE
from tests.browser.test_accessibility import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


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
    with page.expect_request(lambda request: request.method == "POST") as sending:
        page.get_by_role("button", name="Send the report").click()
    left = sending.value.post_data_buffer or b""
    assert CANARY not in left
    assert b"Exif" not in left
    expect(page.locator("main")).to_contain_text("Thank you")
    stored = Image.open(io.BytesIO(read(Photo.objects.get())))
    assert stored.size == (1067, 1600)
    assert Report.objects.count() == 1


def test_it_can_be_left_out_again(open_page, photos):
    page = open_page("/report?lat=43.7384&lon=7.4246&zoom=18", PHONE)
    choose(page)
    page.get_by_role("button", name="Leave the photo out").click()
    expect(page.get_by_alt_text("The photo you chose")).to_be_hidden()
    assert page.locator("#id_photo").evaluate("field => field.files.length") == 0
