"""A dataset as it is known, and its changes: readers hear of them as of every other change."""

from typing import Any

from cameras.importing import sources
from cameras.importing.decisions import decided_by_people
from cameras.models import Camera, CameraRevision, Dataset, SourceStatement
from cameras.registry.revisions import Author, announce, change, registry

# What every camera carries of its dataset.
TERMS = ("licence", "attribution")
_CHUNK = 200


def save(dataset: Dataset) -> None:
    """Store a dataset. Under another licence or attribution each of its cameras gets a line in the feed, and
    with it the ETags change; with another rank those that other datasets list too are looked at again."""
    before = Dataset.objects.filter(pk=dataset.pk).first()
    with registry() as clock:
        dataset.save()
        if before and any(getattr(before, name) != getattr(dataset, name) for name in TERMS):
            announce(clock, Camera.objects.filter(dataset=dataset))
    if before and before.rank != dataset.rank:
        _follow_again(dataset)


def update(slug: str, values: dict[str, Any], title: str) -> Dataset:
    """The dataset of that name with these values; empty ones leave what is known. A new one has the title."""
    dataset = Dataset.objects.filter(slug=slug).first() or Dataset(slug=slug, title=title)
    for name, value in values.items():
        if value or dataset._state.adding:
            setattr(dataset, name, value)
    dataset.title = dataset.title or title
    save(dataset)
    return dataset


def _follow_again(dataset: Dataset) -> None:
    author = Author(CameraRevision.Role.IMPORT, reason=dataset.slug)
    listed = SourceStatement.objects.filter(dataset=dataset, current=True)
    ids = list(listed.order_by("camera").values_list("camera", flat=True))
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        with registry() as clock:
            known, decided = sources.current(chunk), decided_by_people(chunk)
            datasets = {one.pk: one for one in Dataset.objects.all()}
            for camera in Camera.objects.filter(pk__in=chunk):
                values = sources.followed(camera, known[camera.pk], decided.get(camera.pk, set()), datasets)
                change(clock, camera, values, author=author)
