"""Permission checks: the function `may`, and the decorator `allows` on every view.

An object lies in one or more places (a report whose pin moved lies in two); a place is the set of ids of the
areas that contain it. Area moderators may act on an object only when all its places are within their areas;
an area includes its descendants.
"""

from collections.abc import Callable, Collection, Sequence
from functools import wraps
from typing import Any, TypeVar, cast

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.models import User
from accounts.roles import STAFF, TABLE, Action, Role, Scope, allowed
from accounts.second_factor import has_second_factor, redirect_to_second_factor
from areas.models import Area

View = TypeVar("View", bound=Callable[..., Any])
Person = User | AnonymousUser | None
Places = Sequence[Collection[int]]


class StaffRequest(HttpRequest):
    """A request whose user is known to be logged in."""

    user: User


class OwnReport(PermissionDenied):
    """The report is the moderator's own: somebody else decides on it."""


class OutOfArea(PermissionDenied):
    """The object lies outside the person's jurisdiction; the message names its area."""


def role_of(person: Person) -> Role:
    if not isinstance(person, User) or not person.is_active:
        return Role.ANONYMOUS
    if person.is_superuser:
        return Role.ADMIN
    if person.jurisdiction.everywhere:
        return Role.MODERATOR
    if person.jurisdiction.areas:
        return Role.AREA_MODERATOR
    return Role.TRUSTED if person.is_trusted else Role.CONTRIBUTOR


def may(person: Person, action: Action, *, places: Places | None = None, own: bool = False) -> bool:
    """Whether the person may perform the action; without `places` and `own`, on any object at all."""
    rule, role = TABLE[action], role_of(person)
    scope = rule.scopes[role]
    if places is None and not own:
        return scope is not Scope.NONE
    if own and rule.decides and not settings.SOLO_MODERATOR:
        return False
    return allowed(scope, within=is_within(person, places or ()), own=own)


def is_within(person: Person, places: Places) -> bool:
    """Whether every place lies in the person's areas. A place outside every area lies in nobody's."""
    if not isinstance(person, User):
        return False
    if person.is_superuser or person.jurisdiction.everywhere:
        return True
    within = Area.objects.within(person.jurisdiction.areas)
    return bool(places) and all(within.filter(pk__in=place).exists() for place in places)


def require(person: Person, action: Action, *, places: Places, own: bool = False) -> None:
    """Raises OwnReport, OutOfArea or PermissionDenied, with a message for the person."""
    if may(person, action, places=places, own=own):
        return
    if not may(person, action):
        raise PermissionDenied
    if own and TABLE[action].decides:
        raise OwnReport(_("This report is your own: somebody else decides on it."))
    raise OutOfArea(
        _("This lies in %(place)s, outside the areas you moderate.") % {"place": _names_of(places)}
    )


def _names_of(places: Places) -> str:
    """Name of the smallest area of each place."""
    ids = {number for place in places for number in place}
    areas = Area.objects.in_bulk(ids)
    parents = {area.parent_id for area in areas.values()}
    names = sorted({area.name for area in areas.values() if area.pk not in parents})
    return ", ".join(names) or _("no known area")


def allows(action: Action) -> Callable[[View], View]:
    """Decorator that restricts a view to the roles with this action in the table of accounts/roles.py.

    A view open to everybody is not wrapped, so it touches neither session nor cookie. Otherwise anonymous
    users are redirected to the login page, users without the permission get 403, staff without a second
    factor are redirected to set one up, and responses are never cached. The place of an object is checked
    with `require`.
    """

    def decorate(view: View) -> View:
        if TABLE[action].scopes[Role.ANONYMOUS] is not Scope.NONE:
            view.action = action  # type: ignore[attr-defined]
            return view
        guarded = never_cache(login_required(_guarded(view, action)))
        guarded.action = action  # type: ignore[attr-defined]
        return guarded

    return decorate


def _guarded(view: View, action: Action) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        person = cast(User, request.user)
        if not may(person, action):
            raise PermissionDenied
        if role_of(person) in STAFF and not has_second_factor(person):
            return redirect_to_second_factor(request)
        return cast(HttpResponseBase, view(request, *args, **kwargs))

    return cast(View, guarded)
