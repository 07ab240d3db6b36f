"""Merging of duplicate cameras: the copy refers to the survivor, and cameras merged into the copy follow, so
that a chain is never longer than one."""

from cameras.models import Camera
from cameras.registry.revisions import Author, Clock, change


def merge_cameras(
    clock: Clock, copy: Camera, survivor: Camera, *, author: Author
) -> tuple[int, list[list[int]]]:
    """Returns the seq of the copy's revision, and [id, version] of each camera that followed it.

    Raises ValueError when the survivor is not published or is the copy itself, and StaleCamera.
    """
    if survivor.status != Camera.Status.ACTIVE or survivor.pk == copy.pk:
        raise ValueError(f"camera {copy.pk} cannot be merged into {survivor.pk}")
    values = {"status": Camera.Status.MERGED, "merged_into_id": survivor.pk}
    seq = change(clock, copy, values, author=author)
    if seq is None:
        raise ValueError(f"camera {copy.pk} is merged already")
    followed = []
    for camera in Camera.objects.filter(merged_into=copy).order_by("pk"):
        change(clock, camera, {"merged_into_id": survivor.pk}, author=author)
        followed.append([camera.pk, camera.version])
    return seq, followed


def unmerge_cameras(clock: Clock, copy: Camera, followed: list[list[int]], *, author: Author) -> None:
    """Point the cameras that followed a copy back to it, unless they were changed since."""
    for camera_id, version in followed:
        camera = Camera.objects.filter(pk=camera_id, version=version).first()
        if camera:
            change(clock, camera, {"merged_into_id": copy.pk}, author=author)
