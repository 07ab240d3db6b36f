"""The report form for amending a report that was sent."""

from typing import Any

from django.http import QueryDict

from reports.intake.forms import ReportForm
from reports.intake.reportable_fields import REPORTABLE_FIELDS, as_form_values
from reports.models import Report


class AmendForm(ReportForm):
    """The report form without kind and camera, which cannot change, and terms, which were accepted before."""

    report: Report

    @classmethod
    def of(cls, report: Report, data: QueryDict | None = None) -> "AmendForm":
        """The form with the values of the report, or bound to the posted data."""
        fixed = {
            "kind": report.kind, "camera": report.camera_id, "camera_version": report.camera_version,
            "duplicate_of": report.duplicate_of_id, "terms": "on", "client_token": "",
        }  # fmt: skip
        if data is None:
            form = cls(initial={**initial_values(report), **fixed})
        else:
            form = cls(answers := data.copy())
            for name, value in fixed.items():
                answers[name] = "" if value is None else str(value)
        form.report = report
        return form

    @property
    def place(self) -> tuple[float, float]:
        return (self.report.latitude, self.report.longitude)


def initial_values(report: Report) -> dict[str, Any]:
    """Initial values of the form. Fields that a correction does not propose have the value that the reporter
    saw, not the current one: otherwise the form would propose somebody else's change."""
    revision = report.camera.revisions.get(version=report.camera_version or 0) if report.camera else None
    known = revision.state if revision else {}
    values = {name: report.proposed.get(name, known.get(name, "")) for name in REPORTABLE_FIELDS}
    return {
        **as_form_values(values),
        "latitude": report.latitude,
        "longitude": report.longitude,
        "observed_on": report.observed_on,
        "note": report.note,
        "basis": report.basis,
        "source_url": report.source_url,
    }
