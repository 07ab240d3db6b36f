"""Why a text is no position, in sentences for people. The reasons are those of cameras/coordinates."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cameras.coordinates import Refusal

Text = str | Promise
_DEGREES = _("Write degrees with decimals, such as 43.7384.")
_PAIR = _("Write latitude and longitude, such as 43.7384, 7.4246.")
_NO_LINK = _("This link holds no coordinates that can be read.")
SENTENCES: dict[str, Text] = {
    "empty": _PAIR,
    "too_long": _("This text is too long for a position."),
    "unreadable": _PAIR,
    "one_number": _PAIR,
    "several": _("This is more than one position: write one."),
    "same_axis": _("These are two latitudes or two longitudes: write one of each."),
    "contradiction": _("Sign and letter contradict each other: write -7.42 or 7.42 W."),
    "ambiguous": _("This has two meanings: write W for west or E for east, and a minus without a space."),
    "out_of_range": _("There is no such place: latitudes end at 90 degrees, longitudes at 180."),
    "short_link": _("A shortened link does not hold the place: open it and copy the coordinates from there."),
    "object_link": _("This link names an object, not a place: open it and copy the coordinates."),
    "address_link": _("This link holds an address and no coordinates: open it and copy the coordinates."),
    "route_link": _("This link is a route: copy the coordinates of the place."),
    "link": _NO_LINK,
    "short_plus_code": _("A short Plus Code needs the region: copy the long one, such as 8FM9PCQF+97."),
    "plus_code": _("This is not a valid Plus Code."),
    "what3words": _("what3words is not supported: copy the coordinates."),
    "grid": _("This is not in degrees: write latitude and longitude (WGS 84), such as 43.7384, 7.4246."),
    "datum": _("These degrees belong to another system: write latitude and longitude of WGS 84."),
}
_NAMED = _("This looks like %(system)s: write latitude and longitude (WGS 84), such as 43.7384, 7.4246.")
_TURNED = _("There is no such place. Did you mean latitude %(lat)s, longitude %(lon)s?")


def sentence(refusal: Refusal) -> Text:
    """The sentence for a pair."""
    if refusal.looks_like:
        return _NAMED % {"system": refusal.looks_like}
    if refusal.code == "out_of_range" and refusal.choices:
        choice = refusal.choices[0]
        return _TURNED % {"lat": _shown(choice.lat), "lon": _shown(choice.lon)}
    return SENTENCES[refusal.code]


def sentence_of_field(refusal: Refusal, limit: int) -> Text:
    """The sentence for one of two fields, whose degrees end at `limit`."""
    if refusal.code == "out_of_range":
        return _("Degrees here lie between -%(limit)s and %(limit)s.") % {"limit": limit}
    if refusal.code in ("empty", "unreadable", "one_number", "same_axis"):
        return _DEGREES
    return sentence(refusal)


def _shown(degrees: float) -> str:
    return f"{degrees:.7f}".rstrip("0").rstrip(".")
