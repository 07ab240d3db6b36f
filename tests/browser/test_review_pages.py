"""The pages round the review, as people see them: axe finds nothing, and nothing is cut off."""

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import caches
from django.test import Client
from playwright.sync_api import expect

from accounts.models import User
from cameras.tests.builders import camera
from reports import decisions
from reports.intake.receive import submit, tracking_secret
from reports.models import Report
from reports.problems.types import PROBLEMS
from reports.reporter import actions
from reports.reporter.confirmations import confirm
from reports.tests.people import alice, charlie, report, submission
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_accessibility import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDER = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture
def open_as(open_page, live_server):
    """A page of somebody's browser; nobody's when no name is given."""
    open_page.expected = ("404", "409", "422")

    def open_as(user, path="/"):
        page = open_page("/about")
        if user:
            client = Client()
            client.force_login(user)
            value = client.cookies["sessionid"].value
            page.context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])
        page.goto(path)
        return page

    return open_as


def check(page, *paths):
    """Each as it is now (no path) or at an address, on a phone and on a desk."""
    for path in paths or (None,):
        for size in (PHONE, DESKTOP):
            page.set_viewport_size(size)
            if path:
                page.goto(path)
            expect(page.locator("h1").first).to_be_visible()
            assert violations(page) == [], (path or page.url, size)
            assert not page.evaluate(WIDER), (path or page.url, size)


def test_what_everybody_may_read(open_as):
    report()
    page = open_as(None)
    names = [f"/problems/{name}" for name in PROBLEMS]
    check(page, "/transparency", "/fr/transparency", "/problems", names[0], f"/fr{names[-1]}")


def test_dora_objects(open_as):
    known = camera()
    page = open_as(None, f"/objection?camera={known.pk}")
    check(page)
    page.get_by_role("button", name="Send").last.click()
    check(page)  # with its mistakes
    page.locator("[name=kind]").first.check()
    page.locator("[name=text]").fill("This is my window")
    page.get_by_role("button", name="Send").last.click()
    expect(page.locator("main")).to_contain_text("O-")
    check(page)


def test_bob_follows_his_report_through_every_state(open_as):
    by, addresses = alice(), {}
    known = camera(44.0, 7.0)

    def sent(name, latitude, **fields):
        sent_report = submission(latitude=latitude, **fields)
        addresses[name] = f"/report/status/{tracking_secret(sent_report.client_token)}"
        return submit(sent_report)[0]

    sent("pending", 45)
    decisions.hold(sent("held", 46), by=by, version=1, reason="odd")
    decisions.ask(sent("asked", 47), by=by, version=1, question="Which wall?")
    decisions.approve(sent("approved", 48), by=by, version=1)
    decisions.reject(sent("refused", 49), by=by, version=1, reason="spam", public_reason="An advertisement.")
    decisions.merge(sent("merged", 44.5), by=by, version=1, into=known)
    actions.withdraw(sent("withdrawn", 50), version=1)
    actions.erase(sent("erased", 51), version=1)
    undone = sent("taken back", 52)
    decisions.approve(undone, by=by, version=1)
    decisions.revert(undone, by=by, version=2)
    Report.objects.filter(pk=sent("expired", 53).pk).update(status="expired")
    page = open_as(None)
    check(page, *addresses.values())
    page.goto(addresses["asked"])
    page.locator("[name=text], textarea").first.fill(" ")
    page.get_by_role("button", name="Send the answer").click()
    expect(page.locator("[aria-invalid=true]").first).to_be_visible()
    check(page)  # with its mistake
    page.goto(addresses["pending"] + "/amend")
    check(page)


def test_charlie_has_an_account(open_as):
    who = charlie()
    one = report()
    Report.objects.filter(pk=one.pk).update(reporter=who)
    page = open_as(who)
    check(page, "/account", f"/account/{one.reference}", f"/account/{one.reference}/amend", "/audit")
    page.goto("/account")
    page.get_by_role("link", name=one.reference).click()
    page.get_by_text("Withdraw the report").click()
    page.get_by_role("button", name="Yes, withdraw it").click()
    expect(page.locator("main")).to_contain_text("You took this report back")
    assert Report.objects.get().status == "withdrawn"


