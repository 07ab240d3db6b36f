"""OpenStreetMap tags into our own words. Pure: no database, no network, no clock.

The tables name what mappers really write, counted over 68,000 objects; a word that is in no table
leaves its field unknown and stays readable in `tags`.
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from cameras.direction import choose_direction
from cameras.record import CameraRecord, Refused

KINDS = frozenset({"node", "way", "relation"})
# As OpenStreetMap limits its values, and as wide as our columns.
LONGEST = 255

DEVICES = {
    "camera": "camera", "cctv": "camera", "webcam": "camera", "video": "camera", "doorbell": "camera",
    "yes": "camera", "alpr": "plate_reader", "anpr": "plate_reader", "lpr": "plate_reader",
    "microphone": "microphone", "audio": "microphone",
    "gunshot_detector": "gunshot_detector", "gunshot_detection": "gunshot_detector",
    # The shape or the place of a camera, written under the wrong key.
    "fixed": "camera", "dome": "camera", "panning": "camera", "panorama": "camera",
    "public": "camera", "outdoor": "camera", "indoor": "camera", "traffic": "camera",
}  # fmt: skip
SHAPES = {
    "fixed": "fixed", "bullet": "fixed", "box": "fixed", "dome": "dome", "panning": "panning",
    "ptz": "panning", "panorama": "panorama", "panoramic": "panorama", "360": "panorama", "360°": "panorama",
    "fisheye": "panorama", "doorbell": "doorbell",
}  # fmt: skip
WATCHES = {word: word for word in ("public", "outdoor", "indoor", "traffic")}
# Who runs it, where the mapper says so.
STATED_OWNERS = {
    "government": "public", "public": "public", "police": "public", "military": "public",
    "private": "private", "business": "private", "company": "private",
    "private_for_profit": "private", "private_non_profit": "private",
}  # fmt: skip
# What it watches tells who runs it in most cases, never surely: hence the basis "inferred".
INFERRED_OWNERS = {
    "public": "public", "traffic": "public", "outdoor": "private", "indoor": "private", "private": "private",
}  # fmt: skip
MOUNTS = {
    "post": "pole", "flock_pole": "pole", "utility_pole": "pole", "streetlight": "street_lamp",
    "street_light": "street_lamp", "streelight": "street_lamp", "lighting_pole": "street_lamp",
    "light": "street_lamp", "lamp": "street_lamp", "lamp_post": "street_lamp", "lamppost": "street_lamp",
    "traffic_signal": "traffic_signals", "traffic_light": "traffic_signals",
    "traffic_lights": "traffic_signals", "root": "roof", "rooftop": "roof",
}  # fmt: skip
ZONES = {"parking_lot": "parking", "car_park": "parking", "platform": "public_transport_platform"}
# Usual words need no other name, but may be written with capitals or spaces.
MOUNTS |= {word: word for word in (
    "pole", "wall", "ceiling", "building", "roof", "street_lamp", "traffic_signals", "mast", "gantry",
    "tower", "window",
)}  # fmt: skip
ZONES |= {word: word for word in (
    "town", "traffic", "area", "building", "parking", "street", "entrance", "public",
    "public_transport_platform", "bank", "shop",
)}  # fmt: skip
CAPABILITIES = {
    "alpr": "plate_recognition", "anpr": "plate_recognition", "lpr": "plate_recognition",
    "plate_recognition": "plate_recognition", "license_plate_recognition": "plate_recognition",
    "licence_plate_recognition": "plate_recognition", "number_plate_recognition": "plate_recognition",
    "face_recognition": "face_recognition", "facial_recognition": "face_recognition",
    "behaviour_analysis": "behaviour_analysis", "behavior_analysis": "behaviour_analysis",
    "sound_detection": "sound_detection", "microphone": "sound_detection", "audio": "sound_detection",
    "loudspeaker": "loudspeaker", "speaker": "loudspeaker",
    "thermal": "thermal", "thermal_imaging": "thermal",
    "infrared": "infrared", "ir": "infrared", "night_vision": "infrared",
}  # fmt: skip
# Prefixes that say the object is not, not yet or no longer there.
LIFECYCLE = (
    "disused", "abandoned", "removed", "demolished", "razed", "destroyed", "was", "proposed", "planned",
)  # fmt: skip
# Parts of keys that name or reach a person. Nothing under them is ever stored.
PERSONAL = frozenset({
    "user", "uid", "changeset", "email", "e-mail", "phone", "telephone", "mobile", "fax", "whatsapp",
    "mobile_phone", "phone_number", "tel", "mail", "courriel", "téléphone",
    "contact_phone", "contact_email",
})  # fmt: skip

_SEPARATOR = re.compile(r"[;,|]")
# NUL breaks PostgreSQL, lone surrogates break UTF-8, the rest is never text; tab and newline stay.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_NUMBERED = re.compile(r"[_0-9]+$")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_METRES = re.compile(r"([0-9]+(?:[.,][0-9]+)?)\s*(?:m|metres?|meters?)?")
_FEET = re.compile(r"""([0-9]+(?:[.,][0-9]+)?)\s*(?:'|ft|feet)\s*(?:([0-9]+)\s*(?:"|in))?""")
_DEGREES = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*[°º]?")
_FOOT = 0.3048
# Keys and values repeat by the thousand: remembering them reads a row in 25 microseconds instead of 45.
_REMEMBERED = 4096
_TALLEST = 1000


def read_element(
    kind: object, osm_id: object, lat: object, lon: object, tags: Mapping[str, object]
) -> CameraRecord:
    """Turn one OSM object (position in degrees) into a record; raise Refused when it is no camera."""
    if str(kind) not in KINDS or not isinstance(osm_id, int) or isinstance(osm_id, bool) or osm_id <= 0:
        name = f"{kind} {osm_id}"[:40]
        raise Refused("bad_element", f"\u201c{name}\u201d does not name an OpenStreetMap object.")
    kept = clean_tags(tags)
    _require_camera(kept)
    latitude, longitude = read_position(lat, lon)
    return CameraRecord(f"osm:{kind}/{osm_id}", latitude, longitude, **describe(kept), tags=kept)


def describe(tags: Mapping[str, str]) -> dict[str, Any]:
    """The fields of a record that tags tell; raise Refused when they tell of a person."""
    if set(_words(tags.get("surveillance:type", ""))) == {"guard"}:
        raise Refused("guard", "The object is a person on guard, not a camera.")
    ownership, basis = _ownership(tags)
    return {
        "ownership": ownership,
        "ownership_basis": basis,
        "operator": _text(tags, "operator"),
        "device": _device(tags),
        "shape": _first(SHAPES, tags.get("camera:type", "")) or "unknown",
        "watches": _first(WATCHES, tags.get("surveillance", "")) or "unknown",
        "zone": _named(ZONES, _text(tags, "surveillance:zone")),
        "mount": _named(MOUNTS, _text(tags, "camera:mount")),
        "direction": choose_direction(tags)[:LONGEST],
        "angle": _angle(tags.get("camera:angle", "")),
        # Where both are given, height is the size of the thing itself: one real dome has 9 and 0.5.
        "height": _height(tags.get("camera:height", "")) or _height(tags.get("height", "")),
        "manufacturer": _text(
            tags, "manufacturer", "brand", "camera:manufacturer", "surveillance:manufacturer"
        ),
        "model": _text(tags, "model", "camera:model", "surveillance:model"),
        "software": _text(tags, "software", "camera:software", "surveillance:software"),
        "capabilities": _capabilities(tags),
        "installed_on": _day(tags.get("start_date", "")),
        "removed_on": _day(tags.get("end_date", "")),
        "observed_on": _latest(tags.get("check_date", ""), tags.get("survey:date", "")),
    }


def clean_tags(tags: Mapping[str, object]) -> dict[str, str]:
    """Keep every tag verbatim but those about a person; control characters go, newlines stay."""
    return {
        _clean(key): _clean(str(value))
        for key, value in tags.items()
        if value is not None and not is_personal(key)
    }


def _clean(text: str) -> str:
    return text if text.isprintable() else _CONTROL.sub("", text)


@lru_cache(_REMEMBERED)
def is_personal(key: str) -> bool:
    """Say whether a part of a key is personal: `contact:phone`, `phone:mobile`, `email_2`."""
    parts = _clean(key).casefold().split(":")
    return any(_NUMBERED.sub("", part.strip()) in PERSONAL for part in parts)


def names_surveillance(man_made: str) -> bool:
    """Say whether a man_made value, perhaps a list such as `mast;surveillance`, means a camera."""
    return "surveillance" in _words(man_made)


def _require_camera(tags: Mapping[str, str]) -> None:
    if not names_surveillance(tags.get("man_made", "")):
        gone = [f"{prefix}:man_made" for prefix in LIFECYCLE if f"{prefix}:man_made" in tags]
        if gone:
            raise Refused("not_a_camera", f"The object is not in use: {gone[0]}={tags[gone[0]]}.")
        if not any(key == "surveillance" or key.startswith("surveillance:") for key in tags):
            raise Refused(
                "not_a_camera", "The object has neither man_made=surveillance nor a surveillance tag."
            )


def read_position(lat: object, lon: object) -> tuple[float, float]:
    """Check a position and round it to 7 decimals, about 1 cm."""
    if lat is None or lon is None:
        raise Refused("no_position", "The object has no position; ways and relations need their centre.")
    latitude, longitude = _degrees(lat), _degrees(lon)
    if abs(latitude) > 90 and abs(latitude) <= 180 and abs(longitude) <= 90:
        raise Refused(
            "swapped",
            f"There is no latitude {latitude:g}; exchanged with {longitude:g} it would be a longitude.",
        )
    if abs(latitude) > 90:
        raise Refused("latitude_out_of_range", f"There is no latitude {latitude:g}: they end at 90.")
    if abs(longitude) > 180:
        raise Refused("longitude_out_of_range", f"There is no longitude {longitude:g}: they end at 180.")
    # Adding zero turns -0.0 into 0.0.
    latitude, longitude = round(latitude, 7) + 0.0, round(longitude, 7) + 0.0
    if latitude == 0 and longitude == 0:
        raise Refused("null_island", "The object lies at 0, 0, where positions go that were never filled in.")
    return latitude, longitude


def _degrees(value: object) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e9:
        return float(value)
    raise Refused("not_a_number", f"\u201c{str(value)[:40]}\u201d is no number of degrees.")


def _ownership(tags: Mapping[str, str]) -> tuple[str, str]:
    stated = _first(STATED_OWNERS, tags.get("operator:type", ""))
    if stated:
        return stated, "stated"
    inferred = _first(INFERRED_OWNERS, tags.get("surveillance", ""))
    return (inferred, "inferred") if inferred else ("unknown", "none")


def _device(tags: Mapping[str, str]) -> str:
    text = tags.get("surveillance:type", "")
    return _first(DEVICES, text) or ("other" if _words(text) else "camera")


def _capabilities(tags: Mapping[str, str]) -> tuple[str, ...]:
    said = [word for word in _words(tags.get("surveillance:type", "")) if DEVICES.get(word) == "plate_reader"]
    said.extend(_words(tags.get("camera:features", "")))
    return tuple(sorted({CAPABILITIES[word] for word in said if word in CAPABILITIES}))


@lru_cache(_REMEMBERED)
def _words(text: str) -> tuple[str, ...]:
    """Split a list value into its words, lower case, underscores for spaces."""
    words = ("_".join(part.split()).casefold() for part in _SEPARATOR.split(text))
    return tuple(word for word in words if word)


def _first(table: Mapping[str, str], text: str) -> str:
    """Return the meaning of the first known word of a list value, or ""."""
    return next((table[word] for word in _words(text) if word in table), "")


def _named(table: Mapping[str, str], text: str) -> str:
    """Replace the known words of a free text by their usual name and leave the others as they are."""
    parts = [part.strip() for part in text.split(";")]
    return ";".join(table.get("_".join(part.split()).casefold(), part) for part in parts if part)[:LONGEST]


def _text(tags: Mapping[str, str], *keys: str) -> str:
    """Return the first filled value on one line, cut to the width of a column."""
    for key in keys:
        if key in tags and (line := " ".join(tags[key].split())):
            return line[:LONGEST]
    return ""


def _angle(text: str) -> int | None:
    match = _DEGREES.fullmatch(text.strip())
    degrees = round(float(match[1])) if match and len(text) < 20 else 0
    return degrees if 1 <= degrees <= 360 else None


def _height(text: str) -> float | None:
    """Read metres (`8`, `8 m`) or feet (`12'`, `12'6"`) as metres, to the centimetre."""
    text = text.strip().lower()
    if match := _METRES.fullmatch(text):
        metres = _decimal(match[1])
    elif match := _FEET.fullmatch(text):
        metres = _FOOT * (_decimal(match[1]) + int((match[2] or "0")[:4]) / 12)
    else:
        return None
    return round(metres, 2) if 0.005 < metres <= _TALLEST else None


def _decimal(text: str) -> float:
    return float(text.replace(",", "."))


def _day(text: str) -> date | None:
    """Read a full ISO day; a year or a month alone is no day and stays in the tags."""
    if not _DAY.fullmatch(text.strip()):
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _latest(*texts: str) -> date | None:
    return max(filter(None, map(_day, texts)), default=None)
