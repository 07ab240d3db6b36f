"""Each event of the table as an act, and the way to each status: for tests that walk all of them."""

from django.db import transaction

from accounts.models import User
from cameras.models import Camera
from cameras.tests.builders import camera
from reports import moderation, reporter
from reports.events import advance
from reports.models import Report
from reports.tests.people import report, submission
from reports.transitions import Event, Status


def moderator():
    """Somebody who may do everything; the roles are tested elsewhere."""
    found = User.objects.filter(username="admin").first()
    return found or User.objects.create_superuser("admin")


def elsewhere():
    """A camera that reports can be merged into."""
    return Camera.objects.filter(latitude=-45.5).first() or camera(-45.5, 100)


def by_system(event):
    def act(one, by, version):
        with transaction.atomic():
            advance(one, event, version=version)

    return act


ACTS = {
    Event.HOLD: lambda one, by, v: moderation.hold(one, by=by, version=v, reason="odd"),
    Event.RELEASE: lambda one, by, v: moderation.release(one, by=by, version=v),
    Event.AMEND: lambda one, by, v: reporter.amend(one, submission(operator="Better"), version=v),
    Event.ASK: lambda one, by, v: moderation.ask(one, by=by, version=v, question="Which wall?"),
    Event.ANSWER: lambda one, by, v: reporter.answer(one, version=v, text="The left one"),
    Event.FLAG: lambda one, by, v: moderation.flag(one, by=by, version=v, wanted=True),
    Event.APPROVE: lambda one, by, v: moderation.approve(one, by=by, version=v),
    Event.REJECT: lambda one, by, v: moderation.reject(one, by=by, version=v, reason="spam"),
    Event.MERGE: lambda one, by, v: moderation.merge(one, by=by, version=v, into=elsewhere()),
    Event.WITHDRAW: lambda one, by, v: reporter.withdraw(one, version=v),
    Event.EXPIRE: by_system(Event.EXPIRE),
    Event.REOPEN: lambda one, by, v: moderation.reopen(one, by=by, version=v, reason="a mistake"),
    Event.REVERT: lambda one, by, v: moderation.revert(one, by=by, version=v),
    Event.ERASE: lambda one, by, v: reporter.erase(one, version=v),
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