def test_alice_keeps_order(open_as):
    by, gone = alice(), camera()
    confirm(gone, by="b" * 64, kind="gone")
    removal = report(kind="removed", camera=gone.pk)
    taken_down = camera(44.0, 7.0)
    decisions.approve(report(kind="removed", camera=taken_down.pk), by=by, version=1)
    again = report(latitude=44.0, longitude=7.0, contact="bob@example.org")
    page = open_as(by)
    check(
        page, "/moderation/restrictions", f"/moderation/senders/{again.reference}", "/moderation/mine",
        "/moderation/bulk", "/moderation/objections", "/audit", "/moderation?kind=duplicate",
        f"/moderation/{removal.reference}", f"/moderation/{again.reference}",
    )  # fmt: skip
    page.goto(f"/moderation/{removal.reference}")
    expect(page.locator(".evidence")).to_contain_text("Said to be gone")
    page.goto(f"/moderation/{again.reference}")
    page.get_by_label(f"Camera {taken_down.pk} stands again").check()
    page.get_by_role("button", name="Approve").first.click()
    expect(page.locator("[data-js-message]").or_(page.locator(".notice")).first).to_contain_text("approved")
    taken_down.refresh_from_db()
    assert taken_down.status == "active"


def test_the_table_of_many_is_a_list_of_cards_on_a_phone(open_as):
    report(), report(latitude=44)
    page = open_as(alice())
    page.set_viewport_size(PHONE)
    page.goto("/moderation/bulk")
    page.get_by_label("Tick all").check()
    boxes = page.locator("[name=report]")
    assert [boxes.nth(n).is_checked() for n in range(2)] == [True, True]
    row = page.locator(".bulk-table tbody tr").first
    event, when = (row.locator(name).bounding_box() for name in (".bulk-what", ".bulk-when"))
    assert event["y"] >= when["y"] + when["height"] - 1  # under it, not beside


def test_what_is_opened_on_a_phone_comes_into_view(open_as):
    """The buttons stick to the bottom: a form that opens under the fold would not be seen."""
    one = report()
    page = open_as(alice())
    page.set_viewport_size(PHONE)
    page.goto(f"/moderation/{one.reference}")
    page.keyboard.press("e")
    first = page.locator("[data-js-verb=edit] select").first
    expect(first).to_be_focused()
    expect(first).to_be_in_viewport()
    assert not page.evaluate(WIDER)
    assert violations(page) == []


def test_alice_sets_up_a_second_factor_and_signs_in_with_it(open_page, settings):
    settings.STAFF_MFA_REQUIRED = True
    open_page.expected = ("400", "422")
    caches["files"].clear()
    alice()
    page = open_page("/accounts/login/?next=/moderation")
    check(page)
    log_in(page)
    secret = page.locator("code.key").text_content().strip()
    check(page)
    page.locator("#id_code").fill("000000")
    page.keyboard.press("Enter")
    check(page)  # with its mistake
    secret = page.locator("code.key").text_content().strip()
    page.locator("#id_code").fill(code_for(secret))
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    check(page)
    check(page, "/accounts/2fa/", "/accounts/2fa/recovery-codes/", "/accounts/password/change/")
    page.context.clear_cookies()
    caches["files"].clear()
    page.goto("/accounts/login/?next=/moderation")
    log_in(page)
    check(page)
    page.locator("#id_code").fill(code_for(secret, 1))
    page.keyboard.press("Enter")
    expect(page.locator("#queue-title")).to_be_visible()
    assert User.objects.get().last_login


def log_in(page):
    page.locator("#id_login").fill("alice")
    page.locator("#id_password").fill("Alice's long password")
    page.keyboard.press("Enter")
    page.wait_for_url("**/2fa/**")


def code_for(secret, steps=0):
    """What the app would show; `steps` ahead, because a code is good once."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))
