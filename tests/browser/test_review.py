"""The review screen as moderators work it: by keyboard, two at once, while reporters change their mind."""

import re

import pytest
from playwright.sync_api import expect

from cameras.models import Camera
from cameras.tests.builders import camera
from reports import decisions
from reports.models import Report
from reports.reporter import actions
from reports.review.queue_page import PAGE_SIZE
from reports.tests.people import alice, moderator, report, submission
from tests.browser.conftest import PHONE
from tests.browser.test_accessibility import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def sign_in(open_page):
    """Somebody's own browser, at the review screen."""

    def sign_in(name, path="/moderation", **options):
        page = open_page(f"/accounts/login/?next={path}", **options)
        page.locator("#id_login").fill(name)
        page.locator("#id_password").fill("Alice's long password")
        page.keyboard.press("Enter")
        expect(page.locator("#queue-title")).to_be_visible()
        return page

    yield sign_in
    open_page.faults[:] = [fault for fault in open_page.faults if "409" not in fault and "422" not in fault]


def at(page, one):
    expect(page.get_by_role("heading", name=re.compile(one.reference))).to_be_visible()
    expect(page.locator("[data-js-keys]").or_(page.locator(".decided"))).to_be_visible()


def status(one):
    return Report.objects.get(pk=one.pk).status


def test_the_whole_queue_is_worked_by_keyboard_alone(sign_in):
    alice()
    known = camera(43.7502, 7.4246)
    plain, spam, twice, odd, asked, edited = (
        report(latitude=43.70), report(latitude=43.71), report(latitude=43.75, acknowledged=[known.pk]),
        report(latitude=43.72), report(latitude=43.73), report(latitude=43.74),
    )  # fmt: skip
    page = sign_in("alice")
    at(page, plain)
    page.keyboard.press("a")
    at(page, spam)
    page.keyboard.press("r")
    page.keyboard.press("6")
    page.keyboard.press("Enter")
    at(page, twice)
    page.keyboard.press("d")
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    at(page, odd)
    page.keyboard.press("h")
    page.keyboard.type("looks odd a r z")
    page.keyboard.press("Enter")
    at(page, asked)
    page.keyboard.press("q")
    page.keyboard.type("Which wall?")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    at(page, edited)
    page.keyboard.press("e")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+A")
    page.keyboard.type("Banque")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Nothing is waiting")).to_be_visible()
    results = [status(one) for one in (plain, spam, twice, odd, asked, edited)]
    assert results == ["approved", "rejected", "merged", "held", "needs_info", "approved"]
    assert Camera.objects.filter(operator="Banque").exists()


def test_z_takes_the_last_decision_back_and_says_so(sign_in):
    alice()
    first, second = report(), report(latitude=44)
    page = sign_in("alice")
    at(page, first)
    page.keyboard.press("a")
    at(page, second)
    expect(page.locator("[data-js-live]")).to_contain_text("approved")
    page.keyboard.press("z")
    at(page, first)
    assert status(first) == "reverted"
    assert not Camera.objects.published().exists()


def test_keys_are_letters_while_somebody_writes_and_can_be_switched_off(sign_in):
    alice()
    one, other = report(), report(latitude=44)
    page = sign_in("alice")
    at(page, one)
    page.keyboard.press("q")
    page.keyboard.type("a")
    expect(page.locator("#id_question")).to_have_value("a")
    assert status(one) == "pending"
    page.reload()
    at(page, one)
    page.locator("[data-js-keys-on]").uncheck()
    for key in ("a", "r", "d", "j", "z"):
        page.keyboard.press(key)
    at(page, one)
    assert status(one) == "pending"
    page.locator("[data-js-keys-on]").check()
    page.keyboard.press("j")
    at(page, other)


def test_j_and_k_go_over_the_border_of_a_page(sign_in):
    alice()
    reports = [report(latitude=-60 + n) for n in range(PAGE_SIZE + 1)]
    page = sign_in("alice", f"/moderation/{reports[-2].reference}")
    at(page, reports[-2])
    page.keyboard.press("j")
    at(page, reports[-1])
    expect(page.locator(".queue-list a")).to_have_count(1)
    page.keyboard.press("k")
    at(page, reports[-2])
    expect(page.locator(".queue-list a")).to_have_count(PAGE_SIZE)
    page.get_by_role("link", name="Next ones").click()
    at(page, reports[-1])
    page.keyboard.press("a")
    at(page, reports[0])  # behind the last one the queue begins again


