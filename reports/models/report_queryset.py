"""The questions that are asked of many reports."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q

from accounts.models import Application
from areas.models import Area
from cameras.geo import Bbox
from cameras.models import CameraArea
from reports.models.transitions import OPEN, Status

if TYPE_CHECKING:
    from reports.models.report import Report

EXPIRY = {Status.HELD: timedelta(days=30), Status.NEEDS_INFO: timedelta(days=60)}


class ReportQuerySet(models.QuerySet["Report"]):
    def undecided(self) -> Self:
        """What the indexes of the queue hold: open, or given up without a decision."""
        return self.filter(decided_at__isnull=True)

    def pending(self) -> Self:
        return self.undecided().filter(status=Status.PENDING)

    def open(self) -> Self:
        """Waiting for somebody: a moderator, or the reporter's answer."""
        return self.undecided().filter(status__in=OPEN)

    def waiting_too_long(self, now: datetime) -> Self:
        """Held or asked so long ago that nobody will come back to them."""
        due = Q()
        for status, age in EXPIRY.items():
            due |= Q(status=status, changed_at__lt=now - age)
        return self.filter(due)

    def waits_for_moderators(self) -> Self:
        """Open, and not waiting for the reporter's answer."""
        return self.undecided().filter(status__in=OPEN - {Status.NEEDS_INFO})

    def decided(self) -> Self:
        return self.filter(decided_at__isnull=False)

    def approved(self) -> Self:
        return self.filter(status=Status.APPROVED)

    def of_sender(
        self, batch: str, reporter: AbstractBaseUser | None, application: Application | None = None
    ) -> Self:
        """Of one application, one account, or one network on one day; of nobody when none is known."""
        if application is not None:
            return self.filter(application=application)
        if reporter is not None:
            return self.filter(reporter=reporter)
        return self.filter(batch=batch) if batch else self.none()

    def sent_since(self, moment: datetime) -> Self:
        return self.filter(submitted_at__gte=moment)

    def within(self, areas: models.QuerySet[Area], *, wholly: bool = False) -> Self:
        """Reports whose pin or camera lies in any of the areas; `wholly`: each of the two does. EXISTS, not a
        join: a report of two areas comes once."""
        lies = Exists(self.model.areas.through.objects.filter(report=OuterRef("pk"), area__in=areas))
        stands = Exists(CameraArea.objects.filter(camera=OuterRef("camera"), area__in=areas))
        return self.filter(lies, Q(camera=None) | stands) if wholly else self.filter(lies | stands)

    def open_in_box(self, box: Bbox) -> Self:
        """Open reports inside a box of degrees that does not cross the antimeridian. Asked for the statuses
        that are not open: those that are lead SQLite to another index than that of the places."""
        closed = [status for status in Status if status not in OPEN]
        return (
            self.undecided()
            .exclude(status__in=closed)
            .filter(
                latitude__gte=box.south,
                latitude__lte=box.north,
                longitude__gte=box.west,
                longitude__lte=box.east,
            )
        )

    def oldest_first(self) -> Self:
        return self.order_by("submitted_at", "pk")

    def before(self, report: "Report") -> Self:
        """What a moderator sees earlier in the queue."""
        return self.filter(_beyond(report, ("-submitted_at", "-pk")))

    def beyond(self, report: "Report", order: tuple[str, ...]) -> Self:
        """What comes behind a report in an order such as ("-risk_score", "pk"), in that order."""
        return self.filter(_beyond(report, order)).order_by(*order)

    def of_new_reporters(self) -> Self:
        """Sent without an account, or from one of which nothing was approved yet."""
        return self.filter(~self._approved_of_reporter())

    def with_newcomers(self) -> Self:
        """Each with `is_newcomer`: it comes from an account of which nothing was approved yet."""
        is_unknown = ~self._approved_of_reporter()
        return self.annotate(
            is_newcomer=ExpressionWrapper(Q(reporter__isnull=False) & is_unknown, BooleanField())
        )

    def looked_at(self, now: datetime, *, but: AbstractBaseUser) -> Self:
        """Open on somebody else's screen."""
        return self.filter(looking_until__gt=now).exclude(looking_by=but)

    def _approved_of_reporter(self) -> Exists:
        same = self.model.objects.filter(reporter=OuterRef("reporter"))
        return Exists(same.approved())


def _beyond(report: "Report", order: tuple[str, ...]) -> Q:
    """Field after field: further in it, or as far and further in the next. The first one alone bounds the
    range of an index."""
    later = Q(pk__in=[])
    for name in reversed(order):
        field, word = (name[1:], "lt") if name.startswith("-") else (name, "gt")
        value = getattr(report, field)
        later = Q(**{f"{field}__{word}": value}) | (Q(**{field: value}) & later)
    return Q(**{f"{field}__{word}e": value}) & later
