import assert from "node:assert/strict";
import { test } from "node:test";

// The modules look for these when they are loaded.
globalThis.window = { L: { GridLayer: { extend: () => null } } };
globalThis.document = { documentElement: { lang: "en" } };
const { lacksStreets } = await import("../../static/js/map/no_streets.js");

const GROUND = {
  pmtiles: [{ url: "monaco.pmtiles", bounds: [7.409, 43.719, 7.442, 43.754] }],
  world: { url: "world.pmtiles" },
  raster: null,
};
const MONACO = { west: 7.415, south: 43.73, east: 7.425, north: 43.74 };
const NIMES = { west: 4.3, south: 43.8, east: 4.4, north: 43.9 };

test("streets are missed from zoom 11 on, where no street map reaches into the view", () => {
  assert.equal(lacksStreets(NIMES, 11, GROUND), true);
  assert.equal(lacksStreets(NIMES, 10, GROUND), false);
  assert.equal(lacksStreets(MONACO, 16, GROUND), false);
});

test("a street map that is too small to be drawn yet is missed too", () => {
  assert.equal(lacksStreets(MONACO, 11, GROUND), true);
});

test("a raster map has streets everywhere", () => {
  assert.equal(lacksStreets(NIMES, 16, { ...GROUND, pmtiles: [], raster: { url: "x" } }), false);
});
