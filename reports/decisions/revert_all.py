"""Taking back everything that one sender got onto the map: looked at first, then done."""

from django.db import transaction

from accounts.models import User
from reports.decisions.bulk import MOST, Outcome, in_bulk
from reports.decisions.revert import revert
from reports.models import Report, ReportQuerySet


def of_same_sender(report: Report) -> ReportQuerySet:
    """What the same account or application sent, or the same network on the same day (for 30 days); always
    the report itself."""
    same = Report.objects.of_sender(report.batch, report.reporter, report.application)
    return same | Report.objects.filter(pk=report.pk)


def revert_all(report: Report, *, by: User, reason: str) -> list[Outcome]:
    """Revert what was approved, newest first, so that two changes of one camera come off in their order. Each
    in its own transaction, with its own result; MOST at once, the same call again goes on."""
    approved = of_same_sender(report).approved().order_by("-decided_at", "-pk")[:MOST]
    items = [(one, one.version) for one in approved.select_related("camera", "reporter")]
    return in_bulk(items, lambda one, version: revert(one, by=by, version=version, reason=reason))


def try_revert_all(report: Report, *, by: User) -> list[Outcome]:
    """What `revert_all` would do now, by doing it and rolling everything back."""
    with transaction.atomic():
        outcomes = revert_all(report, by=by, reason="dry run")
        transaction.set_rollback(True)
    return outcomes
