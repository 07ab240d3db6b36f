"""Somebody of each role. Monaco holds Monte-Carlo; Nice lies beside."""

from accounts.models import ModeratorScope, User
from accounts.roles import Role
from areas.models import Area
from areas.tests.builders import area, box

PASSWORD = "A long password for tests"


def monaco():
    """A region and a town in it."""
    area_row = Area.objects.filter(code="MC").first()
    return area_row or area("MC", box(7.40, 43.72, 7.45, 43.76), name="Monaco", level=Area.Level.REGION)


def monte_carlo():
    monaco()
    area_row = Area.objects.filter(code="MC-MC").first()
    return area_row or area("MC-MC", box(7.42, 43.73, 7.44, 43.75), name="Monte-Carlo", parent="MC")


def nice():
    area_row = Area.objects.filter(code="FR-06088").first()
    return area_row or area("FR-06088", box(7.18, 43.64, 7.32, 43.76), name="Nice")


def person(role, *, name="", areas=()):
    """Areas are for area moderators; Monaco when none is given."""
    if role is Role.ANONYMOUS:
        return None
    name = name or role.replace(" ", "-")
    if role is Role.ADMIN:
        return User.objects.create_superuser(name, password=PASSWORD)
    user = User.objects.create_user(name, password=PASSWORD, is_trusted=role is Role.TRUSTED)
    if role is Role.MODERATOR:
        ModeratorScope.objects.create(user=user)
    if role is Role.AREA_MODERATOR:
        for one in areas or [monaco()]:
            ModeratorScope.objects.create(user=user, area=one)
    return user
