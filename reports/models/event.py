"""What happened to a report, in order, never changed."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from reports.models.report import Report


class ReportEvent(models.Model):
    """One event of reports/transitions.py. `seq` is 1, 2, 3 ... for each report, as its version is.

    `data` holds what belongs to the event: a reason, a question, an answer, the fields before an amendment.
    What a reporter wrote is taken out of it when they delete their data; nothing else is ever changed.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField()
    event = models.CharField(max_length=20)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    data = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "seq"], name="reports_event_seq_once"),
        ]

    def __str__(self) -> str:
        return f"{self.report} {self.event}"
