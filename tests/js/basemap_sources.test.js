import assert from "node:assert/strict";
import { test } from "node:test";
import {
  boxOf,
  firstZoom,
  isFilled,
  sourcesIn,
  sourcesOf,
  streetsIn,
  wrapped,
} from "../../static/js/lib/basemap/sources.js";

const WORLD = { name: "world", bounds: null };
const MONACO = { name: "0", bounds: [7.409, 43.719, 7.442, 43.754] };
const FIJI = { name: "1", bounds: [179, -18, 179.9, -16] };
const ALL = [WORLD, MONACO, FIJI];

/** The tile of 512 pixels at a place. */
function tileAt(lat, lon, z) {
  const n = 2 ** (z - 1);
  const sine = Math.sin((lat * Math.PI) / 180);
  const y = (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * n;
  return { z, x: Math.floor(((lon + 180) / 360) * n), y: Math.floor(y) };
}

test("a town is drawn from the zoom on which it is 64 pixels wide", () => {
  assert.equal(firstZoom([7.409, 43.719, 7.442, 43.754]), 12);
  assert.equal(firstZoom([2, 48, 3, 49]), 7);
  assert.equal(firstZoom([-180, -85, 180, 85]), 0);
});

test("a tile has its box, in the one world that there is", () => {
  const [west, south, east, north] = boxOf({ z: 2, x: 0, y: 0 });
  assert.deepEqual([west, east, Math.round(south), Math.round(north)], [-180, 0, 0, 85]);
  assert.deepEqual(boxOf({ z: 2, x: 2, y: 0 }), boxOf({ z: 2, x: 0, y: 0 }));
  assert.equal(wrapped({ z: 2, x: -1 }), 1);
});

test("far from every town the world is drawn alone", () => {
  for (const zoom of [2, 7, 11, 14, 18]) assert.deepEqual(sourcesOf(tileAt(48, 2, zoom), ALL), ["world"]);
});

test("a town comes once it is large enough, and the world stays round it", () => {
  assert.deepEqual(sourcesOf(tileAt(43.735, 7.42, 11), ALL), ["world"]);
  assert.deepEqual(sourcesOf(tileAt(43.735, 7.42, 12), ALL), ["world", "0"]);
});

test("inside a town, and near one from zoom 15 on, the world is not asked for", () => {
  assert.deepEqual(sourcesOf(tileAt(43.735, 7.42, 16), ALL), ["0"]);
  assert.deepEqual(sourcesOf(tileAt(43.735, 7.4095, 15), ALL), ["0"]);
  assert.deepEqual(sourcesOf(tileAt(43.735, 7.3, 16), ALL), ["world"]);
});

test("a street map that does not say what it covers draws everything", () => {
  assert.deepEqual(sourcesOf(tileAt(48, 2, 5), [WORLD, { name: "0", bounds: null }]), ["0"]);
});

test("without a map of the world there is nothing outside of the towns", () => {
  assert.deepEqual(sourcesOf(tileAt(48, 2, 5), [MONACO]), []);
});

test("a view beyond the antimeridian sees the town there", () => {
  const names = (box) => streetsIn(box, 12, ALL).map(({ name }) => name);
  assert.deepEqual(names([179.5, -17, 180.5, -16.5]), ["1"]);
  assert.deepEqual(names([-180.5, -17, -179.5, -16.5]), ["1"]);
  assert.deepEqual(names([539.5, -17, 540.5, -16.5]), ["1"]);
  assert.deepEqual(names([-179.9, -17, -179, -16.5]), []);
});

test("a view is filled only by one map that holds all of it", () => {
  assert.ok(isFilled([7.41, 43.72, 7.43, 43.75], [MONACO]));
  assert.ok(!isFilled([7.3, 43.72, 7.43, 43.75], [MONACO]));
  assert.ok(!isFilled([7.3, 43.72, 7.43, 43.75], []));
});

test("a view is drawn by all that draw its tiles, on both sides of the antimeridian", () => {
  assert.deepEqual([...sourcesIn([7.2, 43.6, 7.6, 43.9], 12, ALL)].sort(), ["0", "world"]);
  assert.deepEqual([...sourcesIn([179.2, -17.9, 181, -17], 10, ALL)].sort(), ["1", "world"]);
  assert.deepEqual([...sourcesIn([-400, -85, 400, 85], 2, ALL)], ["world"]);
});
