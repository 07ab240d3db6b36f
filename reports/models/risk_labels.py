"""Labels of the risk reasons of reports/intake/screening.py and reports/intake/risk.py, for moderators."""

from django.utils.translation import gettext_lazy as _

RISK_LABELS = {
    "trap": _("filled in a field that people do not see"),
    "hasty_form": _("sent within two seconds"),
    "same_text": _("the same note again and again"),
    "burst": _("more than ten in a minute"),
    "pattern": _("pins on a ruled line or grid"),
    "far_jump": _("far from the report before, faster than an aeroplane"),
    "links": _("holds a link"),
    "link_public": _("what would be published holds a link"),
    "many_links": _("holds many links"),
    "person": _("the note names a person: name, telephone, plate or e-mail"),
    "person_public": _("what would be published names a person: name, telephone, plate or e-mail"),
    "person_address": _("a person is named with a street address"),
    "accusation": _("somebody is accused, beside an address or a name"),
    "erasing_operator": _("many cameras of one operator said to be gone"),
    "erasing": _("many cameras said to be gone"),
    "nowhere": _("no position: latitude and longitude are 0"),
    "long_ago": _("seen more than ten years ago"),
    "area_burst": _("many reports from here within an hour"),
    "zone": _("lies in a zone where reports are held"),
    "banned_contact": _("left an e-mail address that is banned; the sender does not learn of it"),
}


def risk_labels(reasons: list[str]) -> list[str]:
    """Labels of reason codes; an unknown code, written by another version, is returned as it is."""
    return [str(RISK_LABELS.get(reason, reason)) for reason in reasons]
