"""Read-only admin of the registry, which is changed only through cameras/registry/revisions.py."""

from django.contrib import admin
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest

from cameras.importing import datasets
from cameras.models import Camera, CameraRevision, Dataset


class ReadOnly(admin.ModelAdmin):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Camera)
class CameraAdmin(ReadOnly):
    list_display = ("id", "ownership", "operator", "shape", "status", "dataset", "external_ref")
    list_filter = ("ownership", "status", "dataset")
    search_fields = ("=id", "operator", "external_ref")
    show_full_result_count = False


@admin.register(CameraRevision)
class CameraRevisionAdmin(ReadOnly):
    list_display = ("camera", "version", "role", "actor", "at")
    show_full_result_count = False


@admin.register(Dataset)
class DatasetAdmin(admin.ModelAdmin):
    list_display = ("slug", "title", "licence", "attribution", "retrieved_on", "rank")

    def save_model(self, request: HttpRequest, obj: Dataset, form: ModelForm, change: bool) -> None:
        datasets.save(obj)  # with a line in the feed for what readers carry of it
