"""Sentences for the refusals of reports/intake/json_values.py."""

from django.utils.translation import gettext as _

from reports.intake.json_values import FieldError


def sentence(error: FieldError) -> str:
    if error.suggestion:
        return _("This field is not known: did you mean %(name)s?") % {"name": error.suggestion}
    return {
        "unknown": _("This field is not known."),
        "text": _("Write a text."),
        "number": _("Write a number."),
        "whole_number": _("Write a whole number."),
        "day": _("Write a day, such as 2026-11-22."),
        "ambiguous_day": _("This has two meanings: write the day as year-month-day."),
        "truth": _("Write true or false."),
        "texts": _("Write a list of texts."),
        "whole_numbers": _("Write a list of whole numbers."),
    }[error.code]
