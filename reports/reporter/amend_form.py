"""The report form once more, for somebody who sent it and wants to say it better."""

from typing import Any

from django.http import QueryDict

from reports.intake.forms import ReportForm
from reports.intake.reportable_fields import REPORTABLE_FIELDS, as_form_values
from reports.models import Report


class AmendForm(ReportForm):
    """What the report is about (kind and camera) stays; the terms were agreed to when it was sent."""

    report: Report

    @classmethod
    def of(cls, report: Report, data: QueryDict | None = None) -> "AmendForm":
        """The form filled with what the report says, or with what was typed instead."""
        fixed = {
            "kind": report.kind, "camera": report.camera_id, "camera_version": report.camera_version,
            "duplicate_of": report.duplicate_of_id, "terms": "on", "client_token": "",
        }  # fmt: skip
        if data is None:
            form = cls(initial={**said(report), **fixed})
        else:
            form = cls(answers := data.copy())
            for name, value in fixed.items():
                answers[name] = "" if value is None else str(value)
        form.report = report
        return form

    @property
    def place(self) -> tuple[float, float]:
        return (self.report.latitude, self.report.longitude)


def said(report: Report) -> dict[str, Any]:
    """The fields of the form. What a correction leaves out is as its reporter saw it, not as it is now: else
    the form would take a change of somebody else for theirs."""
    seen = report.camera.revisions.get(version=report.camera_version or 0) if report.camera else None
    known = seen.snapshot if seen else {}
    claims = {name: report.proposed.get(name, known.get(name, "")) for name in REPORTABLE_FIELDS}
    return {
        **as_form_values(claims),
        "latitude": report.latitude,
        "longitude": report.longitude,
        "observed_on": report.observed_on,
        "note": report.note,
        "basis": report.basis,
        "source_url": report.source_url,
    }
