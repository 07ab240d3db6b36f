"""Demo data: 25 areas, cameras of 33 European places and Dearborn, eight open reports, one moderator."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from accounts.models import ModeratorScope, User
from areas.models import Area
from cameras.models import Camera
from cameras.registry.neighbours import candidates
from reports.intake.forms import ReportForm
from reports.intake.receive import submit
from reports.models import Report

FIXTURES = Path(settings.BASE_DIR) / "fixtures"
MODERATOR = "moderator"
BOUNDARIES = ("areas-fr.geojson", "areas-monaco.geojson")
FILES = {
    "osm-europe-mix": ("europe-mix.overpass.json", "OpenStreetMap: 33 places in Europe"),
    "osm-dearborn": ("dearborn-overpass-turbo.geojson", "OpenStreetMap: Dearborn"),
}


@transaction.atomic  # an interrupted start must not leave a partial demo behind
def load_demo(*, password: str) -> None:
    """Load what is missing; a second call changes nothing."""
    load_areas()
    load_cameras()
    if not Report.objects.exists():
        load_reports()
    load_moderator(password)


def load_areas() -> None:
    if not Area.objects.exists():
        for name in BOUNDARIES:
            call_command("import_areas", FIXTURES / name)


def load_cameras() -> None:
    for slug, (name, title) in FILES.items():
        if Camera.objects.filter(dataset__slug=slug).exists():
            continue
        call_command(
            "import_cameras",
            FIXTURES / name,
            dataset=slug,
            title=title,
            licence="ODbL-1.0",
            attribution="© OpenStreetMap contributors",
            url="https://www.openstreetmap.org/copyright",
        )


def load_reports() -> None:
    for row in json.loads((FIXTURES / "demo-reports.json").read_text()):
        form = ReportForm(_form_data(row))
        if not form.is_valid():
            raise ValueError(f"demo report {row}: {form.errors}")
        neighbours = (
            candidates(float(form.data["latitude"]), float(form.data["longitude"]))
            if row.get("acknowledge")
            else []
        )
        submit(
            form.submission(locale="en", acknowledged=tuple(neighbour.camera.pk for neighbour in neighbours))
        )


def _form_data(row: dict[str, Any]) -> dict[str, Any]:
    """The row as form data; cameras are given by their OpenStreetMap object."""
    data = {**row, "terms": "on"}
    if "camera" in row:
        camera = Camera.objects.get(external_ref=row["camera"])
        data |= {"camera": camera.pk, "latitude": str(camera.latitude), "longitude": str(camera.longitude)}
    return data


def load_moderator(password: str) -> None:
    """Create the moderator once; changes by an administrator survive the next start."""
    user, created = User.objects.get_or_create(username=MODERATOR)
    if created:
        user.set_password(password)
        user.save()
        ModeratorScope.objects.create(user=user)


def can_log_in(password: str) -> bool:
    """Whether this is still the password of the demo's moderator."""
    user = User.objects.filter(username=MODERATOR, is_active=True).first()
    return user is not None and user.check_password(password)
