"""The service worker, the list of one's own reports, the app: what is kept, what never is, who takes over."""

import pytest
from playwright.sync_api import expect

import config.offline
from cameras.tests.builders import camera
from reports.decisions import approve, ask, reject
from reports.intake.receive import submit
from reports.models import Report
from reports.tests.people import alice, submission
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.offline import (
    API,
    FAILURES,
    FORM,
    fill_in,
    installed,
    send,
    stored_entries,
    wait_for_draft,
    wait_for_value,
)
from tests.browser.test_accessibility import log_in, violations
from tests.browser.test_map import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CACHED = """async () => {
  const paths = [];
  for (const name of await caches.keys())
    for (const { url } of await (await caches.open(name)).keys()) paths.push(new URL(url).pathname);
  return paths;
}"""
WAITING = "() => navigator.serviceWorker.getRegistration().then(one => Boolean(one.waiting))"
HERE = "/?lat=43.7384&lon=7.4246&zoom=18"


@pytest.fixture(autouse=True)
def only_the_network_fails(open_page):
    open_page.expected = FAILURES


class TestWhatTheWorkerKeeps:
    def test_nothing_of_anybody_even_when_a_moderator_installs_it(self, open_page):
        alice()
        _report, secret = submit(submission(latitude="43.75"))
        page = open_page("/accounts/login/", service_workers="allow")
        log_in(page)
        page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
        for path in ("/moderation", "/my-reports", f"/report/status/{secret}", "/account", HERE, "/report"):
            page.goto(path)
        paths = page.evaluate(CACHED)
        assert {"/report", "/fr/report", "/offline", "/fr/offline", "/jsi18n/"} <= set(paths)
        known = ("/report", "/fr/report", "/offline", "/fr/offline", "/jsi18n/", "/fr/jsi18n/")
        others = [
            path for path in paths if not path.startswith(("/static/", "/tiles/")) and path not in known
        ]
        assert others == []
        form = page.evaluate("() => caches.match('/report', {ignoreVary: true}).then(kept => kept.text())")
        assert "csrfmiddlewaretoken" not in form
        assert "alice" not in form

    def test_it_brings_no_cookie(self, open_page):
        page = installed(open_page)
        page.goto("/report")
        assert page.context.cookies() == []

    def test_the_last_400_tiles_and_no_more(self, open_page):
        camera(43.7384, 7.4246)
        page = installed(open_page)
        page.evaluate("""async () => {
          const cache = await caches.open("contrechamp-tiles");
          for (let x = 0; x < 400; x++) await cache.put(`/tiles/9/${x}/0.json`, new Response("{}"));
        }""")
        page.goto(HERE)
        expect(page.locator("[data-js-count]")).to_contain_text("1 camera")
        count = "() => caches.open('contrechamp-tiles').then(one => one.keys()).then(all => all.length)"
        wait_for_value(page, "() => caches.match('/tiles/9/0/0.json').then(one => one === undefined)", True)
        wait_for_value(page, count, 400)
        page.context.set_offline(True)
        page.goto(FORM)
        expect(page.locator("[data-js-map]")).to_be_visible()

    @pytest.mark.parametrize("prefix", ["", "/fr"], ids=["english", "french"])
    def test_other_pages_say_that_they_need_the_network(self, open_page, prefix):
        page = installed(open_page, f"{prefix}/about", PHONE, locale="fr" if prefix else "en")
        page.context.set_offline(True)
        page.goto(f"{prefix}/cameras")
        title = "Cette page a besoin du réseau" if prefix else "This page needs the network"
        expect(page.get_by_role("heading", name=title)).to_be_visible()
        assert violations(page) == []
        page.locator("main").get_by_role("link").first.click()
        expect(page.locator("#id_terms")).to_be_attached()
        page.context.set_offline(False)

    def test_a_tap_outlives_the_network_that_comes_back(self, open_page):
        page = installed(open_page, "/about", PHONE)
        page.context.set_offline(True)
        page.goto("/cameras")
        expect(page.get_by_role("heading", name="This page needs the network")).to_be_visible()
        page.evaluate("""() => {
          document.querySelector("main a").click();
          window.dispatchEvent(new Event("online"));
        }""")
        expect(page.locator("#id_terms")).to_be_attached()
        page.context.set_offline(False)

    def test_an_error_of_the_server_does_not_keep_the_form_away(self, open_page, monkeypatch):
        page = installed(open_page)

        def broken(*_args, **_options):
            raise OSError

        monkeypatch.setattr("reports.intake.views.map_config", broken)
        page.goto("/report")
        expect(page.locator("#id_terms")).to_be_attached()

    def test_a_new_version_waits_until_no_form_is_open(self, open_page, monkeypatch):
        page = installed(open_page, "/report")
        old = page.evaluate("() => caches.keys()")
        monkeypatch.setattr(config.offline, "_version", lambda: "0123456789ab")
        config.offline._worker_config.cache_clear()
        other = page.context.new_page()
        other.goto("/about")
        other.evaluate("() => navigator.serviceWorker.getRegistration().then(one => one.update())")
        wait_for_value(other, WAITING, True)
        assert set(old) <= set(other.evaluate("() => caches.keys()"))
        page.close()
        browser = other.context.new_cdp_session(other)
        browser.send("ServiceWorker.enable")
        for _ in range(5):
            other.goto("/help")
            other.wait_for_timeout(500)
            browser.send("ServiceWorker.stopAllWorkers")  # idle, as they soon are where nobody debugs them
            if wait_until(other, WAITING, False, tries=20):
                break
        wait_for_value(other, "() => caches.keys()", ["contrechamp-0123456789ab"])
        config.offline._worker_config.cache_clear()


