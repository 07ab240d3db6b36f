"""Bob reports in a street without network."""

import io

import pytest
from playwright.sync_api import expect

from cameras.tests.builders import camera
from reports.models import Photo, Report
from reports.tests.pictures import picture
from tests.browser.conftest import PHONE
from tests.browser.offline import (
    API,
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
def photos(settings, tmp_path):
    settings.REPORTS_PHOTOS, settings.MEDIA_ROOT = True, tmp_path


@pytest.fixture(autouse=True)
def only_the_network_fails(open_page):
    open_page.expected = FAILURES


def attach_photo(page):
    file = io.BytesIO()
    picture((800, 600)).save(file, "JPEG")
    chosen = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}
    page.locator("#id_photo").set_input_files(chosen)
    expect(page.locator("[data-js-photo-status]")).to_contain_text("pixels")


class TestI23TheOutbox:
    """I23: whatever cuts the network and whenever, there is exactly one report in the end, and no draft is
    dropped before the server said that it has it."""

    def test_cut_before_the_form_is_opened(self, open_page):
        page = installed(open_page, "/about", PHONE)
        page.context.set_offline(True)
        page.goto(FORM)
        fill_in(page)
        attach_photo(page)
        send(page)
        expect(page.get_by_role("heading", name="Kept on this device")).to_be_visible()
        assert Report.objects.count() == 0
        assert [(one["state"], one["files"]) for one in stored_entries(page)] == [("waiting", 1)]
        page.context.set_offline(False)
        expect(page.locator("main")).to_contain_text(THANKS)
        the_only_report()
        assert Photo.objects.count() == 1
        assert stored_entries(page) == []

    def test_cut_while_it_is_sent_and_the_page_closed(self, open_page):
        page = installed(open_page, FORM)
        fill_in(page)
        attach_photo(page)
        page.route(API, lambda route: route.abort())
        send(page)
        expect(page.get_by_role("heading", name="Kept on this device")).to_be_visible()
        context = page.context
        page.close()
        later = context.new_page()
        later.goto("/my-reports")
        expect(later.locator("[data-js-sent] li")).to_have_count(1)
        expect(later.locator("[data-js-waiting]")).to_be_hidden()
        the_only_report()
        assert Photo.objects.count() == 1

    def test_cut_after_the_server_stored_it_and_before_it_answered(self, open_page):
        page = open_page(FORM)
        fill_in(page)
        answers = []

        def lose_the_answer(route):
            if answers:
                return route.continue_()
            answers.append(route.fetch().status)
            return route.abort()

        page.route(API, lose_the_answer)
        send(page)
        expect(page.get_by_role("heading", name="Kept on this device")).to_be_visible()
        assert answers == [201]
        assert Report.objects.count() == 1
        assert [one["state"] for one in stored_entries(page)] == ["waiting"]
        page.get_by_role("button", name="Send now").click()
        expect(page.locator("main")).to_contain_text(THANKS)
        the_only_report()
        assert stored_entries(page) == []

    def test_changed_by_bob_after_the_answer_was_lost(self, open_page):
        """Then the server has what he sent first, and what he changed is still here."""
        page = open_page(FORM)
        fill_in(page)
        page.route(API, lambda route: (route.fetch(), route.abort()))
        send(page)
        expect(page.get_by_role("heading", name="Kept on this device")).to_be_visible()
        page.unroute(API)
        page.route(API, lambda route: route.abort())
        page.goto("/my-reports")
        page.get_by_role("link", name="Change").click()
        expect(page.locator("#id_note")).to_have_value("On the lamp post")
        to_the_end(page)
        page.locator("#id_note").fill("On the other lamp post")
        page.unroute(API)
        send(page)
        expect(page.get_by_role("alert")).to_contain_text("This form was sent before, as R-")
        expect(page.locator("#id_note")).to_have_value("On the other lamp post")
        the_only_report()
        assert [one["fields"]["note"] for one in stored_entries(page)] == ["On the other lamp post"]

    def test_from_two_tabs_at_once(self, open_page):
        page = open_page(FORM)
        fill_in(page)
        page.context.route(API, lambda route: route.abort())
        send(page)
        expect(page.get_by_role("heading", name="Kept on this device")).to_be_visible()
        tabs = [page.context.new_page() for _ in range(2)]
        for tab in tabs:
            tab.goto("/my-reports")
            expect(tab.locator("[data-js-waiting] li")).to_contain_text("There is no network")
        routes = []
        page.context.route(API, lambda route: routes.append(route))
        for tab in tabs:
            tab.evaluate("() => window.dispatchEvent(new Event('online'))")
        turns = "() => navigator.locks.query().then(({ held, pending }) => [held.length, pending.length > 0])"
        wait_for_value(tabs[0], turns, [1, True])  # the second one waits for its turn
        wait_for_route(tabs[0], routes).continue_()
        for tab in tabs:
            expect(tab.locator("[data-js-sent] li")).to_have_count(1)
        the_only_report()
        wait_for_value(tabs[0], turns, [0, False])
        assert len(routes) == 1

    def test_typed_in_another_tab_while_this_one_sends(self, open_page):
        page = open_page(FORM)
        fill_in(page)
        routes = []
        page.route(API, lambda route: routes.append(route))
        send(page)
        sending = wait_for_route(page, routes)
        other = page.context.new_page()
        other.goto("/my-reports")
        other.get_by_role("link", name="Change").click()
        expect(other.locator("#id_note")).to_have_value("On the lamp post")
        to_the_end(other)
        other.locator("#id_note").fill("On the other lamp post")
        wait_for_draft(other)
        sending.continue_()
        expect(page.locator("main")).to_contain_text(THANKS)
        the_only_report()
        assert [(one["state"], one["fields"]["note"]) for one in stored_entries(page)] == [
            ("draft", "On the other lamp post")
        ]
        send(other)
        expect(other.get_by_role("alert")).to_contain_text("This form was sent before, as R-")
        the_only_report()
        expect(other.locator("#id_note")).to_have_value("On the other lamp post")

    @pytest.mark.parametrize("status", [429, 500, 403])
    def test_the_server_says_later_and_then_takes_it(self, open_page, status):
        page = open_page(FORM)
        fill_in(page)
        response = {
            "status": status,
            "headers": {"Retry-After": "1800"},
            "content_type": "application/problem+json",
        }
        page.route(API, lambda route: route.fulfill(**response, body='{"detail": "Send it later."}'))
        send(page)
        expect(page.get_by_role("heading", name="Kept on this device")).to_be_visible()
        page.get_by_role("button", name="Send now").click()  # the same again
        expect(page.get_by_role("alert")).to_be_focused()
        assert [one["state"] for one in stored_entries(page)] == ["waiting"]
        page.unroute(API)
        page.get_by_role("button", name="Send now").click()
        expect(page.locator("main")).to_contain_text(THANKS)
        the_only_report()
        assert stored_entries(page) == []

    def test_what_it_asked_for_is_respected(self, open_page):
        page = open_page(FORM)
        fill_in(page)
        response = {"status": 429, "headers": {"Retry-After": "1800"}}
        page.route(API, lambda route: route.fulfill(**response, json={"detail": "Many reports came."}))
        send(page)
        expect(page.get_by_role("alert")).to_contain_text("Many reports came.")
        page.unroute(API)
        page.goto("/my-reports")
        page.evaluate("() => window.dispatchEvent(new Event('online'))")
        expect(page.locator("[data-js-waiting] li")).to_have_count(1)
        assert Report.objects.count() == 0

    def test_a_hotel_answers_in_place_of_the_site(self, open_page):
        page = open_page(FORM)
        fill_in(page)
        page.route(
            API, lambda route: route.fulfill(status=200, content_type="text/html", body="<h1>Sign in</h1>")
        )
        send(page)
        expect(page.get_by_role("alert")).to_contain_text("Something else answered")
        assert [one["state"] for one in stored_entries(page)] == ["waiting"]

    def test_refused_it_is_a_draft_with_all_that_he_typed(self, open_page):
        page = open_page(FORM)
        fill_in(page)
        attach_photo(page)
        page.locator("#id_latitude").evaluate("field => { field.value = '99'; }")
        send(page)
        expect(page.locator("[data-js-summary]")).to_contain_text("Degrees here lie between")
        expect(page.locator("#id_note")).to_have_value("On the lamp post")
        expect(page.locator("[data-js-photo-status]")).to_contain_text("pixels")  # given back by the draft
        assert [(one["state"], one["fields"]["note"], one["files"]) for one in stored_entries(page)] == [
            ("draft", "On the lamp post", 1)
        ]
        page.locator("#id_latitude").fill("43.7384")
        send(page)
        expect(page.locator("main")).to_contain_text(THANKS)
        the_only_report()
        assert (Photo.objects.count(), stored_entries(page)) == (1, [])

    def test_refused_while_he_was_away(self, open_page):
        page = open_page(FORM)
        fill_in(page)
        attach_photo(page)
        near = camera(43.7384, 7.4246)
        page.route(API, lambda route: route.abort())
        send(page)
        expect(page.get_by_role("heading", name="Kept on this device")).to_be_visible()
        page.unroute(API)
        page.goto("/my-reports")
        expect(page.locator("[data-js-drafts]")).to_contain_text("Must be mended")
        expect(page.locator("[data-js-device-count]").first).to_have_text("1")
        page.get_by_role("link", name="Continue").click()
        expect(page.get_by_role("alert")).to_contain_text(f"Camera {near.pk}")
        expect(page.locator("#id_note")).to_have_value("On the lamp post")
        expect(page.get_by_label("Public")).to_be_checked()
        expect(page.locator("[data-js-photo-status]")).to_contain_text("pixels")
        send(page)  # another one than that camera
        expect(page.locator("main")).to_contain_text(THANKS)
        assert the_only_report().acknowledged == [near.pk]
        assert (Photo.objects.count(), stored_entries(page)) == (1, [])
