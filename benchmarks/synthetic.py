"""Large realistic data sets: tags of the fixtures at positions in nested clusters.

    python -m benchmarks.synthetic 1000000 > cameras.ndjson

Deterministic: the same number always gives the same bytes.
"""

import json
import math
import random
import sys
from collections.abc import Iterator
from pathlib import Path

FIXTURE = Path(__file__).parents[1] / "fixtures" / "europe-mix.overpass.json"
TOWNS = 400  # of sizes that follow Zipf's law, spread over Europe and North America
BOXES = ((36.0, -9.0, 60.0, 25.0), (30.0, -122.0, 48.0, -75.0))  # south, west, north, east


def elements(n: int, seed: int = 1) -> Iterator[dict[str, object]]:
    """OSM elements of n cameras; one in two hundred stands within a metre of the one before."""
    rng = random.Random(seed)
    tags = [one["tags"] for one in json.loads(FIXTURE.read_text())["elements"]]
    tags = [one for one in tags if one.get("surveillance:type") != "guard"]
    towns = [(rng.uniform(s, n_), rng.uniform(w, e)) for s, w, n_, e in rng.choices(BOXES, (3, 1), k=TOWNS)]
    weights = [1 / rank for rank in range(1, TOWNS + 1)]
    lat, lon = towns[0]
    for number in range(1, n + 1):
        if rng.random() > 0.005:
            town = rng.choices(towns, weights)[0]
            spread = abs(rng.gauss(0, 0.06))
            turn = rng.uniform(0, math.tau)
            lat, lon = town[0] + spread * math.sin(turn), town[1] + 1.5 * spread * math.cos(turn)
        else:
            lat += 1e-6
        yield {
            "type": "node",
            "id": number,
            "lat": round(lat, 7),
            "lon": round(lon, 7),
            "tags": rng.choice(tags),
        }


if __name__ == "__main__":
    for element in elements(int(sys.argv[1])):
        sys.stdout.write(json.dumps(element, ensure_ascii=False) + "\n")
