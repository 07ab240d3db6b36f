"""The admin has no door of its own."""

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from accounts.permissions import allows
from accounts.roles import Action
from accounts.second_factor import has_second_factor, lead_to_second_factor


def guard_admin(site: AdminSite) -> None:
    """Put allauth's login, with its rate limits, and the second factor before the admin."""
    permitted, login = site.has_permission, secure_admin_login(site.login)

    def has_permission(request: HttpRequest) -> bool:
        return permitted(request) and has_second_factor(request.user)  # type: ignore[arg-type]  # is logged in

    @allows(Action.SIGN_IN)
    def admin_login(request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if permitted(request) and not has_permission(request):
            return lead_to_second_factor(request, wanted=reverse("admin:index"))
        response: HttpResponse = login(request, extra_context)
        return response

    site.has_permission = has_permission  # type: ignore[method-assign]
    site.login = admin_login  # type: ignore[method-assign]
