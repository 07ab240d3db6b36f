"""The admin uses the site's login: allauth with its rate limits, then the second factor."""

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from accounts.permissions import allows
from accounts.roles import Action
from accounts.second_factor import has_second_factor, redirect_to_second_factor


def guard_admin(site: AdminSite) -> None:
    """Replace the login of an admin site and require the second factor."""
    has_site_permission, login = site.has_permission, secure_admin_login(site.login)

    def has_permission(request: HttpRequest) -> bool:
        return has_site_permission(request) and has_second_factor(request.user)  # type: ignore[arg-type]  # is logged in

    @allows(Action.SIGN_IN)
    def admin_login(request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if has_site_permission(request) and not has_permission(request):
            return redirect_to_second_factor(request, next_url=reverse("admin:index"))
        response: HttpResponse = login(request, extra_context)
        return response

    site.has_permission = has_permission  # type: ignore[method-assign]
    site.login = admin_login  # type: ignore[method-assign]
