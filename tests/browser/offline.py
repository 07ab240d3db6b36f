"""Helpers of the offline tests: an app with its worker, and a form that Bob fills in."""

from playwright.sync_api import expect

from reports.models import Report

THANKS = "Your report has arrived."
FORM = "/report?lat=43.7384&lon=7.4246&zoom=18"
API = "**/api/v1/reports"
# Chromium logs each request that fails, which is what these tests are about.
FAILURES = ("net::ERR_", "Failed to load resource")
ITEMS = """() => new Promise((resolve, reject) => {
  const opening = indexedDB.open("contrechamp", 1);
  opening.onerror = reject;
  opening.onsuccess = () => {
    const database = opening.result;
    const asked = database.transaction("entries").objectStore("entries").getAll();
    asked.onsuccess = () => { database.close(); resolve(asked.result.map(({ state, fields, files }) =>
      ({ state, fields: Object.fromEntries(fields), files: files.length }))); };
  };
})"""


def installed(open_page, path="/about", *args, **options):
    """A page of a site whose worker is there, as on the second visit."""
    page = open_page(path, *args, service_workers="allow", **options)
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    return page


def fill_in(page, note="On the lamp post"):
    page.get_by_role("button", name="The pin is right").click()
    page.get_by_label("Public").check(force=True)
    to_the_end(page)
    page.locator("#id_note").fill(note)
    page.locator("#id_terms").check()


def to_the_end(page):
    """Through the steps that are filled in already, with every fold of the last one open."""
    page.locator("form[data-step]").wait_for()
    while page.locator("[data-js-next]").is_visible():
        page.locator("[data-js-next]").click()
    for fold in page.locator("details:visible").all():
        fold.evaluate("one => { one.open = true; }")


def send(page):
    to_the_end(page)
    page.locator("[data-js-send]").click()


def stored_entries(page):
    """Drafts and waiting reports in the IndexedDB of the page."""
    return page.evaluate(ITEMS)


def wait_for_draft(page):
    expect(page.locator("[data-js-draft-state]")).to_have_text("Draft kept on this device.")


def wait_for_value(page, script, expected):
    """Polls the page until the script returns the expected value; fails after 20 seconds."""
    for _ in range(400):
        if (answer := page.evaluate(script)) == expected:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{answer} is not {expected}")


def wait_for_route(page, routes):
    """The first request that a route has intercepted, as soon as there is one."""
    for _ in range(400):
        if routes:
            return routes[0]
        page.wait_for_timeout(50)
    raise AssertionError("Nothing was asked for.")


def the_only_report():
    """The one on the server: with all that Bob typed."""
    report = Report.objects.get()
    assert (report.note, report.proposed["ownership"], report.proposed["operator"]) == (
        "On the lamp post",
        "public",
        "",
    )
    return report
