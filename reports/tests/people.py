"""Alice moderates, Bob reports without an account, Charlie has an account and no right."""

from uuid import uuid4

from accounts.models import ModeratorScope, User
from cameras.tests.builders import MONACO
from reports.intake.forms import ReportForm
from reports.intake.receive import submit
from reports.models import Report

FORM = {
    "kind": "new",
    "latitude": str(MONACO[0]),
    "longitude": str(MONACO[1]),
    "ownership": "public",
    "operator": "Ville",
    "shape": "dome",
    "direction": "135",
    "note": "On the lamp post",
    "basis": "seen_myself",
    "terms": "on",
}


def alice():
    return moderator("alice")


def moderator(name):
    user = User.objects.create_user(name, password="Alice's long password")
    ModeratorScope.objects.create(user=user)
    return user


def charlie():
    return User.objects.create_user("charlie", password="Charlie's password")


def typed(**fields):
    """What Bob types, with a token of his own."""
    return {**FORM, "client_token": str(uuid4()), **{name: str(value) for name, value in fields.items()}}


def submission(*, acknowledged=(), locale="en", **fields):
    """What the form makes of it."""
    form = ReportForm(typed(**fields))
    assert form.is_valid(), form.errors
    return form.submission(locale=locale, acknowledged=tuple(acknowledged))


def report(*, acknowledged=(), **fields) -> Report:
    """A report of Bob's that waits for review."""
    return submit(submission(acknowledged=acknowledged, **fields))[0]
