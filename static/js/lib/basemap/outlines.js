// Outlines of the countries, the lowest layer of the basemap: reads a TopoJSON file and paints one tile of it.
// Coordinates are web Mercator in the unit square, y down. A shape that crosses the antimeridian goes on
// beyond 0 or 1 instead of jumping back, and is painted once more on the other side of the world.

const BOTTOM = 1.001; // the pole is infinitely far in this projection: just below the map is far enough

function project(lon, lat) {
  const sin = Math.sin((Math.max(-85.06, Math.min(85.06, lat)) * Math.PI) / 180);
  return [lon / 360 + 0.5, 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)];
}

/** The arcs of the file, which stores differences of whole numbers, as points on the map. */
function decodeArcs({ arcs, transform }) {
  const [scaleX, scaleY] = transform.scale;
  const [left, bottom] = transform.translate;
  return arcs.map((arc) => {
    let [x, y] = [0, 0];
    return arc.map(([dx, dy]) => {
      x += dx;
      y += dy;
      return project(x * scaleX + left, y * scaleY + bottom);
    });
  });
}

/** Take out the jumps of a whole world between neighbours. */
export function unwrap(points) {
  let turn = 0;
  return points.map(([x, y], i) => {
    if (i) turn -= Math.round(x - points[i - 1][0]);
    return [x + turn, y];
  });
}

/** One ring from its arcs; ~n means arc n backwards. Arcs share their end points. */
function joinArcs(indexes, arcs) {
  const points = [];
  for (const index of indexes) {
    const arc = index < 0 ? arcs[~index].slice().reverse() : arcs[index];
    points.push(...(points.length ? arc.slice(1) : arc));
  }
  return points;
}

/** A ring that goes around the world (Antarctica) closes below the map. */
export function closeRing(points) {
  const [first, last] = [points[0], points.at(-1)];
  if (Math.abs(first[0] - last[0]) < 0.5) return points;
  return [...points, [last[0], BOTTOM], [first[0], BOTTOM]];
}

function withBox(lines) {
  const points = lines.flat();
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  return {
    lines,
    west: Math.min(...xs),
    east: Math.max(...xs),
    north: Math.min(...ys),
    south: Math.max(...ys),
  };
}

/** {lands, borders}: polygons with their holes, and lines; each with the box it lies in. */
export function readOutlines(topology) {
  const arcs = decodeArcs(topology);
  const polygons = topology.objects.countries.geometries.flatMap(({ type, arcs: indexes }) =>
    type === "Polygon" ? [indexes] : indexes,
  );
  const ring = (indexes) => closeRing(unwrap(joinArcs(indexes, arcs)));
  return {
    lands: polygons.map((rings) => withBox(rings.map(ring))),
    borders: arcs.map((arc) => withBox([unwrap(arc)])),
  };
}

/** Where a shape has to be painted to be seen in a tile: 0, or a whole world to the left or right. */
export function turnsInto(shape, tile) {
  if (shape.south < tile.north || shape.north > tile.south) return [];
  return [-1, 0, 1].filter((turn) => shape.west + turn <= tile.east && shape.east + turn >= tile.west);
}

function trace(context, shape, tile, turn, size) {
  const scale = size / (tile.east - tile.west);
  for (const line of shape.lines) {
    line.forEach(([x, y], i) => {
      const at = [(x + turn - tile.west) * scale, (y - tile.north) * scale];
      if (i) context.lineTo(...at);
      else context.moveTo(...at);
    });
  }
}

function tileBox({ x, y, z }) {
  const n = 2 ** z;
  const column = ((x % n) + n) % n; // the map may show the world more than once
  return { west: column / n, east: (column + 1) / n, north: y / n, south: (y + 1) / n };
}

/** Paint one tile of `size` pixels. */
export function paintOutlines(context, { lands, borders }, coords, size, colours) {
  const tile = tileBox(coords);
  context.fillStyle = colours.water;
  context.fillRect(0, 0, size, size);
  context.fillStyle = colours.land;
  for (const land of lands) {
    for (const turn of turnsInto(land, tile)) {
      context.beginPath();
      trace(context, land, tile, turn, size);
      context.fill("evenodd");
    }
  }
  context.strokeStyle = colours.border;
  context.lineWidth = size / 256;
  for (const border of borders) {
    for (const turn of turnsInto(border, tile)) {
      context.beginPath();
      trace(context, border, tile, turn, size);
      context.stroke();
    }
  }
}
