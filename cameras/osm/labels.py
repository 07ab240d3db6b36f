"""Labels of OpenStreetMap values that are stored unchanged."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

MOUNTS = {
    "wall": _("Wall"), "pole": _("Pole"), "street_lamp": _("Street lamp"),
    "traffic_signals": _("Traffic lights"), "roof": _("Roof"), "ceiling": _("Ceiling"), "mast": _("Mast"),
    "gantry": _("Gantry over the road"), "tower": _("Tower"), "window": _("Window"),
    "building": _("Building"),
}  # fmt: skip
CAPABILITIES = {
    "plate_recognition": _("Reads number plates"), "face_recognition": _("Recognises faces"),
    "behaviour_analysis": _("Analyses what people do"), "sound_detection": _("Listens (microphone)"),
    "loudspeaker": _("Speaks (loudspeaker)"), "thermal": _("Sees heat"), "infrared": _("Sees in the dark"),
}  # fmt: skip


def mount_text(mount: str) -> str:
    """Translated label of a common value; free text is returned unchanged."""
    return str(MOUNTS.get(mount, mount))


def capabilities_text(words: Iterable[str]) -> str:
    return ", ".join(str(CAPABILITIES.get(word, word)) for word in words)
