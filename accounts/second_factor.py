"""The second factor of staff: who has one, and the way to it for those who have none."""

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User

WANTED = "wanted_page"  # in the session: where somebody was going when they were led here


def has_second_factor(person: User) -> bool:
    """Also true when the site asks for none. allauth asks for it at each login of those who have one."""
    return not settings.STAFF_MFA_REQUIRED or is_mfa_enabled(person)


def lead_to_second_factor(request: HttpRequest, *, wanted: str = "") -> HttpResponseRedirect:
    """To the page that sets it up; the page after it leads back. Nothing posted is carried over."""
    if request.method not in ("GET", "HEAD"):
        raise PermissionDenied(_("Set up your second factor first: open any page of the moderation."))
    request.session[WANTED] = wanted or request.get_full_path()
    return HttpResponseRedirect(reverse("mfa_activate_totp"))
