"""Chromium against the live server. No page may ask another host, log an error or break the CSP."""

import os

import pytest
from playwright.sync_api import expect, sync_playwright

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}

PATIENCE = 20_000  # ms until what is waited for has failed to come, also on a busy machine

expect.set_options(timeout=PATIENCE)
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps an event loop in the thread of the tests


@pytest.fixture(scope="session")
def driver():
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="module")
def chromium(driver):
    browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture
def open_page(chromium, live_server, settings):
    """Open pages as a visitor would; the test fails when one of them did what no page may do."""
    settings.PUBLIC_URL = live_server.url
    contexts, faults = [], []

    def open_page(path="/", viewport=DESKTOP, **options):
        options.setdefault("service_workers", "block")  # else the next page comes from the worker of the last
        context = chromium.new_context(viewport=viewport, base_url=live_server.url, **options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: message.type == "error" and faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda request: faults.append(request.url) if foreign(request.url) else None)
        page.goto(path)
        return page

    def foreign(url):
        return not url.startswith((live_server.url, "data:", "blob:"))

    open_page.faults = faults
    open_page.expected = ()  # words of faults that a test brings about
    yield open_page
    for context in contexts:
        for one in (context, *context.pages):
            one.unroute_all(
                behavior="ignoreErrors"
            )  # requests that a test holds back would hold back the end
        context.close()
    assert [one for one in faults if not any(words in one for words in open_page.expected)] == []
