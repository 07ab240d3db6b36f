"""Reverting all approved reports of one sender, with a dry run first."""

from django.db import transaction

from accounts.models import User
from reports.decisions.bulk import MAX_BULK, Outcome, in_bulk
from reports.decisions.revert import revert
from reports.models import Report, ReportQuerySet


def of_same_sender(report: Report) -> ReportQuerySet:
    """Reports of the same account or application, or of the same network on the same day (for 30 days);
    always includes the report itself."""
    same = Report.objects.of_sender(report.batch, report.reporter, report.application)
    return same | Report.objects.filter(pk=report.pk)


def revert_all(report: Report, *, by: User, reason: str) -> list[Outcome]:
    """Revert the approved reports, newest first, so that two changes of one camera are undone in order. Each
    in its own transaction, with its own result; MAX_BULK at once, the next call continues."""
    approved = of_same_sender(report).approved().order_by("-decided_at", "-pk")[:MAX_BULK]
    items = [(report, report.version) for report in approved.select_related("camera", "reporter")]
    return in_bulk(items, lambda report, version: revert(report, by=by, version=version, reason=reason))


def preview_revert_all(report: Report, *, by: User) -> list[Outcome]:
    """Dry run: the outcomes of `revert_all`, which is then rolled back."""
    with transaction.atomic():
        outcomes = revert_all(report, by=by, reason="dry run")
        transaction.set_rollback(True)
    return outcomes
