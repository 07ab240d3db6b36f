"""Which OpenStreetMap tags become which feature: a subset of the Protomaps basemap schema, version 4.

Keeping to that schema lets one style draw both our own files and boxes cut from a Protomaps build.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeVar

Tags = Mapping[str, str]
Value = TypeVar("Value")


class Feature(NamedTuple):
    layer: str
    first_zoom: int
    props: dict[str, str | int | bool]


def table(*rows: tuple[Value, str]) -> dict[str, Value]:
    """Spread rows of (meaning, "words that have it") to a dictionary word -> meaning."""
    return {word: value for value, words in rows for word in words.split()}


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ROADS = table(  # highway=* -> (kind, first zoom)
    (("highway", 6), "motorway motorway_link"),
    (("major_road", 8), "trunk trunk_link primary primary_link"),
    (("major_road", 10), "secondary secondary_link tertiary tertiary_link"),
    (("minor_road", 12), "residential unclassified living_street road"),
    (("path", 12), "pedestrian"),
    (("minor_road", 13), "service"),
    (("path", 13), "cycleway footway path steps track bridleway"),
)
RAILS = {"rail": 10, "light_rail": 11, "narrow_gauge": 11, "tram": 13, "funicular": 13}
AREAS = {  # key -> value -> (layer, kind); the first key that fits wins
    "leisure": table(
        (("landuse", "park"), "park garden nature_reserve dog_park"),
        (("landuse", "pitch"), "pitch track"),
        (("landuse", "playground"), "playground"),
        (("landuse", "golf_course"), "golf_course"),
        (("water", "swimming_pool"), "swimming_pool"),
    ),
    "natural": table(
        (("water", "water"), "water"),
        (("landuse", "wood"), "wood"),
        (("landuse", "scrub"), "scrub heath"),
        (("landuse", "grass"), "grassland"),
        (("landuse", "beach"), "beach sand"),
        (("landuse", "wetland"), "wetland"),
        (("landuse", "bare_rock"), "bare_rock"),
    ),
    "landuse": table(
        (("landuse", "forest"), "forest"),
        (("landuse", "cemetery"), "cemetery"),
        (("landuse", "grass"), "grass meadow village_green recreation_ground allotments flowerbed farmland"),
        (("landuse", "industrial"), "industrial railway"),
        (("water", "water"), "reservoir basin"),
    ),
    "amenity": table(
        (("landuse", "school"), "school kindergarten"),
        (("landuse", "university"), "university college"),
        (("landuse", "hospital"), "hospital"),
        (("landuse", "cemetery"), "grave_yard"),
        (("landuse", "pedestrian"), "parking"),
    ),
    "waterway": table((("water", "water"), "dock riverbank")),
    "man_made": table((("landuse", "pier"), "pier bridge")),
    "railway": table((("landuse", "pier"), "platform")),
    "highway": table((("landuse", "pedestrian"), "pedestrian footway platform")),
    "place": table((("landuse", "pedestrian"), "square")),
}
PLACES = table(  # place=* -> (kind, first zoom)
    (("locality", 6), "city"),
    (("locality", 8), "town"),
    (("locality", 10), "village"),
    (("locality", 12), "hamlet"),
    (("macrohood", 11), "suburb"),
    (("neighbourhood", 12), "quarter"),
    (("neighbourhood", 13), "neighbourhood"),
)
ANY: frozenset[str] = frozenset()
POIS = {  # key -> (first zoom, accepted values or ANY); the first key that fits wins
    "railway": (12, words("station halt subway_entrance tram_stop")),
    "highway": (15, words("bus_stop")),
    "amenity": (15, ANY),
    "shop": (15, ANY),
    "tourism": (15, ANY),
    "office": (15, words("government")),
    "place": (14, words("square")),
    "leisure": (14, words("park garden stadium sports_centre nature_reserve marina")),
    "historic": (15, words("monument memorial")),
}
POI_ZOOMS = table(  # what people find their way by comes earlier, doors and stops later than their key says
    (13, "university hospital townhall halt"),
    (14, "museum theatre school library place_of_worship police"),
    (15, "tram_stop subway_entrance"),
)
UNWANTED_POIS = words(
    "parking parking_space parking_entrance motorcycle_parking bicycle_parking bench waste_basket fountain"
    " vending_machine atm recycling toilets telephone waste_disposal artwork information yes no vacant"
)
# The only objects whose areas must be assembled: everything else is never a surface or a label.
AREA_KEYS = ("building", "addr:housenumber", *sorted({*AREAS, *POIS}))


def labels_of(tags: Tags, *, is_area: bool) -> Iterator[Feature]:
    """The labels of a node or of an area."""
    name = tags.get("name")
    if number := tags.get("addr:housenumber"):
        yield Feature("buildings", 15, {"kind": "address", "addr_housenumber": number})
    if not name:
        return
    if not is_area and (place := tags.get("place")) in PLACES:
        kind, zoom = PLACES[place]
        yield Feature("places", zoom, {"kind": kind, "kind_detail": place, "name": name, "min_zoom": zoom})
    elif (natural := tags.get("natural")) in ("water", "bay", "strait"):
        yield Feature("water", 12, {"kind": "lake" if natural == "water" else "bay", "name": name})
    else:
        yield from _poi(tags, name)


def _poi(tags: Tags, name: str) -> Iterator[Feature]:
    for key, (key_zoom, accepted) in POIS.items():
        value = tags.get(key)
        if value and value not in UNWANTED_POIS and (accepted is ANY or value in accepted):
            zoom = POI_ZOOMS.get(value, key_zoom)
            yield Feature("pois", zoom, {"kind": value, "name": name, "min_zoom": zoom + 1})
            return


def line_of(tags: Tags) -> Feature | None:
    """The feature of a way drawn as a line, or None."""
    props: dict[str, str | int | bool] = {
        f"is_{key}": True for key in ("tunnel", "bridge") if tags.get(key, "no") != "no"
    }
    if "name" in tags:
        props["name"] = tags["name"]
    if road := _road(tags, props):
        return road
    waterway = tags.get("waterway")
    if waterway in ("river", "canal", "stream") and "is_tunnel" not in props:
        return Feature("water", 10 if waterway == "river" else 13, props | {"kind": waterway})
    if tags.get("man_made") == "pier":
        return Feature("roads", 13, props | {"kind": "path", "kind_detail": "pier"})
    if tags.get("natural") == "coastline":
        return Feature("coastline", 0, {})
    return None


def _road(tags: Tags, props: dict[str, str | int | bool]) -> Feature | None:
    highway, railway = tags.get("highway"), tags.get("railway")
    if highway in ROADS:
        kind, zoom = ROADS[highway]
        if highway in ("footway", "service") and highway in tags:  # footway=sidewalk, service=driveway
            highway, zoom = tags[highway], 14
        return Feature("roads", zoom, props | {"kind": kind, "kind_detail": highway})
    if railway in RAILS and "service" not in tags:
        return Feature("roads", RAILS[railway], props | {"kind": "rail", "kind_detail": railway})
    return None


def surface_of(tags: Tags) -> Feature | None:
    """The feature of a filled area, or None."""
    if tags.get("building", "no") != "no":
        return Feature("buildings", 13, {"kind": "building"})
    # a closed footway is a loop to walk, a surface only when it says so
    is_loop = "area" not in tags and "type" not in tags
    for key, values in AREAS.items():
        match = values.get(tags.get(key, ""))
        if match and not (key == "highway" and is_loop):
            layer, kind = match
            return Feature(layer, 10, {"kind": kind})
    return None