class TestMyReports:
    @pytest.fixture
    def sent(self, open_page):
        """A device that sent four reports, which fared differently, and keeps a draft and one that waits."""
        page = open_page(FORM, PHONE)
        moderator, device = alice(), []
        for number in range(4):
            report, secret = submit(submission(latitude=f"43.7{number}"))
            device.append({"secret": secret, "reference": report.reference, "sent_at": number})
        reports = list(Report.objects.order_by("pk"))
        approve(reports[1], by=moderator, version=1)
        reject(reports[2], by=moderator, version=1, reason="not_a_camera", public_reason="It is a lamp.")
        ask(reports[3], by=moderator, version=1, question="On which side of the door?")
        fill_in(page)
        wait_for_draft(page)
        page.goto(FORM)
        fill_in(page, note="Another")
        page.route(API, lambda route: route.fulfill(status=429, headers={"Retry-After": "900"}, json={}))
        send(page)
        expect(page.get_by_role("heading", name="Kept on this device")).to_be_visible()
        assert violations(page) == []
        page.evaluate(
            """all => new Promise(done => { indexedDB.open("contrechamp", 1).onsuccess = ({ target }) => {
              const change = target.result.transaction("sent", "readwrite");
              for (const one of all) change.objectStore("sent").put({ told: { kind: "new" }, ...one });
              change.oncomplete = () => { target.result.close(); done(); };
            }; })""",
            device,
        )
        return page

    @pytest.mark.parametrize("viewport", [DESKTOP, PHONE, {"width": 320, "height": 568}])
    @pytest.mark.parametrize("prefix", ["", "/fr"], ids=["english", "french"])
    def test_each_state_has_its_word(self, sent, viewport, prefix):
        sent.set_viewport_size(viewport)
        sent.goto(f"{prefix}/my-reports")
        words = (
            ["A question waits for an answer", "Refused", "Approved", "Waiting for review"]
            if not prefix
            else ["Une question attend une réponse", "Refusé", "Approuvé", "En attente de modération"]
        )
        rows = sent.locator("[data-js-sent] li")
        for number, word in enumerate(words):
            expect(rows.nth(number)).to_contain_text(word)
            expect(rows.nth(number).locator("svg.icon").first).to_be_visible()
        expect(rows.nth(0)).to_contain_text("On which side of the door?")
        expect(rows.nth(1)).to_contain_text("It is a lamp.")
        expect(sent.locator("[data-js-drafts] li")).to_have_count(1)
        expect(sent.locator("[data-js-waiting] li")).to_have_count(1)
        assert violations(sent) == []
        assert sent.evaluate("() => document.documentElement.scrollWidth") <= viewport["width"]

    def test_a_question_is_answered_on_the_page_of_the_report(self, sent):
        sent.goto("/my-reports")
        sent.get_by_role("link", name="Answer the question").click()
        sent.get_by_label("Your answer").fill("On the left")
        sent.get_by_role("button", name="Send the answer").click()
        expect(sent.locator("main")).to_contain_text("On the left")
        sent.goto("/my-reports")
        expect(sent.locator("[data-js-sent] li").first).to_contain_text("Waiting for review")

    def test_the_device_forgets_one_or_all(self, sent):
        sent.goto("/my-reports")
        sent.get_by_role("button", name="Forget").first.click()
        expect(sent.locator("[data-js-sent] li")).to_have_count(3)
        sent.locator("[data-js-drafts]").get_by_role("button", name="Delete").click()
        assert len(stored_entries(sent)) == 2  # it asks first
        sent.get_by_role("button", name="Really delete?").click()
        expect(sent.locator("[data-js-drafts]")).to_be_hidden()
        sent.get_by_text("Forget everything on this device").click()
        sent.get_by_role("button", name="Yes, forget everything here").click()
        expect(sent.locator("[data-js-device-empty]")).to_be_visible()
        assert stored_entries(sent) == []
        assert Report.objects.count() == 4

    def test_without_javascript_the_link_opens_the_report(self, open_page):
        report, secret = submit(submission())
        page = open_page("/my-reports", java_script_enabled=False)
        expect(page.locator("noscript p")).to_be_visible()
        page.get_by_label("Secret link of a report").fill(f"https://example.org/report/status/{secret}")
        page.get_by_role("button", name="Open the report").click()
        expect(page.locator("main")).to_contain_text(report.reference)


