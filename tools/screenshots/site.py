"""A site of its own with the demo, and the addresses that only it knows."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management import call_command

PORT = 8141
CROWD = 10_000
LONG = (
    "Direction interdépartementale de la protection, de la tranquillité et de la sécurité publiques "
    "de la communauté d'agglomération (service de vidéoprotection)"
)


def fill() -> dict[str, str]:
    """Load the demo and what the pictures need besides; returns the addresses' words by name."""
    from cameras.models import Camera, CameraRevision, Dataset
    from cameras.revisions import Author, create, registry

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    call_command("prepare_demo", verbosity=0)
    shown = Camera.objects.published().exclude(direction="").exclude(operator="").latest("pk")
    long = Camera(
        latitude=43.7321, longitude=7.4201, ownership="public", operator=LONG, zone="town", shape="dome",
        device="camera", mount="pole", dataset=Dataset.objects.earliest("pk"), external_ref="osm:node/1",
    )  # fmt: skip
    with registry() as clock:
        create(clock, [long], author=Author(CameraRevision.Role.IMPORT))
    return {"camera": str(shown.pk), "long": str(long.pk)}


def fill_crowd() -> str:
    """Add ten thousand cameras round one town; returns the query of a view of them."""
    import random

    from cameras.importing.writer import write
    from cameras.models import Dataset
    from cameras.osm import read_element

    rng = random.Random(1)
    dataset, _created = Dataset.objects.get_or_create(slug="crowd", title="Crowd", licence="ODbL-1.0")
    words = ("public", "outdoor", "indoor")
    write(
        (
            (
                str(n),
                read_element(
                    "node", n, rng.gauss(50.11, 0.008), rng.gauss(8.68, 0.012),
                    {
                        "man_made": "surveillance", "surveillance": rng.choice(words),
                        "camera:direction": str(rng.randrange(360)),
                        "camera:type": rng.choice(("fixed", "dome")),
                    },
                ),
            )
            for n in range(10**12, 10**12 + CROWD)
        ),
        dataset,
    )  # fmt: skip
    return "?lat=50.11&lon=8.68&zoom=15"


@contextmanager
def serving() -> Iterator[str]:
    """The address of the site while it runs."""
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{PORT}"]
    command += ["--workers", "2", "--worker-class", "gthread", "--threads", "4", "--log-level", "error"]
    process = subprocess.Popen([*command, "--no-control-socket"])
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", PORT)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{PORT}"
    finally:
        process.terminate()
        process.wait()
