"""Whatever people do in whatever order: the site does what a page of plain Python says, and afterwards the
events explain the reports, the reports the map, and the feed all of it (I3, I7, I8, I10, I13)."""

from dataclasses import dataclass, field
from itertools import pairwise

from django.db import transaction
from django.test import TestCase
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from cameras.models import Camera, Change
from cameras.registry import audit as registry_audit
from cameras.registry.neighbours import PossibleDuplicates
from reports import decisions
from reports.accountability import audit
from reports.history.conflicts import (
    AlreadyDecided,
    CameraGone,
    ChangedSince,
    FieldConflicts,
    NothingToChange,
)
from reports.models import Report
from reports.models.transitions import Event
from reports.reporter import actions
from reports.tests.acts import ACTS, elsewhere, moderator
from reports.tests.people import report, submission

# Written down here once more, by hand: a slip in reports/models/transitions.py must not pass.
MODEL = {
    "hold": ({"pending"}, "held"),
    "release": ({"held"}, "pending"),
    "ask": ({"pending"}, "needs_info"),
    "answer": ({"needs_info"}, "pending"),
    "flag": ({"pending", "held", "needs_info"}, None),
    "reject": ({"pending", "held", "needs_info"}, "rejected"),
    "merge": ({"pending", "needs_info"}, "merged"),
    "withdraw": ({"pending", "held", "needs_info"}, "withdrawn"),
    "expire": ({"held", "needs_info"}, "expired"),
    "reopen": ({"rejected", "merged", "expired"}, "pending"),
}
PLACES, OPERATORS = (10.0, 20.0), ("Ville", "Shop", "Bank")


@dataclass
class MCamera:
    place: float
    operator: str
    status: str = "active"
    version: int = 1
    history: list = field(default_factory=list)  # (operator, status) of each version

    def __post_init__(self):
        self.history.append((self.operator, self.status))

    def become(self, operator, status):
        self.operator, self.status, self.version = operator, status, self.version + 1
        self.history.append((operator, status))


@dataclass
class MReport:
    kind: str
    place: float
    operator: str
    camera: int = 0
    seen: int = 0
    status: str = "pending"
    version: int = 1
    made: int = 0


