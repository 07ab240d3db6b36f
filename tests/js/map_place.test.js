import assert from "node:assert/strict";
import { test } from "node:test";
import { listQuery, placeQuery, readState, stateQuery } from "../../static/js/map/place.js";

const START = { lat: 43.7384, lon: 7.4246, zoom: 16 };
const BOX = { west: 7.41, south: 43.72, east: 7.44, north: 43.75 };

test("an empty address opens the start with every kind", () => {
  const state = readState("", START);
  assert.deepEqual([state.lat, state.lon, state.zoom, state.camera], [43.7384, 7.4246, 16, null]);
  assert.equal(state.ownership.size, 3);
});

test("an address is read back as it was written", () => {
  const state = {
    lat: 60.17,
    lon: 24.94,
    zoom: 15,
    ownership: new Set(["private"]),
    filters: { operator: "Ville & Cie", status: "removed" },
    camera: 12,
  };
  assert.deepEqual(readState(stateQuery(state), START), state);
});

test("half a place or nonsense opens the start", () => {
  for (const query of [
    "?lat=60",
    "?lat=north&lon=24",
    "?lat=99&lon=24",
    "?lat=&lon=",
    "?lat=Infinity&lon=1",
  ]) {
    const { lat, lon } = readState(query, START);
    assert.deepEqual([lat, lon], [START.lat, START.lon], query);
  }
});

test("a zoom the map does not have becomes the nearest it has", () => {
  assert.equal(readState("?lat=1&lon=1&zoom=24", START).zoom, 20);
  assert.equal(readState("?lat=1&lon=1&zoom=0", START).zoom, 2);
  assert.equal(readState("?lat=1&lon=1&zoom=close", START).zoom, 16);
});

test("kinds nobody knows are ignored, none left means all", () => {
  assert.deepEqual([...readState("?ownership=private,alien", START).ownership], ["private"]);
  assert.equal(readState("?ownership=alien", START).ownership.size, 3);
});

test("a place beyond the antimeridian is written inside the world", () => {
  assert.equal(placeQuery({ lat: -17.7, lon: 182.5, zoom: 9 }), "?lat=-17.7&lon=-177.5&zoom=9");
});

test("the list takes one kind or all, and every filter", () => {
  const shown = (ownership, filters = {}) => listQuery(BOX, { ownership: new Set(ownership), filters });
  assert.equal(shown(["public"]), "?bbox=7.41,43.72,7.44,43.75&ownership=public");
  assert.equal(shown(["public", "private"]), "?bbox=7.41,43.72,7.44,43.75");
  assert.equal(
    shown(["public"], { shape: "dome" }),
    "?bbox=7.41,43.72,7.44,43.75&ownership=public&shape=dome",
  );
});
