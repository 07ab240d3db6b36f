"""Report, review, map, GeoJSON: the whole path as three people walk it."""

import re

import pytest
from playwright.sync_api import expect

from cameras.models import Camera
from cameras.tests.builders import camera
from reports.tests.people import alice
from tests.browser.conftest import DESKTOP, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ITEMS = "/api/v1/collections/cameras/items"


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_bob_reports_alice_approves_everyone_sees(open_page, viewport):
    camera(43.7382, 7.4240, ownership="private")
    alice()

    bob = open_page("/?lat=43.7384&lon=7.4246&zoom=18", viewport)
    expect(bob.locator("[data-js-count]")).to_contain_text("1 camera")
    bob.get_by_role("link", name="Report a camera").click()
    expect(bob.locator("#id_latitude")).to_have_value(re.compile(r"^43\.738"))
    bob.get_by_role("button", name="The pin is right").click()
    bob.get_by_label("Public").check(force=True)
    bob.get_by_label("Dome").check(force=True)
    bob.get_by_role("button", name="Continue").click()
    bob.locator("#id_terms").check()
    bob.get_by_role("button", name="Send the report").click()
    expect(bob.locator("main")).to_contain_text("Your report has arrived.")
    reference = re.search(r"R-\w{4}-\w{4}", bob.locator("main").inner_text()).group()
    assert bob.context.cookies() == []

    someone = open_page(f"{ITEMS}?f=json")  # a browser is shown a page otherwise
    assert '"numberMatched":1' in someone.content().replace(" ", "")

    moderator = open_page("/moderation", viewport)
    moderator.get_by_label("Login").fill("alice")
    moderator.get_by_label("Password").fill("Alice's long password")
    moderator.get_by_role("button", name="Sign in").click()
    expect(moderator.get_by_role("heading", name=re.compile(reference))).to_be_visible()
    moderator.get_by_role("button", name="Approve").click()
    expect(moderator.locator("main")).to_contain_text("approved")

    made = Camera.objects.latest("pk")
    everyone = open_page(f"/?lat={made.latitude}&lon={made.longitude}&zoom=18", viewport)
    expect(everyone.locator("[data-js-count]")).to_contain_text("2 cameras")
    someone.reload()
    assert f'"id":{made.pk}' in someone.content().replace(" ", "")

    bob.reload()
    expect(bob.locator("main")).to_contain_text("Approved")


def test_bob_has_no_javascript(open_page):
    camera(43.7382, 7.4240)
    page = open_page("/", java_script_enabled=False)
    page.get_by_role("link", name="List of cameras").click()
    expect(page.locator("main")).to_contain_text("Camera")
    page.goto("/report")
    page.locator("#id_latitude").fill("43,8")
    page.locator("#id_longitude").fill("200")
    page.get_by_label("Private").check(force=True)
    page.locator("#id_terms").check()
    page.get_by_role("button", name="Send the report").click()
    expect(page.locator("#id_latitude")).to_have_value("43,8")
    expect(page.locator("main")).to_contain_text("Degrees here lie between")
    page.locator("#id_longitude").fill("7,4")
    page.get_by_role("button", name="Send the report").click()
    expect(page.locator("main")).to_contain_text(re.compile(r"R-\w{4}-\w{4}"))
    open_page.faults.clear()  # the browser logs that the first answer was a 422
