"""Who may do what, as decorators that stand on the views."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.models import User

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class StaffRequest(HttpRequest):
    """A request whose user is known to be logged in."""

    user: User


def moderator_required(view: View) -> View:
    """Send strangers to the login page, answer 403 to people who do not moderate; never cached."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not cast(User, request.user).is_moderator:
            raise PermissionDenied
        if settings.STAFF_MFA_REQUIRED:  # closed until accounts have a second factor
            raise PermissionDenied(_("Moderating needs a second factor, which this site does not offer yet."))
        return view(request, *args, **kwargs)

    return cast(View, never_cache(login_required(guarded)))