class TestTheForm:
    def test_a_draft_is_offered_and_axe_finds_nothing(self, open_page):
        page = open_page(FORM, PHONE)
        fill_in(page)
        wait_for_draft(page)
        page.goto("/report")
        expect(page.get_by_role("link", name="Continue")).to_be_visible()
        assert violations(page) == []

    def test_without_tls_it_works_as_well(self, open_page):
        """A plain address in the local network has no locks, no worker and no randomUUID."""
        page = open_page("/about")
        page.context.add_init_script("""
          delete Navigator.prototype.locks;
          delete Crypto.prototype.randomUUID;
          Object.defineProperty(window, "isSecureContext", { value: false });
        """)
        page.goto(FORM)
        fill_in(page)
        page.route(API, lambda route: route.abort())
        send(page)
        expect(page.get_by_role("heading", name="Kept on this device")).to_be_visible()
        page.unroute(API)
        page.get_by_role("button", name="Send now").click()
        expect(page.locator("main")).to_contain_text("Your report has arrived.")
        assert Report.objects.count() == 1

    def test_where_nothing_can_be_kept_it_sends_as_before(self, open_page):
        page = open_page("/about")
        page.context.add_init_script("Object.defineProperty(window, 'indexedDB', { value: undefined });")
        page.goto(FORM)
        fill_in(page)
        send(page)
        expect(page.locator("main")).to_contain_text("Your report has arrived.")


def test_chromium_finds_an_app_that_it_could_install(open_page):
    page = installed(open_page)
    asked = page.context.new_cdp_session(page)
    manifest = asked.send("Page.getAppManifest")
    errors = asked.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert manifest["url"].endswith("/manifest.webmanifest")
    assert manifest["errors"] == []
    assert [one["errorId"] for one in errors if one["errorId"] != "in-incognito"] == []


def test_installing_is_offered_only_where_the_browser_can(open_page):
    page = open_page("/about")
    button = page.get_by_role("button", name="Install as an app")
    expect(button).to_be_hidden()
    page.evaluate("""() => {
      const offer = new Event("beforeinstallprompt", { cancelable: true });
      offer.prompt = () => { document.title = "asked"; };
      window.dispatchEvent(offer);
    }""")
    expect(button).to_be_visible()
    button.click()
    expect(page).to_have_title("asked")
