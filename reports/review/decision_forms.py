"""Forms of the decisions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cameras.filters import digits
from cameras.models import Camera
from reports.intake.forms import EditForm
from reports.intake.reportable_fields import REPORTABLE_FIELDS
from reports.models import Report


class RejectForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Reason"), choices=Report.Reason.choices,
        error_messages={
            "required": _("Choose a reason: the reporter is told."),
            "invalid_choice": _("Choose one of the reasons."),
        },
    )  # fmt: skip
    public_reason = forms.CharField(max_length=1000, required=False)


class AskForm(forms.Form):
    question = forms.CharField(
        max_length=1000, error_messages={"required": _("Write what you want to know.")}
    )


class HoldForm(forms.Form):
    reason = forms.CharField(
        max_length=500, error_messages={"required": _("Write why, for your colleagues.")}
    )


class ReopenForm(forms.Form):
    reason = forms.CharField(
        max_length=500, error_messages={"required": _("Write why, for your colleagues.")}
    )


class FlagForm(forms.Form):
    second_opinion = forms.BooleanField(required=False)
    note = forms.CharField(max_length=500, required=False)


class PlainForm(forms.Form):
    """A decision without fields."""


class MergeForm(forms.Form):
    """`into`: "camera:12" or the reference of a report."""

    into = forms.CharField(
        max_length=40, error_messages={"required": _("Choose the camera or the report it is the same as.")}
    )

    def clean_into(self) -> Report | Camera:
        text = self.cleaned_data["into"].strip()
        target = _camera(text) if text.startswith("camera:") else _report(text)
        if target is None:
            raise forms.ValidationError(_("There is no such camera or report."))
        return target


def _camera(text: str) -> Camera | None:
    number = digits(text.removeprefix("camera:"))
    return Camera.objects.filter(pk=number).first() if number else None


def _report(text: str) -> Report | None:
    return Report.objects.filter(reference=text.upper()).first()


def edit_form(report: Report, data: Any = None) -> EditForm:
    """The form of the camera fields, with the reported values as initial ones."""
    form = EditForm(data, prefix="edit", camera=report.camera, initial=reported_values(report))
    form.order_fields(REPORTABLE_FIELDS)  # coordinates last: they are usually changed on the map
    return form


def edits_of(form: EditForm, report: Report, *, confirmed: bool) -> dict[str, Any]:
    """The fields that the moderator changed. `confirmed`: the edit form itself was submitted; then the fields
    of a correction count as edits too, because the moderator saw them beside the current values."""
    reported = reported_values(report)
    confirmed_fields = report.proposed if confirmed and report.camera_id else {}
    edits = {
        name: value
        for name, value in form.edits().items()
        if value != reported.get(name) or name in confirmed_fields
    }
    if "ownership" not in edits:
        edits.pop("ownership_basis", None)
    return edits


def reported_values(report: Report) -> dict[str, Any]:
    """The value of each editable field after approval without edits."""
    place = {name: report.proposed.get(name, getattr(report, name)) for name in ("latitude", "longitude")}
    return {name: report.value_of(name) for name in REPORTABLE_FIELDS} | place
