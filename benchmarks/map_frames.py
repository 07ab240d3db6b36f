"""Frame times of panning the map in Chromium: 20,000 cameras with cones in one town, and a million at zoom 5.

script/benchmark map      needs the rig and /usr/bin/chromium (software drawing: a real screen does better)

Each line stands beside a floor: the same movement on a Leaflet map without any layer, measured just before.
What the map takes beyond the floor is ours; the rest is the browser and the machine.
"""

import json
import os
import random
import statistics
import sys
from typing import Any

import django

django.setup()

from django.contrib.staticfiles.testing import StaticLiveServerTestCase  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

from cameras.models import Camera, CameraRevision, Dataset  # noqa: E402
from cameras.registry.revisions import Author, create, registry  # noqa: E402

CAMERAS = 20_000
LAT, LON, SPREAD = 43.735, 7.42, 0.03
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
ZOOMS = (13, 14, 16, 18)
# Moves the map by 12 px a frame for two seconds, over streets not seen before, and notes the frames.
PAN = """async () => {
  const times = [];
  const box = document.querySelector("[data-js-map]");
  const { x, y, width, height } = box.getBoundingClientRect();
  const fire = (type, left) => box.dispatchEvent(new MouseEvent(type, {
    bubbles: true, clientX: left, clientY: y + height / 2, button: 0, buttons: 1, view: window }));
  const start = x + width / 2;
  fire("mousedown", start);
  let last = performance.now(), at = start;
  for (let frame = 0; frame < 120; frame += 1) {
    await new Promise(requestAnimationFrame);
    const now = performance.now();
    times.push(now - last);
    last = now;
    at += frame < 60 ? 12 : -12;
    document.dispatchEvent(new MouseEvent("mousemove", {
      bubbles: true, clientX: at, clientY: y + height / 2, button: 0, buttons: 1, view: window }));
  }
  document.dispatchEvent(new MouseEvent("mouseup", { bubbles: true, clientX: at, clientY: y + height / 2 }));
  return times.slice(2);
}"""
# The time of one redraw, with the pixels: a chip pressed twice draws all signs anew in the next frame, and
# reading one pixel back waits for all of them.
REDRAW = """async () => {
  const canvas = document.querySelector(".camera-canvas"), context = canvas.getContext("2d");
  const chip = document.querySelector('[data-js-chip="unknown"]'), times = [];
  const clear = context.clearRect.bind(context);
  let begun = 0;
  context.clearRect = (...box) => { begun = performance.now(); clear(...box); };
  for (let run = 0; run < 10; run += 1) {
    begun = 0;
    chip.click();
    while (!begun) await new Promise(requestAnimationFrame);
    context.getImageData(0, 0, 1, 1);
    times.push(performance.now() - begun);
    await new Promise(requestAnimationFrame);
  }
  return times;
}"""
FLOOR = """<!doctype html><link rel="stylesheet" href="/static/leaflet/leaflet.css">
<style>body { margin: 0 } div { height: 800px }</style><div data-js-map></div>
<script src="/static/leaflet/leaflet.js"></script>
<script>L.map(document.querySelector("div"), { center: [43.735, 7.42], zoom: 16 })</script>"""
AFAR = "/?lat=47&lon=9&zoom=5"
DISCS = 16  # of a tile from afar: four by four


def fill() -> None:
    dice = random.Random(20)
    source = Dataset.objects.create(slug="frames", title="Frames", licence="ODbL-1.0", attribution="none")
    cameras = [
        Camera(
            dataset=source,
            latitude=LAT + dice.gauss(0, SPREAD / 2),
            longitude=LON + dice.gauss(0, SPREAD),
            ownership=dice.choice(["public", "private", "unknown"]),
            shape="fixed",
            direction=str(dice.randrange(360)),
        )
        for _ in range(CAMERAS)
    ]
    with registry() as clock:
        for start in range(0, CAMERAS, 1000):
            create(clock, cameras[start : start + 1000], author=Author(CameraRevision.Role.IMPORT))


def open_page(page: Any, address: str) -> Any:
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1500)
    return page


def share(frames: list[float]) -> float:
    return sum(time < 17.5 for time in frames) / len(frames)


def line(name: str, shown: str, floor: list[float], frames: list[float], redraws: list[float]) -> str:
    middle, best = statistics.median(frames), statistics.median(floor)
    cells = [
        name,
        shown,
        f"{middle:.1f} ms ({middle / best:.2f})",
        f"{max(frames):.0f} ms ({max(floor):.0f})",
        f"{share(frames):.0%} ({share(floor):.0%})",
        f"{min(redraws):.0f} / {statistics.median(redraws):.0f} ms",
    ]
    return f"| {' | '.join(cells)} |\n"


def measure(page: Any, url: str, name: str, address: str) -> str:
    floor = open_page(page, f"{url}/floor").evaluate(PAN)
    open_page(page, url + address)
    frames, redraws = page.evaluate(PAN), page.evaluate(REDRAW)
    return line(name, page.locator("[data-js-count] strong").inner_text(), floor, frames, redraws)


def million(page: Any) -> list[str]:
    """Route tiles and counts of a million cameras; returns the requested tile URLs."""
    dice = random.Random(5)
    requested: list[str] = []

    def tile(route: Any) -> None:
        requested.append(route.request.url)
        discs = [
            [512 + 1024 * (n % 4) + dice.randrange(-300, 300), 512 + 1024 * (n // 4), 1500, 500, 400]
            for n in range(DISCS)
        ]
        route.fulfill(content_type="application/json", body=json.dumps({"c": discs, "p": []}))

    counts = json.dumps({"public": 400_000, "private": 400_000, "unknown": 200_000})
    page.route("**/tiles/**", tile)
    page.route(
        "**/cameras/count.json*", lambda route: route.fulfill(content_type="application/json", body=counts)
    )
    return requested


class Frames(StaticLiveServerTestCase):
    def test_frames(self) -> None:
        fill()
        write = sys.stdout.write
        write("In brackets: the floor, or the share of it.\n\n")
        write("| zoom | in view | median frame | longest | frames in time | redraw, least / median |\n")
        write("|---|---|---|---|---|---|\n")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
            page = browser.new_page(viewport={"width": 1280, "height": 800}, service_workers="block")
            page.route("**/floor", lambda route: route.fulfill(content_type="text/html", body=FLOOR))
            for zoom in ZOOMS:
                place = f"/?lat={LAT}&lon={LON}&zoom={zoom}"
                write(measure(page, self.live_server_url, f"z{zoom}", place))
            requested = million(page)
            write(measure(page, self.live_server_url, "z5", AFAR))
            write(f"\nz5 asked for {len(set(requested))} tiles.\n")
            browser.close()


if __name__ == "__main__":
    from django.conf import settings
    from django.test.runner import DiscoverRunner

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "whitenoise" not in name]
    sys.exit(DiscoverRunner(verbosity=0).run_tests(["benchmarks.map_frames"]))
