"""What residents send and what became of it."""

from reports.models.confirmation import Confirmation
from reports.models.event import ReportEvent
from reports.models.report import TERMS_VERSION, Report, ReportQuerySet

__all__ = ["TERMS_VERSION", "Confirmation", "Report", "ReportEvent", "ReportQuerySet"]
