from django.contrib import admin
from django.contrib.auth.admin import UserAdmin

from accounts.models import ModeratorScope, User


class ScopeInline(admin.TabularInline):
    model = ModeratorScope
    extra = 0


@admin.register(User)
class AccountAdmin(UserAdmin):
    inlines = (ScopeInline,)
