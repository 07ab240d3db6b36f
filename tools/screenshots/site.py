"""A site of its own with the demo, and the addresses that only it knows."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.conf import settings
from django.core.management import call_command

if TYPE_CHECKING:
    from reports.models import Report

PORT = int(os.environ["PORT"])
CROWD = 10_000
COLLEAGUE = "amina"
LONG = (
    "Direction interdépartementale de la protection, de la tranquillité et de la sécurité publiques "
    "de la communauté d'agglomération (service de vidéoprotection)"
)


def fill() -> dict[str, str]:
    """Load the demo and what the pictures need besides; returns the addresses' words by name."""
    from cameras.models import Camera, CameraRevision, Dataset
    from cameras.registry.revisions import Author, create, registry

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
    from cameras.osm.tags import read_element

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


def fill_reviews() -> dict[str, str]:
    """Reports in the states that the pictures show, and two colleagues; returns their addresses' words."""
    from accounts.models import ModeratorScope, User
    from areas.models import Area
    from reports import decisions
    from reports.intake.receive import tracking_secret

    for name in (COLLEAGUE, "elsewhere"):
        user = User.objects.create_user(name, password=settings.DEMO_PASSWORD)
        area = Area.objects.get(code="FR-30189") if name == "elsewhere" else None
        ModeratorScope.objects.create(user=user, area=area)
    by = User.objects.get(username=COLLEAGUE)
    sent = [_send(43.7330, 7.4150), _send(43.7340, 7.4160), _send(43.7350, 7.4185)]
    (asked, first), (refused, second), (waiting, _token) = sent
    decisions.ask(asked, by=by, version=1, question="On which side of the door does it hang?")
    decisions.reject(refused, by=by, version=1, reason="private_home", public_reason="")
    secrets = {"asked": tracking_secret(first), "refused": tracking_secret(second)}
    return secrets | {"waiting": waiting.reference}


def _send(lat: float, lon: float) -> "tuple[Report, UUID]":
    from reports.intake.forms import ReportForm
    from reports.intake.receive import submit

    token = uuid4()
    values = {
        "kind": "new", "latitude": str(lat), "longitude": str(lon), "ownership": "public", "shape": "dome",
        "operator": "Mairie", "direction": "135", "note": "On the lamp post", "basis": "seen_myself",
        "terms": "on", "client_token": str(token),
    }  # fmt: skip
    form = ReportForm(values)
    if not form.is_valid():
        raise ValueError(form.errors)
    return submit(form.submission(locale="en", acknowledged=()))[0], token


def refuse(url: str) -> None:
    """A colleague decides on the report of a page."""
    from accounts.models import User
    from reports import decisions
    from reports.models import Report

    report = Report.objects.get(reference=url.partition("?")[0].rpartition("/")[2])
    by = User.objects.get(username=COLLEAGUE)
    decisions.reject(report, by=by, version=report.version, reason="not_a_camera")


def put_back(_page: object) -> None:
    """What the colleague refused waits again."""
    from accounts.models import User
    from reports import decisions
    from reports.models import Report

    by = User.objects.get(username=COLLEAGUE)
    for report in Report.objects.filter(status="rejected", reason="not_a_camera"):
        decisions.reopen(report, by=by, version=report.version, reason="again")


@contextmanager
def serving() -> Iterator[str]:
    """The address of the site while it runs."""
    command = [sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.conf.py", "config.wsgi"]
    command += ["--bind", f"127.0.0.1:{PORT}", "--log-level", "error"]
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
