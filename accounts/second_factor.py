"""Second factor of staff: who has one, and the redirect for those who need to set one up."""

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User

NEXT_PAGE_KEY = "wanted_page"  # session key of the page requested before the redirect


def has_second_factor(person: User) -> bool:
    """Whether the person has one, or the site requires none. allauth asks for it at every login."""
    return not settings.STAFF_MFA_REQUIRED or is_mfa_enabled(person)


def redirect_to_second_factor(request: HttpRequest, *, next_url: str = "") -> HttpResponseRedirect:
    """Redirect to the set-up page, which leads back to `next_url` or this page. POST data is lost."""
    if request.method not in ("GET", "HEAD"):
        raise PermissionDenied(_("Set up your second factor first: open any page of the moderation."))
    request.session[NEXT_PAGE_KEY] = next_url or request.get_full_path()
    return HttpResponseRedirect(reverse("mfa_activate_totp"))
