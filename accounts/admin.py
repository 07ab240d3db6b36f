from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin

from accounts.models import ModeratorScope, User


class ScopeForm(forms.ModelForm):
    def has_changed(self) -> bool:
        """A new scope with an empty area means everywhere: it is saved though nothing was typed."""
        return not self.instance.pk or super().has_changed()


class ScopeInline(admin.TabularInline):
    model = ModeratorScope
    form = ScopeForm
    extra = 0


@admin.register(User)
class AccountAdmin(UserAdmin):
    inlines = (ScopeInline,)
