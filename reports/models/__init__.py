"""What residents send and what became of it."""

from reports.models.confirmation import Confirmation
from reports.models.event import ReportEvent
from reports.models.objection import Objection
from reports.models.report import TERMS_VERSION, Report
from reports.models.report_queryset import ReportQuerySet
from reports.models.restriction import Ban, SubmissionZone
from reports.models.sending import QuotaCount, SenderBatch

__all__ = [
    "TERMS_VERSION",
    "Ban",
    "Confirmation",
    "Objection",
    "QuotaCount",
    "Report",
    "ReportEvent",
    "ReportQuerySet",
    "SenderBatch",
    "SubmissionZone",
]
