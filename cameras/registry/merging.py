"""Two entries of one camera become one: the copy points at the survivor, and whatever pointed at the copy
follows, so that a chain is never longer than one."""

from cameras.models import Camera
from cameras.registry.revisions import Author, Clock, change


def merge_cameras(
    clock: Clock, copy: Camera, survivor: Camera, *, author: Author
) -> tuple[int, list[list[int]]]:
    """Returns the seq of the copy's revision, and [id, version] of each camera that followed it.

    Raises ValueError when the survivor is not on the map or is the copy itself, StaleCamera.
    """
    if survivor.status != Camera.Status.ACTIVE or survivor.pk == copy.pk:
        raise ValueError(f"camera {copy.pk} cannot be merged into {survivor.pk}")
    values = {"status": Camera.Status.MERGED, "merged_into_id": survivor.pk}
    seq = change(clock, copy, values, author=author)
    if seq is None:
        raise ValueError(f"camera {copy.pk} is merged already")
    followed = []
    for one in Camera.objects.filter(merged_into=copy).order_by("pk"):
        change(clock, one, {"merged_into_id": survivor.pk}, author=author)
        followed.append([one.pk, one.version])
    return seq, followed


def unmerge_cameras(clock: Clock, copy: Camera, followed: list[list[int]], *, author: Author) -> None:
    """Lead those that followed a copy back to it, unless they were changed since."""
    for camera_id, version in followed:
        one = Camera.objects.filter(pk=camera_id, version=version).first()
        if one:
            change(clock, one, {"merged_into_id": copy.pk}, author=author)
