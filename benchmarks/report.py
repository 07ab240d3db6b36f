"""Taps that a report takes on a phone, and the time that the site takes.

script/benchmark report      needs the rig and /usr/bin/chromium (software drawing: a real phone does better)

From the map, close to the camera, to the receipt with number and link. Nothing is dragged and nothing typed.
What a person needs to look and to decide is not in the seconds: they are what the site takes.
"""

import os
import statistics
import sys
import time
from typing import Any

import django

django.setup()

from django.contrib.staticfiles.testing import StaticLiveServerTestCase  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
MAP = "/?lat=43.7384&lon=7.4246&zoom=18"
BEGIN, PLACED, OWNER = "[data-js-report]", "[data-js-next]", "label.choice:has(#id_ownership)"
DOME, SOUTH_EAST = "label.choice:has(#id_shape_dome)", "[data-js-point='135']"
TERMS, SEND = "#id_terms", "[data-js-send]"
FLOWS = {
    "what is asked for": [BEGIN, PLACED, OWNER, PLACED, TERMS, SEND],
    "with shape and direction": [BEGIN, PLACED, OWNER, DOME, SOUTH_EAST, PLACED, TERMS, SEND],
}
RUNS = 5


def walk(browser: Any, url: str, taps: list[str]) -> float:
    """Seconds from the first tap to the receipt, in a fresh browser."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    page = context.new_page()
    page.goto(url + MAP)
    page.wait_for_load_state("networkidle")
    begun = time.monotonic()
    for target in taps:
        page.locator(target).tap()
    page.locator(".status-page .sent").wait_for()
    seconds = time.monotonic() - begun
    context.close()
    return seconds


class Taps(StaticLiveServerTestCase):
    def test_taps(self) -> None:
        write = sys.stdout.write
        write("| report | taps | seconds, least / median |\n|---|---|---|\n")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
            for name, taps in FLOWS.items():
                times = [walk(browser, self.live_server_url, taps) for _ in range(RUNS)]
                write(f"| {name} | {len(taps)} | {min(times):.1f} / {statistics.median(times):.1f} |\n")
            browser.close()


if __name__ == "__main__":
    from django.conf import settings
    from django.test.runner import DiscoverRunner

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    settings.REPORTS_PER_DAY = settings.REPORTS_PER_HOUR = 1000  # more than one person sends
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "whitenoise" not in name]
    sys.exit(DiscoverRunner(verbosity=0).run_tests(["benchmarks.report"]))
