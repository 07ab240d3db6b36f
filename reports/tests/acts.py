"""Each event of the table as an act, and the way to each status: for tests that walk all of them."""

from django.db import transaction

from accounts.models import User
from cameras.models import Camera
from cameras.tests.builders import camera
from reports import decisions
from reports.history.events import advance
from reports.models import Report
from reports.models.transitions import Event, Status
from reports.reporter import actions
from reports.tests.people import report, submission


def moderator():
    """Somebody who may do everything; the roles are tested elsewhere."""
    admin = User.objects.filter(username="admin").first()
    return admin or User.objects.create_superuser("admin")


def elsewhere():
    """A camera that reports can be merged into."""
    return Camera.objects.filter(latitude=-45.5).first() or camera(-45.5, 100)


def by_system(event):
    def act(one, by, version):
        with transaction.atomic():
            advance(one, event, version=version)

    return act


ACTS = {
    Event.HOLD: lambda one, by, v: decisions.hold(one, by=by, version=v, reason="odd"),
    Event.RELEASE: lambda one, by, v: decisions.release(one, by=by, version=v),
    Event.AMEND: lambda one, by, v: actions.amend(one, submission(operator="Better"), version=v),
    Event.ASK: lambda one, by, v: decisions.ask(one, by=by, version=v, question="Which wall?"),
    Event.ANSWER: lambda one, by, v: actions.answer(one, version=v, text="The left one"),
    Event.FLAG: lambda one, by, v: decisions.flag(one, by=by, version=v, second_opinion=True),
    Event.APPROVE: lambda one, by, v: decisions.approve(one, by=by, version=v),
    Event.REJECT: lambda one, by, v: decisions.reject(one, by=by, version=v, reason="spam"),
    Event.MERGE: lambda one, by, v: decisions.merge(one, by=by, version=v, into=elsewhere()),
    Event.WITHDRAW: lambda one, by, v: actions.withdraw(one, version=v),
    Event.EXPIRE: by_system(Event.EXPIRE),
    Event.REOPEN: lambda one, by, v: decisions.reopen(one, by=by, version=v, reason="a mistake"),
    Event.REVERT: lambda one, by, v: decisions.revert(one, by=by, version=v),
    Event.ERASE: lambda one, by, v: actions.erase(one, version=v),
}
WAY = {
    Status.PENDING: [],
    Status.HELD: [Event.HOLD],
    Status.NEEDS_INFO: [Event.ASK],
    Status.APPROVED: [Event.APPROVE],
    Status.REJECTED: [Event.REJECT],
    Status.MERGED: [Event.MERGE],
    Status.WITHDRAWN: [Event.WITHDRAW],
    Status.EXPIRED: [Event.HOLD, Event.EXPIRE],
    Status.REVERTED: [Event.APPROVE, Event.REVERT],
}


def in_status(status, **fields) -> Report:
    """A report that was led to a status."""
    one = report(**fields)
    for event in WAY[status]:
        ACTS[event](one, moderator(), one.version)
    return one