def test_two_moderators_one_report(sign_in):
    """One decides; the other sees who, what and when, and keeps what was typed."""
    alice(), moderator("amina")
    one = report()
    hers, his = sign_in("alice"), sign_in("amina")
    at(hers, one)
    at(his, one)
    his.reload()
    expect(his.locator("[data-js-looking]")).to_contain_text("alice is looking")
    his.keyboard.press("e")
    his.locator("[name=edit-operator]").fill("Typed by Amina")
    hers.keyboard.press("r")
    hers.keyboard.press("1")
    hers.keyboard.press("Enter")
    expect(hers.get_by_role("heading", name="Nothing is waiting")).to_be_visible()
    his.get_by_role("button", name="Approve with these changes").click()
    conflict = his.locator("[data-js-conflict]")
    expect(conflict).to_contain_text("Refused by alice")
    expect(conflict).to_contain_text("Typed by Amina")
    expect(conflict).to_be_focused()
    assert not Camera.objects.exists()


def test_the_reporter_amends_while_the_moderator_looks(sign_in):
    """I6: the decision is about what was seen; the page shows what it says now."""
    alice()
    one = report()
    page = sign_in("alice")
    at(page, one)
    actions.amend(one, submission(operator="Amended"), version=1)
    page.keyboard.press("a")
    expect(page.locator("[data-js-conflict]")).to_contain_text("changed while you were looking")
    expect(page.locator(".comparison").last).to_contain_text("Amended")
    expect(page.locator(".steps")).to_contain_text("Changed by the reporter")
    page.keyboard.press("a")
    expect(page.get_by_role("heading", name="Nothing is waiting")).to_be_visible()
    assert Camera.objects.get().operator == "Amended"


def test_an_open_page_says_that_its_report_has_changed(sign_in):
    alice()
    one = report()
    page = sign_in("alice")
    at(page, one)
    actions.amend(one, submission(operator="Amended"), version=1)
    page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("[data-js-looking]")).to_contain_text("has changed since you opened it")


def test_a_tap_on_the_map_moves_the_pin_while_editing(sign_in):
    alice()
    one = report()
    page = sign_in("alice")
    at(page, one)
    page.keyboard.press("e")
    page.locator("[data-js-map]").click(position={"x": 60, "y": 200})
    expect(page.locator("[data-js-edit-longitude]")).not_to_have_value("7.4246")
    page.get_by_role("button", name="Approve with these changes").click()
    expect(page.get_by_role("heading", name="Nothing is waiting")).to_be_visible()
    assert Camera.objects.get().longitude < 7.4246


@pytest.mark.parametrize("options", [{}, {"viewport": PHONE}], ids=["desktop", "phone"])
def test_axe_finds_nothing_in_any_state(sign_in, options):
    by = alice()
    known = camera(43.7385, 7.4246, operator="Régie des transports de la principauté " * 4)
    one = report(acknowledged=[known.pk])
    held, decided = report(latitude=44), report(latitude=45)
    decisions.hold(held, by=by, version=1, reason="odd")
    decisions.approve(decided, by=by, version=1)
    page = sign_in("alice", **options)
    results = {}
    for verb in ("reject", "edit", "merge", "ask", "hold"):
        page.locator(f"[data-js-verb={verb}] > summary").click()
        results[verb] = violations(page)
        page.locator(f"[data-js-verb={verb}] > summary").click()
    for name, path in {
        "held": held.reference, "decided": decided.reference, "mine": "mine", "bulk": "bulk",
    }.items():  # fmt: skip
        page.goto(f"/moderation/{path}")
        results[name] = violations(page)
    page.goto(f"/moderation/{one.reference}")
    decisions.reject(one, by=by, version=1, reason="spam")
    page.locator("[data-js-verb=ask] > summary").click()
    page.locator("#id_question").fill("Where?")
    page.get_by_role("button", name="Send the question").click()
    expect(page.locator("[data-js-conflict]")).to_be_visible()
    results["conflict"] = violations(page)
    assert {name: faults for name, faults in results.items() if faults} == {}


def test_everything_works_without_javascript(sign_in):
    alice()
    first, second = report(), report(latitude=44)
    page = sign_in("alice", java_script_enabled=False)
    page.locator("summary", has_text="Refuse").click()
    page.get_by_label("It is advertising or a joke").check()
    page.get_by_role("button", name="Refuse the report").click()
    expect(page.locator("main")).to_contain_text(second.reference)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", name=re.compile(first.reference))).to_be_visible()
    assert status(first) == "pending"
