"""QuerySet of reports."""

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
        """Open, withdrawn or expired reports: the condition of the queue's partial indexes."""
        return self.filter(decided_at__isnull=True)

    def pending(self) -> Self:
        return self.undecided().filter(status=Status.PENDING)

    def open(self) -> Self:
        """Waiting for a moderator or for the reporter's answer."""
        return self.undecided().filter(status__in=OPEN)

    def waiting_too_long(self, now: datetime) -> Self:
        """Reports past the EXPIRY of their status."""
        due = Q()
        for status, age in EXPIRY.items():
            due |= Q(status=status, changed_at__lt=now - age)
        return self.filter(due)

    def waits_for_moderators(self) -> Self:
        """Open and waiting for a moderator, not for the reporter's answer."""
        return self.undecided().filter(status__in=OPEN - {Status.NEEDS_INFO})

    def decided(self) -> Self:
        return self.filter(decided_at__isnull=False)

    def approved(self) -> Self:
        return self.filter(status=Status.APPROVED)

    def of_sender(
        self, batch: str, reporter: AbstractBaseUser | None, application: Application | None = None
    ) -> Self:
        """Reports of one application, one account, or one network on one day; empty when none is known."""
        if application is not None:
            return self.filter(application=application)
        if reporter is not None:
            return self.filter(reporter=reporter)
        return self.filter(batch=batch) if batch else self.none()

    def sent_since(self, moment: datetime) -> Self:
        return self.filter(submitted_at__gte=moment)

    def within(self, areas: models.QuerySet[Area], *, wholly: bool = False) -> Self:
        """Reports whose pin or camera is in any of the areas; with `wholly`, both are. EXISTS instead of a
        join, so that a report in two areas is returned once."""
        pin_inside = Exists(self.model.areas.through.objects.filter(report=OuterRef("pk"), area__in=areas))
        camera_inside = Exists(CameraArea.objects.filter(camera=OuterRef("camera"), area__in=areas))
        if wholly:
            return self.filter(pin_inside, Q(camera=None) | camera_inside)
        return self.filter(pin_inside | camera_inside)

    def open_in_box(self, box: Bbox) -> Self:
        """Open reports inside a box (degrees) that does not cross the antimeridian. Excludes the closed
        statuses instead of filtering the open ones: otherwise SQLite does not use reports_report_near."""
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
        """Reports earlier in the queue, which is sorted oldest first."""
        return self.filter(_after(report, ("-submitted_at", "-pk")))

    def after(self, report: "Report", order: tuple[str, ...]) -> Self:
        """Keyset pagination: reports after `report` in an order such as ("-risk_score", "pk"), in that
        order."""
        return self.filter(_after(report, order)).order_by(*order)

    def from_new_reporters(self) -> Self:
        """Sent without an account, or from an account without an approved report."""
        return self.filter(~self._approved_of_reporter())

    def with_newcomers(self) -> Self:
        """Annotate `is_newcomer`: sent from an account without an approved report."""
        never_approved = ~self._approved_of_reporter()
        return self.annotate(
            is_newcomer=ExpressionWrapper(Q(reporter__isnull=False) & never_approved, BooleanField())
        )

    def viewed_by_others(self, now: datetime, *, viewer: AbstractBaseUser) -> Self:
        """Reports that somebody else has open right now."""
        return self.filter(looking_until__gt=now).exclude(looking_by=viewer)

    def _approved_of_reporter(self) -> Exists:
        same = self.model.objects.filter(reporter=OuterRef("reporter"))
        return Exists(same.approved())


def _after(report: "Report", order: tuple[str, ...]) -> Q:
    """Lexicographic comparison of the sort fields. The redundant condition on the first field bounds the
    range of the index."""
    condition = Q(pk__in=[])
    for name in reversed(order):
        field, lookup = (name[1:], "lt") if name.startswith("-") else (name, "gt")
        value = getattr(report, field)
        condition = Q(**{f"{field}__{lookup}": value}) | (Q(**{field: value}) & condition)
    return Q(**{f"{field}__{lookup}e": value}) & condition
