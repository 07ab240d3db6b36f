"""Shown by 3 of the data's issue: whatever moderators decide and imports bring, at once and in any order, a
mirror that polls equals a full export at the end, and no reader ever sees a gap in the feed."""

import json
import random
import secrets
from collections import Counter
from io import StringIO
from queue import SimpleQueue
from tempfile import NamedTemporaryFile
from threading import Thread

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import connections

from cameras.models import Camera, Change
from cameras.publishing.tests.test_mirror import MirrorTestCase
from cameras.registry import audit
from cameras.registry.neighbours import PossibleDuplicates
from cameras.registry.revisions import StaleCamera
from cameras.tests.builders import camera
from reports import decisions
from reports.accountability import audit as reports_audit
from reports.intake.receive import submit
from reports.models import Report
from reports.reporter.confirmations import confirm
from reports.tests.acts import moderator
from reports.tests.crowd import PATIENCE, fork
from reports.tests.people import submission

ACTS_EACH = 40
WRITERS = 3
EXPECTED = (decisions.Conflict, PossibleDuplicates, StaleCamera, PermissionDenied)


def decide(**fields):
    """Somebody reports it, a moderator approves it."""
    try:
        sent = submission(**fields)
    except AssertionError as error:  # the form: the camera is not on the map any more
        raise decisions.CameraGone from error
    one, _secret = submit(sent)
    decisions.approve(one, by=moderator(), version=1)


def approve_new(rng):
    decide(latitude=rng.uniform(40, 50), longitude=rng.uniform(0, 10), operator=f"new {rng.random()}")


def edit(rng):
    decide(kind="correction", camera=some(rng), operator=f"edited {rng.random()}", shape="fixed")


def move(rng):
    place = {"latitude": rng.uniform(40, 50), "longitude": rng.uniform(0, 10)}
    decide(kind="correction", camera=some(rng), **place)


def remove(rng):
    decide(kind="removed", camera=some(rng))


def merge(rng):
    copy, survivor = rng.sample(published(), 2)
    decide(kind="duplicate", camera=copy, duplicate_of=survivor)


def hide(rng):
    decisions.hide(Camera.objects.get(pk=some(rng)), by=moderator(), reason="a home")


def unhide(rng):
    if hidden := list(Camera.objects.filter(status="hidden")):
        decisions.unhide(rng.choice(hidden), by=moderator(), reason="a mistake")


def revert(rng):
    if approved := list(Report.objects.approved()):
        one = rng.choice(approved)
        decisions.revert(one, by=moderator(), version=one.version)


def confirm_one(rng):
    confirm(Camera.objects.get(pk=some(rng)), by=f"person {rng.random()}")


def bring(rng):
    """An import of a source that knows ten cameras, not always the same and not always alike."""
    elements = [
        {
            "type": "node", "id": number, "lat": 30 + number / 10, "lon": 5.0,
            "tags": {"man_made": "surveillance", "operator": f"source {rng.randrange(3)}"},
        }
        for number in range(1, 11)
        if rng.random() < 0.8
    ]  # fmt: skip
    with NamedTemporaryFile("w", suffix=".json") as file:
        json.dump({"elements": elements}, file)
        file.flush()
        names = {"dataset": f"source-{rng.randrange(2)}", "attribution": "Source", "licence": "ODbL-1.0"}
        options = {"complete": True, "allow_share": 1.0, "stdout": StringIO()}
        call_command("import_cameras", file.name, **names, **options)


def published():
    return list(Camera.objects.published().values_list("pk", flat=True))


def some(rng):
    return rng.choice(published())


ACTS = (approve_new, approve_new, edit, edit, move, remove, merge, hide, unhide, revert, confirm_one, bring)


def work(seed, outcomes):
    """Do what moderators, residents and imports do; says what went wrong."""
    rng = random.Random(seed)
    try:
        for _ in range(ACTS_EACH):
            act = rng.choice(ACTS)
            try:
                act(rng)
                outcomes.put((act.__name__, ""))
            except EXPECTED as error:  # somebody else was quicker
                outcomes.put((act.__name__, type(error).__name__))
            except Exception as error:
                outcomes.put((act.__name__, f"! {error!r}"))
    finally:
        connections.close_all()


@pytest.mark.postgresql
class ConsistentReports(MirrorTestCase):
    """The mirror is script/mirror itself, run as its readers do, against a live server."""

    def setUp(self):
        super().setUp()
        moderator()
        for number in range(12):
            camera(42 + number / 2, 5)

    def test_by_threads(self):
        self.mirror_while(Thread, SimpleQueue())

    def test_by_processes(self):
        connections.close_all()  # a connection must not be shared across a fork
        self.mirror_while(fork.Process, fork.SimpleQueue())

    def mirror_while(self, kind, outcomes):
        seed = secrets.randbits(32)
        self.addCleanup(print, f"seed {seed}")  # pytest shows it when the test fails
        writers = [kind(target=work, args=[seed + number, outcomes]) for number in range(WRITERS)]
        for writer in writers:
            writer.start()
        while any(writer.is_alive() for writer in writers):
            self.mirror()
            self.assert_no_gap()
        for writer in writers:
            writer.join(PATIENCE)
        self.mirror()
        self.assert_equal()
        self.assert_no_gap()
        self.assert_all_was_done(outcomes)
        self.assertEqual([*audit.differences(), *reports_audit.differences()], [])

    def assert_no_gap(self):
        """Whoever reads sees all numbers up to the last one: they are given in the order of the commits."""
        seen = list(Change.objects.order_by("seq").values_list("seq", flat=True))
        self.assertEqual(seen, list(range(1, len(seen) + 1)))

    def assert_all_was_done(self, outcomes):
        """A test in which everything is refused would prove nothing."""
        results = []
        while not outcomes.empty():
            results.append(outcomes.get())
        self.assertEqual(len(results), WRITERS * ACTS_EACH)
        self.assertEqual([one for one in results if one[1].startswith("!")], [])
        done = Counter(name for name, problem in results if not problem)
        self.assertGreater(sum(done.values()), len(results) / 2)
        self.assertGreater(len(done), 8, done)
