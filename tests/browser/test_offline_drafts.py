"""What Bob types is kept on his device at every change, until it is sent or he deletes it."""

import pytest
from playwright.sync_api import expect

from cameras.tests.builders import camera
from reports.models import Report
from tests.browser.offline import (
    FAILURES,
    FORM,
    THANKS,
    fill_in,
    installed,
    send,
    stored_entries,
    the_only_report,
    to_the_end,
    wait_for_draft,
    wait_for_route,
    wait_for_value,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def only_the_network_fails(open_page):
    open_page.expected = FAILURES


class TestDrafts:
    def test_closing_the_page_keeps_it(self, open_page):
        page = open_page(FORM)
        fill_in(page)
        wait_for_draft(page)
        page.goto("/about")
        page.goto("/report")
        page.get_by_role("link", name="Continue").click()
        expect(page.locator("#id_note")).to_have_value("On the lamp post")
        expect(page.locator("#id_latitude")).to_have_value("43.7384")
        send(page)
        expect(page.locator("main")).to_contain_text(THANKS)
        the_only_report()
        assert stored_entries(page) == []

    def test_what_is_typed_in_the_moment_of_leaving_is_kept(self, open_page):
        page = open_page(FORM)
        fill_in(page)
        wait_for_draft(page)
        page.evaluate("""() => {
          const note = document.querySelector("#id_note");
          note.value = "On the lamp post, high up";
          note.dispatchEvent(new Event("input", { bubbles: true }));
          location.href = "/about";
        }""")
        page.wait_for_url("**/about")
        assert "On the lamp post, high up" in str(stored_entries(page))

    def test_what_is_typed_before_the_page_is_ready(self, open_page):
        page = open_page("/about")
        routes = []
        page.route("**/offline/form.js", lambda route: routes.append(route))
        page.goto(FORM, wait_until="commit")
        fill_in(page)
        wait_for_value(page, "() => document.readyState", "complete")
        wait_for_route(page, routes).continue_()
        wait_for_draft(page)
        assert [one["fields"]["note"] for one in stored_entries(page)] == ["On the lamp post"]

    def test_it_can_be_deleted(self, open_page):
        page = open_page(FORM)
        fill_in(page)
        wait_for_draft(page)
        page.goto("/report")
        page.get_by_role("button", name="Delete").click()
        expect(page.get_by_role("link", name="Continue")).to_be_hidden()
        page.reload()
        expect(page.get_by_role("button", name="The pin is right")).to_be_visible()
        assert stored_entries(page) == []

    def test_who_only_looks_keeps_nothing(self, open_page):
        page = open_page(FORM)
        page.goto("/about")
        page.goto("/my-reports")
        expect(page.locator("[data-js-device-empty]")).to_be_visible()
        assert page.evaluate("() => indexedDB.databases().then(all => all.length)") == 0
        assert page.context.cookies() == []

    def test_a_correction_is_taken_up_at_its_camera(self, open_page):
        known = camera(43.7384, 7.4246, operator="Bank")
        page = open_page(f"/report?kind=correction&camera={known.pk}")
        to_the_end(page)
        page.locator("#id_operator").fill("Police")
        wait_for_draft(page)
        page.goto("/my-reports")
        expect(page.locator("[data-js-drafts]")).to_contain_text(f"Correction of camera {known.pk} · Police")
        page.get_by_role("link", name="Continue").click()
        expect(page.locator("#id_operator")).to_have_value("Police")
        to_the_end(page)
        page.locator("#id_terms").check()
        send(page)
        expect(page.locator("main")).to_contain_text(THANKS)
        assert Report.objects.get().proposed == {"operator": "Police"}

    @pytest.mark.parametrize("from_a_draft", [False, True])
    def test_going_back_to_the_form_of_a_sent_report_makes_no_draft_of_it(self, open_page, from_a_draft):
        page = open_page(FORM)
        fill_in(page)
        wait_for_draft(page)
        if from_a_draft:
            page.goto("/my-reports")
            page.get_by_role("link", name="Continue").click()
            expect(page.locator("#id_note")).to_have_value("On the lamp post")
        send(page)
        expect(page.locator("main")).to_contain_text(THANKS)
        page.go_back()
        expect(page.get_by_role("button", name="The pin is right")).to_be_visible()
        expect(page.locator("#id_note")).to_have_value("")
        assert page.evaluate("() => performance.getEntriesByType('navigation')[0].type") == "back_forward"
        page.keyboard.press("Shift")  # each key asks whether there is something to keep
        page.goto("/my-reports")
        expect(page.locator("[data-js-sent] li")).to_have_count(1)
        assert stored_entries(page) == []

    def test_going_back_to_a_form_that_was_left_offers_its_draft(self, open_page):
        page = open_page(FORM)
        fill_in(page)
        wait_for_draft(page)
        page.goto("/about")
        page.go_back()
        page.get_by_role("link", name="Continue").click()
        expect(page.locator("#id_note")).to_have_value("On the lamp post")
        assert [one["fields"]["note"] for one in stored_entries(page)] == ["On the lamp post"]

    def test_without_network_it_is_named_by_its_camera(self, open_page):
        known = camera(43.7384, 7.4246)
        page = installed(open_page, f"/report?kind=removed&camera={known.pk}")
        page.locator("#id_note").fill("Only the bracket is left")
        wait_for_draft(page)
        page.context.set_offline(True)
        page.goto("/report")
        page.get_by_role("link", name="Continue").click()
        expect(page.locator("h1")).to_have_text(f"Camera {known.pk} is gone")
        expect(page.locator("#id_note")).to_have_value("Only the bracket is left")

    @pytest.mark.parametrize(
        ("kind", "title"), [("removed", "Camera {} is gone"), ("duplicate", "Camera {} is on the map twice")]
    )
    def test_refused_it_is_taken_up_at_its_camera_too(self, open_page, kind, title):
        known = camera(43.7384, 7.4246)
        page = open_page(f"/report?kind={kind}&camera={known.pk}")
        page.locator("#id_note").fill("Only the bracket is left")
        wait_for_draft(page)
        page.locator("[data-js-send]").click()  # without the terms
        expect(page.locator("[data-js-summary]")).to_be_visible()
        page.locator("#id_note").fill("Nothing is left")
        wait_for_draft(page)
        page.goto("/my-reports")
        page.get_by_role("link", name="Continue").click()
        expect(page.locator("h1")).to_have_text(title.format(known.pk))
        expect(page.locator("#id_note")).to_have_value("Nothing is left")
