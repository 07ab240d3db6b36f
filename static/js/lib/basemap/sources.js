// Which of the site's maps draw a tile: the street maps that it touches, and the map of the world where these leave
// room. Pure. A tile is {z, x, y}, of 512 pixels; x may lie beyond the antimeridian.

import { latLonToWorld } from "../geo.js";

export const TILE = 512;
export const WORLD = "world"; // the name of the map of the world among the sources
export const WORLD_TO_ZOOM = 11; // nearer, coasts and rivers at 1:10 million are too far off; its names stay
const STREETS_ALONE_FROM = 15; // zoom on which a place has room for the names of its own streets
const SMALLEST_TOWN = 64; // pixels: a street map that is smaller on the screen is neither drawn nor fetched

/** The first zoom on which a street map of this width is worth drawing. */
export function firstZoom([west, , east]) {
  return Math.max(0, Math.ceil(Math.log2((SMALLEST_TOWN * 360) / (256 * (east - west)))));
}

/** The number of the column in the one world that there is. */
export function wrapped({ x, z }) {
  const n = 2 ** (z - 1);
  return ((x % n) + n) % n;
}

/** West, south, east, north of a tile in degrees. */
export function boxOf(tile) {
  const n = 2 ** (tile.z - 1);
  const lon = (x) => (x / n) * 360 - 180;
  const lat = (y) => (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / n))) * 180) / Math.PI;
  const x = wrapped(tile);
  return [lon(x), lat(tile.y + 1), lon(x + 1), lat(tile.y)];
}

/** Bounds in the copy of the world that lies nearest to a box. */
function beside([west, south, east, north], [w, , e]) {
  const turn = 360 * Math.round((w + e - west - east) / 720);
  return [west + turn, south, east + turn, north];
}

function touches(bounds, box) {
  const [west, south, east, north] = beside(bounds, box);
  return west < box[2] && east > box[0] && south < box[3] && north > box[1];
}

function covers(bounds, box) {
  const [west, south, east, north] = beside(bounds, box);
  return west <= box[0] && south <= box[1] && east >= box[2] && north >= box[3];
}

/** The street maps that are drawn in a box [w, s, e, n] at a zoom. archives: [{name, bounds: [w, s, e, n] | null}]. */
export function streetsIn(box, zoom, archives) {
  return archives.filter(
    ({ name, bounds }) => name !== WORLD && (!bounds || (zoom >= firstZoom(bounds) && touches(bounds, box))),
  );
}

/** Whether one of these street maps fills the box. */
export function isFilled(box, streets) {
  return streets.some(({ bounds }) => !bounds || covers(bounds, box));
}

/** The tiles in a view [w, s, e, n]; columns go on beyond the antimeridian. */
function tilesIn([west, south, east, north], zoom) {
  const z = Math.round(zoom);
  const corner = (lat, lon) => latLonToWorld(lat, lon, z);
  const [from, to] = [corner(north, west), corner(south, east)];
  const tiles = [];
  for (let x = Math.floor(from.x / TILE); x * TILE < to.x; x += 1) {
    for (let y = Math.floor(from.y / TILE); y * TILE < to.y; y += 1) tiles.push({ z, x, y });
  }
  return tiles;
}

/** Names of the archives that draw a view, each once. */
export function sourcesIn(box, zoom, archives) {
  return new Set(tilesIn(box, zoom).flatMap((tile) => sourcesOf(tile, archives)));
}

/** Names of the archives that draw a tile, the lowest first. */
export function sourcesOf(tile, archives) {
  const box = boxOf(tile);
  const streets = streetsIn(box, tile.z, archives);
  const hasRoom = tile.z < STREETS_ALONE_FROM ? !isFilled(box, streets) : streets.length === 0;
  const world = archives.filter(({ name }) => name === WORLD && hasRoom);
  return [...world, ...streets].map(({ name }) => name);
}
