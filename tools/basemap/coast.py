"""Land and sea: OpenStreetMap has no sea, only coastlines with the land on their left."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

EDGE = 85.0511287798  # degrees: where the square of web Mercator ends
Shapes = npt.NDArray[np.object_]
Coordinates = npt.NDArray[np.float64]


def project(shapes: Any) -> Any:
    """Degrees to web Mercator in the unit square, y down; one geometry or an array of them."""

    def convert(xy: Coordinates) -> Coordinates:
        sin = np.sin(np.radians(np.clip(xy[:, 1], -EDGE, EDGE)))
        return np.column_stack((xy[:, 0] / 360 + 0.5, 0.5 - np.log((1 + sin) / (1 - sin)) / (4 * np.pi)))

    return shapely.transform(shapes, convert)


def land_and_sea(coast: Shapes, box: shapely.Polygon) -> tuple[Shapes, Shapes]:
    """Split the box along the coastlines; without any coastline all of it is land."""
    cuts = [box.exterior, *(shore.intersection(box) for shore in _shores(coast, box))]
    faces = shapely.get_parts(shapely.polygonize([shapely.unary_union(cuts)]))
    votes = _votes(coast, faces)
    return faces[votes <= 0], faces[votes > 0]


def _shores(coast: Shapes, box: shapely.Polygon) -> Iterable[shapely.LineString]:
    """The coastlines joined; where the extract was cut inside the box they go on to its edge."""
    if not len(coast):
        return
    edge = box.exterior
    for shore in shapely.get_parts(shapely.line_merge(shapely.multilinestrings(coast))):
        if shore.is_closed:
            yield shore
            continue
        ends = [shapely.Point(shore.coords[i]) for i in (0, -1)]
        first, last = (edge.interpolate(edge.project(end)) if box.contains(end) else end for end in ends)
        yield shapely.LineString([first, *shore.coords, last])


def _votes(coast: Shapes, faces: Shapes) -> Coordinates:
    """Each stretch of coast votes for the face on its right (sea) and against the one on its left."""
    votes, tree = np.zeros(len(faces)), shapely.STRtree(faces)
    for shore in coast:
        xy = shapely.get_coordinates(shore)
        middle, step = (xy[1:] + xy[:-1]) / 2, np.diff(xy, axis=0)
        right = np.column_stack((-step[:, 1], step[:, 0])) / np.hypot(*step.T)[:, None] * 1e-9
        for side, vote in ((right, 1), (-right, -1)):
            np.add.at(votes, tree.query(shapely.points(middle + side), predicate="within")[1], vote)
    return votes
