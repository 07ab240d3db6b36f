"""Several reports wait: each is sent as Bob left it, and none of them holds up the others."""

import pytest
from playwright.sync_api import expect

from reports.models import Report
from tests.browser.offline import (
    API,
    FAILURES,
    FORM,
    fill_in,
    send,
    stored_entries,
    wait_for_route,
    wait_for_value,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ONE_MORE = """async () => {
  const store = await import("/static/js/offline/store.js");
  const [first] = await store.all();
  const fields = first.fields.map(([name, value]) => [name, name === "latitude" ? "43.75" : value]);
  const token = crypto.randomUUID();
  await store.put({ ...first, fields, token, attempts: 0, next_try: 0, saved_at: first.saved_at + 1 });
}"""
ALL_DUE = """async () => {
  const store = await import("/static/js/offline/store.js");
  for (const entry of await store.all()) await store.put({ ...entry, next_try: 0 });
}"""
ONLINE = "() => window.dispatchEvent(new Event('online'))"
NOBODY_SENDS = "() => navigator.locks.query().then(({ held, pending }) => held.length + pending.length)"
ODD_ANSWERS = [
    (201, {"reference": "R-1"}),
    (201, {"reference": "R-1", "tracking_key": "key"}),
    (200, None),
    (422, {"type": "/problems/sent-before", "reference": "R-1"}),
]


@pytest.fixture(autouse=True)
def only_the_network_fails(open_page):
    open_page.expected = FAILURES


def two_waiting(open_page):
    """The list of a device with two reports on it, of which nothing has reached the server."""
    page = open_page(FORM)
    fill_in(page)
    page.route(API, lambda route: route.abort())
    send(page)
    expect(page.get_by_role("heading", name="Kept on this device")).to_be_visible()
    page.evaluate(ONE_MORE)
    page.goto("/my-reports")
    expect(page.locator("[data-js-waiting] li")).to_have_count(2)
    wait_for_value(page, NOBODY_SENDS, 0)
    page.evaluate(ALL_DUE)
    page.unroute(API)
    return page


def intercept(page):
    """The requests that the server has not answered yet; the first is under way."""
    routes = []
    page.route(API, lambda route: routes.append(route))
    page.evaluate(ONLINE)
    wait_for_route(page, routes)
    return routes


def delete(row):
    row.get_by_role("button", name="Delete").click()
    row.get_by_role("button", name="Really delete?").click()


def test_what_bob_deletes_while_another_one_is_sent_is_not_sent(open_page):
    page = two_waiting(open_page)
    routes = intercept(page)
    delete(page.locator("[data-js-waiting] li").filter(has_text="43.7500"))
    expect(page.locator("[data-js-waiting] li")).to_have_count(1)
    routes[0].continue_()
    expect(page.locator("[data-js-sent] li")).to_have_count(1)
    wait_for_value(page, NOBODY_SENDS, 0)
    assert len(routes) == 1
    assert Report.objects.count() == 1


def test_forget_everything_keeps_no_link_of_what_was_under_way(open_page):
    page = two_waiting(open_page)
    routes = intercept(page)
    page.locator("[data-js-forget-all] summary").click()
    page.locator("[data-js-forget-all-now]").click()
    expect(page.locator("[data-js-device-empty]")).to_be_visible()
    with page.expect_response(API):
        routes[0].continue_()
    wait_for_value(page, NOBODY_SENDS, 0)
    page.reload()
    expect(page.locator("[data-js-device-empty]")).to_be_visible()
    assert (len(routes), stored_entries(page)) == (1, [])


def test_what_bob_opens_to_change_it_does_not_wait_again(open_page):
    page = two_waiting(open_page)
    delete(page.locator("[data-js-waiting] li").filter(has_text="43.7500"))
    routes = intercept(page)
    other = page.context.new_page()
    other.goto("/my-reports")
    other.get_by_role("link", name="Change").click()
    expect(other.locator("#id_note")).to_have_value("On the lamp post")
    wait_for_value(
        other, "() => import('/static/js/offline/store.js').then(s => s.all()).then(a => a[0].state)", "draft"
    )
    routes[0].abort()
    wait_for_value(page, NOBODY_SENDS, 0)
    assert [one["state"] for one in stored_entries(page)] == ["draft"]
    page.unroute(API)
    page.evaluate(ONLINE)
    wait_for_value(page, NOBODY_SENDS, 0)
    assert Report.objects.count() == 0


@pytest.mark.parametrize(("status", "answer"), ODD_ANSWERS)
def test_an_answer_that_nobody_can_read_holds_up_no_other(open_page, status, answer):
    page = two_waiting(open_page)
    answers = []

    def first_oddly(route):
        answers.append(route.request)
        return route.fulfill(status=status, json=answer) if len(answers) == 1 else route.continue_()

    page.route(API, first_oddly)
    page.evaluate(ONLINE)
    expect(page.locator("[data-js-sent] li")).to_have_count(1)
    assert [one["fields"]["latitude"] for one in stored_entries(page)] == ["43.7384"]  # nothing of it is lost
