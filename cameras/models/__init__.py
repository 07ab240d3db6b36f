"""The registry of approved cameras. It is changed only through cameras/registry/revisions.py."""

from cameras.models.area_membership import CameraArea
from cameras.models.camera import Camera, CameraQuerySet
from cameras.models.dataset import Dataset, ImportBatch, ImportRun
from cameras.models.history import CameraRevision, Change, RegistryClock
from cameras.models.pyramid import PyramidCell
from cameras.models.statements import SourceStatement

__all__ = [
    "Camera",
    "CameraArea",
    "CameraQuerySet",
    "CameraRevision",
    "Change",
    "Dataset",
    "ImportBatch",
    "ImportRun",
    "PyramidCell",
    "RegistryClock",
    "SourceStatement",
]
