"""What an import makes of cameras that are known already: nothing is written here."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from cameras.filters import PUBLIC_STATUSES
from cameras.importing import sources
from cameras.importing.sources import Statements, camera_edition, edition_of
from cameras.importing.statements import Statement, as_json
from cameras.models import Camera, CameraRevision, Dataset, ImportRun, SourceStatement


@dataclass(slots=True)
class Decision:
    """`values` are to be set, `statements` to be stored and others `replaced` (ids) by them; `older`: the row
    tells of an older state of the object."""

    camera: Camera
    values: dict[str, Any]
    older: bool = False
    statements: list[SourceStatement] = field(default_factory=list)
    replaced: list[int] = field(default_factory=list)


def decided_by_people(camera_ids: Iterable[int]) -> dict[int, set[str]]:
    """The fields that people set here, by camera."""
    decided: dict[int, set[str]] = {}
    by_people = CameraRevision.objects.exclude(role=CameraRevision.Role.IMPORT).filter(camera__in=camera_ids)
    for pk, changed in by_people.values_list("camera_id", "changed"):
        decided.setdefault(pk, set()).update(changed)
    return decided


def decide(dataset: Dataset, run: ImportRun | None, said: Mapping[int, Statement]) -> Iterator[Decision]:
    """What becomes of cameras of which the dataset says something else than it did, by their ids."""
    cameras = list(Camera.objects.filter(pk__in=list(said)))
    decided = decided_by_people(said)
    shared = sources.current(said)
    joined = [one for one in cameras if one.pk not in shared and one.dataset_id != dataset.pk]
    earlier = sources.earlier(joined) if joined else {}
    datasets = {one.pk: one for one in Dataset.objects.all()} if shared or joined else {}
    datasets.setdefault(dataset.pk, dataset)
    for camera in cameras:
        statement, kept = said[camera.pk], decided.get(camera.pk, set())
        if camera.pk in shared or camera.pk in earlier:
            new = earlier.get(camera.pk, [])
            known = shared.get(camera.pk) or {one.dataset_id: one for one in new if one.current}
            yield _among_several(dataset, run, camera, statement, kept, known, new, datasets)
        else:
            yield _alone(camera, statement, kept)


def _alone(camera: Camera, statement: Statement, decided: set[str]) -> Decision:
    """The dataset is the only one that lists the camera."""
    if statement.edition.is_older_than(camera_edition(camera)):
        return Decision(camera, {}, older=True)
    values = statement.values
    if (
        camera.status not in PUBLIC_STATUSES
    ):  # by people, who said it before; or it is among the decided fields
        del values["status"]
    values = {name: value for name, value in values.items() if name not in decided}
    version, timestamp = statement.edition.after(camera_edition(camera))
    derived = {
        "source_digest": statement.digest,
        "source_version": version,
        "source_timestamp": timestamp,
    }
    return Decision(camera, values | derived)


def _among_several(
    dataset: Dataset,
    run: ImportRun | None,
    camera: Camera,
    statement: Statement,
    decided: set[str],
    known: Statements,
    earlier: list[SourceStatement],
    datasets: Mapping[int, Dataset],
) -> Decision:
    """Other datasets list it too: what this one says is stored, and the rule tells which is followed."""
    own = known.get(dataset.pk)
    older = statement.edition.is_older_than(camera_edition(camera))
    if own and (own.digest == statement.digest or statement.edition.is_older_than(edition_of(own))):
        return Decision(camera, {}, older)
    before = own.said if own and own.said else sources.said_of(camera)
    said = as_json(statement.values)
    version, timestamp = statement.edition.after(edition_of(own)) if own else statement.edition
    new = SourceStatement(
        camera=camera,
        dataset=dataset,
        run=run,
        said=said if statement.record else {**before, **said},
        digest=statement.digest,
        version=version,
        timestamp=timestamp,
    )
    if own and not own.pk:
        own.current = False
    now = {**known, dataset.pk: new}
    values = sources.followed(camera, now, decided, datasets)
    return Decision(camera, values, older, [*earlier, new], [own.pk] if own and own.pk else [])
