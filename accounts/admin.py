from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.applications import give_token, revoke
from accounts.invitations import invite
from accounts.models import Application, Invitation, ModeratorScope, User


class ScopeForm(forms.ModelForm):
    def has_changed(self) -> bool:
        """A new scope with an empty area means everywhere: it is saved though nothing was typed."""
        return not self.instance.pk or super().has_changed()


class ScopeInline(admin.TabularInline):
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
        return False  # what somebody decided keeps their name; "active" closes an account


@admin.register(Invitation)
class InvitationAdmin(admin.ModelAdmin):
    """Adding one shows its link, once. There is nothing to change; deleting takes an open one back."""

    list_display = ("__str__", "invited_by", "created_at", "expires_at", "accepted_by")
    autocomplete_fields = ("area",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is not None and obj.accepted_at is None and super().has_delete_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: Invitation, form: Any, change: bool) -> None:
        made, link = invite(Invitation.Role(obj.role), obj.area, by=request.user)  # type: ignore[arg-type]
        obj.pk = made.pk
        messages.success(
            request, _("Give this link to one person, it is shown once: %(link)s") % {"link": link}
        )


@admin.register(Application)
class ApplicationAdmin(admin.ModelAdmin):
    """Adding one shows its token, once. It is withdrawn, never deleted: what it sent keeps its name."""

    list_display = ("name", "contact", "may_read", "may_report", "expires_on", "last_used_on", "revoked_at")
    readonly_fields = ("created_at", "created_by", "last_used_on", "revoked_at", "revoked_by")
    list_select_related = ("created_by", "revoked_by")
    actions = ("withdraw",)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was withdrawn stays as it was."""
        return (obj is None or obj.revoked_at is None) and super().has_change_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: Application, form: Any, change: bool) -> None:
        if change:
            obj.save(update_fields=form.changed_data)
            return
        token = give_token(obj, by=request.user)  # type: ignore[arg-type]
        obj.save()
        messages.success(
            request, _("Give this token to who runs it, it is shown once: %(token)s") % {"token": token}
        )

    @admin.action(description=gettext_lazy("Withdraw the tokens, for good"), permissions=["change"])
    def withdraw(self, request: HttpRequest, chosen: QuerySet[Application]) -> None:
        done = sum(revoke(one, by=request.user) for one in chosen)  # type: ignore[arg-type]
        messages.success(request, _("Withdrawn: %(count)s.") % {"count": done})
