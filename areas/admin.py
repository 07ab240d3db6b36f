from django.contrib import admin
from django.http import HttpRequest

from areas.models import Area


@admin.register(Area)
class AreaAdmin(admin.ModelAdmin):
    """Read-only: areas come from files (import_areas), which also assigns cameras to them."""

    list_display = ("code", "name", "level", "population", "population_year")
    list_filter = ("level",)
    search_fields = ("code", "name")
    exclude = ("polygon",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Area | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Area | None = None) -> bool:
        return False
