"""Cost of API requests: pages of 10 and 1,000, first and last, boxes, filters, counts, changes.

    script/benchmark api 10000 1000000

Measured through the whole stack of one process, against an empty view and a plain list of a DRF
ModelSerializer in the same run. The targets: a page of 1,000 is five times as fast as that list at any depth,
the last page costs what the first costs, and an unchanged page costs little more than the empty view.
"""

import random
import sys
from collections.abc import Callable
from pathlib import Path

import django

ITEMS = "/api/v1/collections/cameras/items"
Request = tuple[str, dict[str, str]]
Call = Callable[[str, dict[str, str]], tuple[str, dict[str, str]]]


def main(sizes: list[int]) -> None:
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from benchmarks import tiles

    settings.ROOT_URLCONF = "benchmarks.urls"
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    for size in sizes:
        tiles.fill(size)
        rates, slow = tiles.measure(addresses)
        tiles.show(size, rates, slow)
        show_targets(rates)


def addresses(call: Call) -> dict[str, list[Request]]:
    from benchmarks.tiles import last_page
    from cameras.models import Camera, RegistryClock

    rng = random.Random(3)
    newest, seq = Camera.objects.latest("pk").pk, RegistryClock.now()
    some = [rng.randint(1, newest) for _ in range(200)]
    places = Camera.objects.filter(pk__in=some).values_list("latitude", "longitude")
    boxes = [
        f"bbox={lon - 0.02:.4f},{lat - 0.02:.4f},{lon + 0.02:.4f},{lat + 0.02:.4f}" for lat, lon in places
    ]
    page = f"{ITEMS}?limit=1000"
    urls = {
        "empty view": ["/benchmark/empty"],
        "DRF ModelSerializer list of 1,000": ["/benchmark/drf"],
        "items, 10, first page": [f"{ITEMS}?limit=10"],
        "items, 10, last page": [last_page(10)],
        "items, 1,000, first page": [page],
        "items, 1,000, last page": [last_page()],
        "items, 1,000, of a box of 4 km": [f"{page}&{box}" for box in boxes],
        "items, 1,000, ownership=public": [f"{page}&ownership=public"],
        "items, 1,000, shape=dome&device=camera": [f"{page}&shape=dome&device=camera"],
        "hits of all": [f"{ITEMS}?resultType=hits"],
        "hits of a box": [f"{ITEMS}?resultType=hits&{box}" for box in boxes],
        "hits of a filter": [f"{ITEMS}?resultType=hits&shape=dome"],
        "changes, 1,000, first page": ["/api/v1/changes?since=0&limit=1000"],
        "changes, 1,000, last page": [f"/api/v1/changes?since={seq - 1000}&limit=1000"],
        "one camera": [f"{ITEMS}/{number}" for number in some],
    }
    requests = {name: [(url, {}) for url in paths] for name, paths in urls.items()}
    tag = call(page, {})[1]["ETag"]
    return {**requests, "unchanged page (304)": [(page, {"HTTP_IF_NONE_MATCH": tag})]}


def show_targets(rates: dict[str, float]) -> None:
    drf, last = rates["DRF ModelSerializer list of 1,000"], rates["items, 1,000, last page"]
    ratios = {
        "page of 1,000, x DRF list (5 or more)": rates["items, 1,000, first page"] / drf,
        "last page, x DRF list (5 or more)": last / drf,
        "last page, x first page (about 1)": last / rates["items, 1,000, first page"],
        "unchanged page, x empty view (0.8 or more)": rates["unchanged page (304)"] / rates["empty view"],
    }
    print("\n| target | reached |\n|---|---|")
    for name, ratio in ratios.items():
        print(f"| {name} | {ratio:.2f} |")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    main([int(text) for text in sys.argv[1:]] or [10_000])
