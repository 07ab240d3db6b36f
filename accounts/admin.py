from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.applications import assign_token, revoke
from accounts.invitations import invite
from accounts.models import Application, Invitation, ModeratorScope, User
from web.autocomplete import CheckedAutocompleteMixin


class ScopeForm(forms.ModelForm):
    def has_changed(self) -> bool:
        """A new scope with an empty area means everywhere, so it is saved without any input."""
        return not self.instance.pk or super().has_changed()


class ScopeInline(CheckedAutocompleteMixin, admin.TabularInline):
    model = ModeratorScope
    form = ScopeForm
    extra = 0
    autocomplete_fields = ("area",)  # a country has 35,000 towns


@admin.register(User)
class AccountAdmin(UserAdmin):
    inlines = (ScopeInline,)
    list_display = ("username", "is_trusted", "is_superuser", "is_active", "last_login")
    fieldsets = (*UserAdmin.fieldsets, (None, {"fields": ("is_trusted",)}))  # type: ignore[misc]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # decisions keep their author; unset "active" to close an account


@admin.register(Invitation)
class InvitationAdmin(CheckedAutocompleteMixin, admin.ModelAdmin):
    """Adding one shows its link once. Invitations cannot be changed; deleting revokes an open one."""

    list_display = ("__str__", "invited_by", "created_at", "expires_at", "accepted_by")
    autocomplete_fields = ("area",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is not None and obj.accepted_at is None and super().has_delete_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: Invitation, form: Any, change: bool) -> None:
        invitation, link = invite(Invitation.Role(obj.role), obj.area, by=request.user)  # type: ignore[arg-type]
        obj.pk = invitation.pk
        messages.success(
            request, _("Give this link to one person, it is shown once: %(link)s") % {"link": link}
        )


@admin.register(Application)
class ApplicationAdmin(admin.ModelAdmin):
    """Adding one shows its token once. It is revoked, never deleted: its reports keep its name."""

    list_display = ("name", "contact", "may_read", "may_report", "expires_on", "last_used_on", "revoked_at")
    readonly_fields = ("created_at", "created_by", "last_used_on", "revoked_at", "revoked_by")
    list_select_related = ("created_by", "revoked_by")
    actions = ("withdraw",)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Revoked applications are read-only."""
        return (obj is None or obj.revoked_at is None) and super().has_change_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: Application, form: Any, change: bool) -> None:
        if change:
            obj.save(update_fields=form.changed_data)
            return
        token = assign_token(obj, by=request.user)  # type: ignore[arg-type]
        obj.save()
        messages.success(
            request, _("Give this token to who runs it, it is shown once: %(token)s") % {"token": token}
        )

    @admin.action(description=gettext_lazy("Withdraw the tokens, for good"), permissions=["change"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Application]) -> None:
        count = sum(revoke(application, by=request.user) for application in queryset)  # type: ignore[arg-type]
        messages.success(request, _("Withdrawn: %(count)s.") % {"count": count})
