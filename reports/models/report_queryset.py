"""The questions that are asked of many reports."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.models import Application
from areas.models import Area
from cameras.geo import Bbox
from reports.transitions import OPEN, Status

if TYPE_CHECKING:
    from reports.models.report import Report

EXPIRY = {Status.HELD: timedelta(days=30), Status.NEEDS_INFO: timedelta(days=60)}


class ReportQuerySet(models.QuerySet["Report"]):
    def pending(self) -> Self:
        return self.filter(status=Status.PENDING)

    def open(self) -> Self:
        """Waiting for somebody: a moderator, or the reporter's answer."""
        return self.filter(status__in=OPEN)

    def waiting_too_long(self, now: datetime) -> Self:
        """Held or asked so long ago that nobody will come back to them."""
        due = Q()
        for status, age in EXPIRY.items():
            due |= Q(status=status, changed_at__lt=now - age)
        return self.filter(due)

    def waits_for_moderators(self) -> Self:
        """Open, and not waiting for the reporter's answer."""
        return self.filter(status__in=OPEN - {Status.NEEDS_INFO})

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

    def within(self, areas: models.QuerySet[Area]) -> Self:
        """Reports that lie in any of the areas. EXISTS, not a join: a report of two areas comes once."""
        lies = self.model.areas.through.objects.filter(report=OuterRef("pk"), area__in=areas)
        return self.filter(Exists(lies))

    def in_box(self, box: Bbox) -> Self:
        """Reports inside a box of degrees that does not cross the antimeridian."""
        return self.filter(
            latitude__gte=box.south, latitude__lte=box.north, longitude__gte=box.west, longitude__lte=box.east
        )

    def oldest_first(self) -> Self:
        return self.order_by("submitted_at", "pk")

    def before(self, report: "Report") -> Self:
        """What a moderator sees earlier in the queue."""
        same_time = Q(submitted_at=report.submitted_at, pk__lt=report.pk)
        return self.filter(Q(submitted_at__lt=report.submitted_at) | same_time)

    def after(self, report: "Report") -> Self:
        same_time = Q(submitted_at=report.submitted_at, pk__gt=report.pk)
        return self.filter(Q(submitted_at__gt=report.submitted_at) | same_time)
