"""What residents send and what became of it."""

from reports.models.audit import AuditEntry
from reports.models.confirmation import Confirmation
from reports.models.contact import Contact
from reports.models.event import ReportEvent
from reports.models.heartbeat import Heartbeat
from reports.models.notification import Notification
from reports.models.objection import Objection
from reports.models.photo import Photo
from reports.models.report import TERMS_VERSION, Report
from reports.models.report_queryset import ReportQuerySet
from reports.models.restriction import Ban, SubmissionZone
from reports.models.sender import QuotaCount, SenderBatch

__all__ = [
    "TERMS_VERSION",
    "AuditEntry",
    "Ban",
    "Confirmation",
    "Contact",
    "Heartbeat",
    "Notification",
    "Objection",
    "Photo",
    "QuotaCount",
    "Report",
    "ReportEvent",
    "ReportQuerySet",
    "SenderBatch",
    "SubmissionZone",
]
