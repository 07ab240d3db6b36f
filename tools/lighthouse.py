"""Lighthouse's scores of the main pages. Started by script/lighthouse, with a registry of its own."""

import json
import os
import statistics
import subprocess
import sys
from typing import Any

import django

LIGHTHOUSE = "lighthouse@12.8.2"
FLAGS = "--headless=new --no-sandbox --disable-gpu"
MIN_SCORE = 95
TRIES = 4  # "Something went wrong with recording the trace": a busy machine, run it again
SCORES = ("performance", "accessibility", "best-practices", "seo")
MEASURES = {
    "first-contentful-paint": "first paint",
    "largest-contentful-paint": "largest paint",
    "total-blocking-time": "blocked",
    "cumulative-layout-shift": "shift",
}
EXEMPT = {("/report", "seo")}  # it asks search engines to stay away, which costs half of that score


def report(address: str) -> dict[str, float]:
    """Scores of 0 to 100 and measures in milliseconds of one run."""
    command = ["npx", "--yes", LIGHTHOUSE, address, "--quiet", "--output=json", f"--chrome-flags={FLAGS}"]
    command.append(f"--only-categories={','.join(SCORES)}")
    for _ in range(TRIES):
        answer = subprocess.run(command, capture_output=True, text=True, check=False)
        if answer.returncode == 0:
            break
    else:
        raise SystemExit(f"{address}: {answer.stderr.strip()[-2000:]}")
    results: dict[str, Any] = json.loads(answer.stdout)
    scores = {name: round(results["categories"][name]["score"] * 100) for name in SCORES}
    return scores | {name: results["audits"][name]["numericValue"] for name in MEASURES}


def row(site: str, path: str, runs: int) -> tuple[str, list[str]]:
    """A line of the table, and what is under the aim."""
    results = [report(site + path) for _ in range(runs)]
    median = {name: statistics.median(one[name] for one in results) for name in results[0]}
    cells = [f"{median[name]:.0f}" for name in SCORES]
    cells += [f"{median[name]:,.{2 if 'shift' in name else 0}f}" for name in MEASURES]
    low = [
        f"{path}: {name} {median[name]:.0f}"
        for name in SCORES
        if median[name] < MIN_SCORE and (path, name) not in EXEMPT
    ]
    return f"| {path} | {' | '.join(cells)} |", low


def main(runs: int) -> int:
    django.setup()
    from tools.screenshots.site import fill, serving

    shown = fill()
    low: list[str] = []
    with serving() as site:
        print(f"Median of {runs}; times in ms. Load of the machine: {os.getloadavg()[0]:.1f}\n")
        print(f"| page | {' | '.join([*SCORES, *MEASURES.values()])} |")
        print(f"|{'---|' * (1 + len(SCORES) + len(MEASURES))}")
        for path in ("/", "/cameras", f"/cameras/{shown['camera']}", "/about", "/report"):
            line, under = row(site, path, runs)
            print(line, flush=True)
            low += under
    print("\n" + (f"Under {MIN_SCORE}: {'; '.join(low)}" if low else f"All at least {MIN_SCORE}."))
    return int(bool(low))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 3))
