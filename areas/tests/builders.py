"""Areas for tests, stored by the same function as imported ones."""

from areas.geometry import as_geojson, bounds_of, read_outline
from areas.models import Area
from areas.outlines import Outline, store


def box(west, south, east, north):
    """A GeoJSON polygon."""
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def area(code="MC", geometry=None, **values):
    """An area; Monaco and its surroundings by default. Existing cameras are not
    put into it: cameras/registry/area_membership.py does that."""
    outline = read_outline(geometry or box(7.40, 43.72, 7.45, 43.76))
    parent = values.pop("parent", "")
    fields = {"name": code, "level": Area.Level.TOWN, "source": "the town", "licence": "etalab-2.0"}
    fields |= {"population": None, "population_year": None, **values}
    fields |= {**bounds_of(outline)._asdict(), "polygon": as_geojson(outline)}
    return store(Outline(code, parent, fields))[0]
