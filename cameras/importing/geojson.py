"""GeoJSON: OSM objects of overpass-turbo, osmtogeojson and `osmium export`, or plain features by a map.

Without a map only objects that name their OSM id are taken: a second import could not tell a known camera
from a new one.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from shapely.errors import ShapelyError
from shapely.geometry import shape

from cameras.importing import Edition, Reading, Row, attribute, edition, read_row
from cameras.importing.crs import System
from cameras.importing.documents import number, plain
from cameras.importing.overpass import is_deleted
from cameras.importing.plain import name_of, read_cells, reference
from cameras.osm import KINDS
from cameras.persons import without_persons
from cameras.record import Refused

# What the exporters put beside the tags: about the object's history or its author, not about the camera.
METADATA = frozenset(
    {"id", "meta", "timestamp", "version", "changeset", "user", "uid", "relations", "tainted"}
)
_LONG_ID = re.compile(r"(node|way|relation)/([0-9]{1,18})")
_SHORT_ID = re.compile(r"([nwr])([0-9]{1,18})")
_KINDS = {"n": "node", "w": "way", "r": "relation"}


def read_feature(reading: Reading, where: str, feature: object) -> Row:
    """Read one feature: an object of OpenStreetMap when it names one, else a row by the map."""
    if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict | None):
        return where, Refused("bad_element", "A feature must be an object with geometry and properties.")
    properties = feature.get("properties") or {}
    name = None if reading.id_column else _name(feature, properties)
    if name is None and not reading.has_map and (refusal := _no_point(feature)):
        return where, refusal
    where = f"{where} ({name[0]}/{name[1]})" if name else where
    if name and is_deleted({key: properties.get(f"@{key}") for key in ("visible", "action")}):
        refusal = Refused("not_a_camera", "The object was deleted.")
        return where, attribute(refusal, f"osm:{name[0]}/{name[1]}", _edition(properties))
    try:
        position = _position(feature.get("geometry"), reading.system)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError, RecursionError, ShapelyError):
        return where, _unplaced(reading, feature, name)
    except Refused:  # it lies nowhere in its reference system
        return where, _unplaced(reading, feature, name)
    if name is None:
        cells = _plain(feature, properties)
        own = "" if feature.get("id") is None else reference(reading, text_of(feature["id"]))
        return read_cells(reading, where, cells, lambda: reading.position(*position), own)
    return read_row(reading, where, *name, position, _tags(properties), _edition(properties))


def _edition(properties: Mapping[str, Any]) -> Edition:
    """As overpass-turbo and osmium (`@version`), osmtogeojson (`meta`) or others (`version`) write it."""
    meta = properties.get("meta")
    told = {**properties, **meta} if isinstance(meta, dict) else properties
    version, time = (told.get(f"@{name}", told.get(name)) for name in ("version", "timestamp"))
    return edition(version, time)


def _no_point(feature: Mapping[str, Any]) -> Refused | None:
    """Without a map and without an OpenStreetMap id, an area or a line is hardly a camera."""
    geometry = feature.get("geometry")
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind in ("Point", None):
        return None
    return Refused(
        "no_id", f"The {kind} names no OpenStreetMap object such as way/123; --id or --map takes others."
    )


def _unplaced(reading: Reading, feature: dict[str, Any], name: tuple[str, int] | None) -> Refused:
    refusal = Refused("bad_position", "The geometry of the feature cannot be read.")
    if name:
        refusal.external_ref = f"osm:{name[0]}/{name[1]}"
        return refusal
    own = "" if feature.get("id") is None else reference(reading, text_of(feature["id"]))
    cells = _plain(feature, feature.get("properties") or {})
    return attribute(refusal, name_of(reading, cells) if reading.id_column else own)


def _plain(feature: Mapping[str, object], properties: Mapping[str, object]) -> dict[str, object]:
    """Return the properties as texts, and the feature's own id among them unless one is named so."""
    cells: dict[str, object] = {} if feature.get("id") is None else {"id": text_of(feature["id"])}
    return cells | {key: text_of(value) for key, value in properties.items() if value is not None}


def _name(feature: Mapping[str, object], properties: Mapping[str, object]) -> tuple[str, int] | None:
    """Find the kind and the id, in each of the places where an exporter may put them."""
    for value in (properties.get("@id"), feature.get("id"), properties.get("id")):
        text = str(value)
        if match := _LONG_ID.fullmatch(text):
            return match[1], int(match[2])
        if match := _SHORT_ID.fullmatch(text):
            return _KINDS[match[1]], int(match[2])
    for type_key, id_key in (("@type", "@id"), ("type", "id")):
        text = f"{properties.get(type_key)}/{properties.get(id_key)}"
        if match := _LONG_ID.fullmatch(text):
            return match[1], int(match[2])
    return None


def _position(geometry: object, system: System) -> tuple[object, object]:
    """Return latitude and longitude: of a point, or of a point inside any other geometry."""
    if geometry is None:
        return None, None
    if not isinstance(geometry, dict):
        raise TypeError
    if geometry["type"] == "Point":
        lon, lat = geometry["coordinates"][:2]
        return system.degrees(number(lon), number(lat))
    inside = shape(plain(geometry)).representative_point()
    return system.degrees(inside.x, inside.y)


def _tags(properties: Mapping[str, object]) -> dict[str, object]:
    """Return the tags, whether they lie flat in the properties or nested in `tags`."""
    nested = properties.get("tags")
    if isinstance(nested, dict):
        return nested
    return {
        key: text_of(value)
        for key, value in properties.items()
        if not (
            key.startswith("@") or key in METADATA or value is None or (key == "type" and str(value) in KINDS)
        )
    }


def text_of(value: object) -> str:
    """Write a value as OSM would: converters turn "340" into 340 and "yes" into true."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    return json.dumps(plain(without_persons(value)), ensure_ascii=False, separators=(",", ":"))
