"""Cameras for tests, made the way all cameras are made."""

from cameras.models import Camera, CameraRevision, Dataset
from cameras.registry.revisions import Author, create, registry

MONACO = (43.7384, 7.4246)
IMPORT = Author(CameraRevision.Role.IMPORT, reason="test")


def dataset(slug="town", **values):
    defaults = {"title": slug.title(), "licence": "ODbL-1.0", "attribution": "© the town"}
    return Dataset.objects.get_or_create(slug=slug, defaults={**defaults, **values})[0]


def camera(lat=MONACO[0], lon=MONACO[1], **values):
    """A published camera in Monaco, unless said otherwise."""
    values.setdefault("dataset", dataset())
    with registry() as clock:
        create(clock, [made := Camera(latitude=lat, longitude=lon, **values)], author=IMPORT)
    return made