class Site(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.by = moderator()
        self.reports, self.cameras = {}, {}
        self.other = elsewhere()

    def teardown(self):
        """At the end of each story; at each step it would take ten times as long."""
        try:
            assert [*audit.differences(), *registry_audit.differences()] == []
        finally:
            self.forget()

    def forget(self):
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def pick(self, data, rows):
        pk = data.draw(st.sampled_from(sorted(rows)))
        return pk, rows[pk]

    @rule(place=st.sampled_from(PLACES), operator=st.sampled_from(OPERATORS))
    def bob_reports_a_camera(self, place, operator):
        near = [pk for pk, one in self.cameras.items() if one.place == place and one.status == "active"]
        made = report(latitude=place, operator=operator, acknowledged=near)
        self.reports[made.pk] = MReport("new", place, operator)

    @precondition(lambda self: any(one.status == "active" for one in self.cameras.values()))
    @rule(
        data=st.data(), kind=st.sampled_from(["correction", "removed"]), operator=st.sampled_from(OPERATORS)
    )
    def bob_reports_on_one(self, data, kind, operator):
        active = {pk: one for pk, one in self.cameras.items() if one.status == "active"}
        pk, known = self.pick(data, active)
        made = report(kind=kind, camera=pk, latitude=known.place, operator=operator)
        self.reports[made.pk] = MReport(kind, known.place, operator, pk, known.version)

    @precondition(lambda self: self.reports)
    @rule(data=st.data(), name=st.sampled_from(sorted(MODEL)), stale=st.booleans())
    def somebody_does_something(self, data, name, stale):
        pk, model = self.pick(data, self.reports)
        sources, target = MODEL[name]
        version = model.version - stale
        may = model.status in sources and not stale
        self.expect(
            None if may else AlreadyDecided,
            lambda: ACTS[Event(name)](Report.objects.get(pk=pk), self.by, version),
        )
        if may:
            model.status, model.version = target or model.status, model.version + 1

    @precondition(lambda self: self.reports)
    @rule(data=st.data(), operator=st.sampled_from(OPERATORS), place=st.sampled_from(PLACES))
    def bob_amends(self, data, operator, place):
        pk, model = self.pick(data, self.reports)
        if model.kind != "new":
            return
        may = model.status in ("pending", "needs_info")
        amended = submission(latitude=place, operator=operator)
        one = Report.objects.get(pk=pk)
        self.expect(
            None if may else AlreadyDecided, lambda: actions.amend(one, amended, version=model.version)
        )
        if may:
            model.operator, model.place, model.version = operator, place, model.version + 1

    @precondition(lambda self: self.reports)
    @rule(data=st.data(), is_acknowledged=st.booleans())
    def alice_approves(self, data, is_acknowledged):
        pk, model = self.pick(data, self.reports)
        near = [n for n, one in self.cameras.items() if one.place == model.place and one.status == "active"]
        acknowledged = near if is_acknowledged else []
        made = self.expect(
            self.refusal(model, near, acknowledged),
            lambda: decisions.approve(
                Report.objects.get(pk=pk), by=self.by, version=model.version, acknowledged=acknowledged
            ),
        )
        if made:
            model.status, model.version = "approved", model.version + 1
            self.apply(model, made.camera_id)

    def refusal(self, model, near, acknowledged):
        if model.status != "pending":
            return AlreadyDecided
        if model.kind == "new":
            return PossibleDuplicates if set(near) - set(acknowledged) else None
        known = self.cameras[model.camera]
        if known.status != "active":
            return CameraGone
        if model.kind == "removed":
            return None
        seen = known.history[model.seen - 1][0]
        if model.operator == seen or model.operator == known.operator:
            return NothingToChange
        operators = [operator for operator, _status in known.history[model.seen - 1 :]]
        touched = any(a != b for a, b in pairwise(operators))
        return FieldConflicts if touched else None

    def apply(self, model, camera_id):
        if model.kind == "new":
            self.cameras[camera_id] = MCamera(model.place, model.operator)
        elif model.kind == "removed":
            self.cameras[camera_id].become(self.cameras[camera_id].operator, "removed")
        else:
            self.cameras[camera_id].become(model.operator, "active")
        model.camera, model.made = camera_id, self.cameras[camera_id].version

    @precondition(lambda self: self.reports)
    @rule(data=st.data())
    def alice_takes_it_back(self, data):
        pk, model = self.pick(data, self.reports)
        known = self.cameras.get(model.camera)
        refusal = None
        if model.status != "approved":
            refusal = AlreadyDecided
        elif known.version != model.made:
            refusal = ChangedSince
        one = Report.objects.get(pk=pk)
        self.expect(refusal, lambda: decisions.revert(one, by=self.by, version=model.version))
        if not refusal:
            model.status, model.version = "reverted", model.version + 1
            before = known.history[model.made - 2] if model.made > 1 else (known.operator, "hidden")
            known.become(*before)

    def expect(self, refusal, act):
        """The act does what the model says, or is refused for the reason that it says."""
        if refusal is None:
            return act()
        try:
            with transaction.atomic():
                act()
        except refusal:
            return None
        raise AssertionError(f"{refusal.__name__} was not raised")

    @invariant()
    def reports_are_as_the_model_says(self):
        rows = Report.objects.values_list("pk", "status", "version")
        assert {pk: (status, n) for pk, status, n in rows} == {
            pk: (one.status, one.version) for pk, one in self.reports.items()
        }

    @invariant()
    def the_map_is_as_the_model_says(self):
        rows = Camera.objects.exclude(pk=self.other.pk).values_list("pk", "operator", "status", "version")
        assert {pk: rest for pk, *rest in rows} == {
            pk: [one.operator, one.status, one.version] for pk, one in self.cameras.items()
        }

    @invariant()
    def a_consumer_of_the_feed_knows_what_is_on_the_map(self):
        known = set()
        for camera_id, op in Change.objects.order_by("seq").values_list("camera", "op"):
            (known.add if op == "upsert" else known.discard)(camera_id)
        assert known == set(Camera.objects.published().values_list("pk", flat=True))


class SiteTests(TestCase):
    def test_the_site_does_what_the_model_says(self):
        run_state_machine_as_test(
            Site,
            settings=settings(
                max_examples=15,
                stateful_step_count=25,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
