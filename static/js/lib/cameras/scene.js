// Which cameras and discs stand where on the canvas, from the tiles that are loaded. Pure: no DOM, no Leaflet.
import { TILE_EXTENT, TILE_SIZE } from "../geo.js";
import { clusterRadius, mergeClusters } from "./symbology.js";

const MARGIN = 80; // px round the canvas: a cone may reach in from outside
const ANCESTORS = 4; // levels to look up for older data while new tiles load

/**
 * store.get("z/x/y") -> {c, p} or undefined. view: {zoom, dataZoom, left, top, width, height, ownership},
 * left and top being world pixels at `zoom`. Answer: {cameras, clusters} in canvas pixels.
 */
export function sceneOf(store, view) {
  const scene = { cameras: [], clusters: [] };
  for (const tile of visibleTiles(view)) {
    const source = findTile(store, view.dataZoom, tile.x, tile.y);
    if (source) addTile(scene, source, tile, view);
  }
  scene.clusters = mergeClusters(scene.clusters);
  return scene;
}

/** Tiles under the canvas with x not wrapped: the same tile stands twice where the world repeats. */
function visibleTiles({ zoom, dataZoom, left, top, width, height }) {
  const size = TILE_SIZE * 2 ** (zoom - dataZoom);
  const rows = 2 ** dataZoom;
  const tiles = [];
  const lastRow = Math.min(rows - 1, Math.floor((top + height + MARGIN) / size));
  for (let y = Math.max(0, Math.floor((top - MARGIN) / size)); y <= lastRow; y += 1) {
    for (let x = Math.floor((left - MARGIN) / size); x * size <= left + width + MARGIN; x += 1) {
      tiles.push({ x, y });
    }
  }
  return tiles;
}

/** The tile itself, or, while it loads, the nearest older one above it. */
function findTile(store, z, x, y) {
  const columns = 2 ** z;
  const wrapped = ((x % columns) + columns) % columns;
  for (let up = 0; up <= Math.min(z, ANCESTORS); up += 1) {
    const data = store.get(`${z - up}/${wrapped >> up}/${y >> up}`);
    if (data) return { data, up };
  }
  return null;
}

function addTile(scene, { data, up }, { x, y }, view) {
  const size = TILE_SIZE * 2 ** (view.zoom - view.dataZoom);
  const scale = (size * 2 ** up) / TILE_EXTENT;
  const originX = (x >> up) * size * 2 ** up - view.left;
  const originY = (y >> up) * size * 2 ** up - view.top;
  const box = { left: x * size - view.left, top: y * size - view.top, size };
  const place = (unitX, unitY) => {
    const at = { x: originX + unitX * scale, y: originY + unitY * scale };
    return up === 0 || isInside(at, box) ? at : null;
  };
  for (const [id, unitX, unitY, ownership, shape, arcs, device = "camera"] of data.p) {
    const at = view.ownership.has(ownership) && place(unitX, unitY);
    if (at) scene.cameras.push({ ...at, id, ownership, shape, arcs, device });
  }
  for (const [unitX, unitY, n, publicCount, privateCount] of data.c) {
    const at = place(unitX, unitY);
    if (at) addCluster(scene, at, { n, public: publicCount, private: privateCount }, view.ownership);
  }
}

function isInside(at, { left, top, size }) {
  return at.x >= left && at.x < left + size && at.y >= top && at.y < top + size;
}

/** Counts only the kinds that are shown; what is left of a disc may be one camera, which keeps its sign. */
function addCluster(scene, at, counts, ownership) {
  const shares = {
    public: ownership.has("public") ? counts.public : 0,
    private: ownership.has("private") ? counts.private : 0,
    unknown: ownership.has("unknown") ? counts.n - counts.public - counts.private : 0,
  };
  const n = shares.public + shares.private + shares.unknown;
  if (n > 1) scene.clusters.push({ ...at, ...shares, n });
  if (n !== 1) return;
  const kind = Object.keys(shares).find((key) => shares[key] === 1);
  scene.cameras.push({ ...at, id: null, ownership: kind, shape: "unknown", arcs: [] });
}

/**
 * Features within `radius` of a point, nearest first; a disc bigger than that is hit over all of its face.
 * A camera has an id; a disc (or the last camera of one) has none.
 */
export function nearest({ cameras, clusters }, at, radius) {
  const hits = [];
  for (const feature of [...cameras, ...clusters]) {
    const hitRadius = feature.n ? Math.max(radius, clusterRadius(feature.n)) : radius;
    const distance = Math.hypot(feature.x - at.x, feature.y - at.y);
    if (distance <= hitRadius) hits.push({ ...feature, distance });
  }
  return hits.sort((a, b) => a.distance - b.distance);
}
