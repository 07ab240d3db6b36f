"""The registry of approved cameras. It is changed only through cameras/revisions.py."""

from cameras.models.camera import Camera, CameraQuerySet
from cameras.models.dataset import Dataset, ImportBatch, ImportRun
from cameras.models.history import CameraRevision, Change, RegistryClock
from cameras.models.pyramid import PyramidCell
from cameras.models.statements import SourceStatement
from cameras.models.territory import CameraArea

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
