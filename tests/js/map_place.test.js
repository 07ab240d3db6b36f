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
    isUnreadable: false,
    ownership: new Set(["private"]),
    filters: { operator: "Ville & Cie", status: "removed" },
    camera: 12,
  };
  assert.deepEqual(readState(stateQuery(state), START), state);
});

test("half a place or nonsense opens the start and is told apart from no place", () => {
  for (const query of [
    "?lat=60",
    "?lat=north&lon=24",
    "?lat=99&lon=24",
    "?lat=Infinity&lon=1",
    "?bbox=1,2,3",
  ]) {
    const { lat, lon, zoom, isUnreadable } = readState(query, START);
    assert.deepEqual([lat, lon, zoom, isUnreadable], [START.lat, START.lon, START.zoom, true], query);
  }
  for (const query of ["", "?lat=&lon=", "?ownership=public&zoom=12"]) {
    assert.equal(readState(query, START).isUnreadable, false, query);
  }
});

test("a zoom the map does not have becomes the nearest it has", () => {
  assert.equal(readState("?lat=1&lon=1&zoom=24", START).zoom, 20);
  assert.equal(readState("?lat=1&lon=1&zoom=0", START).zoom, 2);
  assert.equal(readState("?lat=1&lon=1&zoom=close", START).zoom, 16);
});

test("a link of another site opens its place", () => {
  const view = (search, hash) => {
    const { lat, lon, zoom } = readState(search, START, { hash, size: { x: 1024, y: 768 } });
    return [lat, lon, zoom];
  };
  assert.deepEqual(view("?mlat=43.74&mlon=7.43&z=18"), [43.74, 7.43, 18]);
  assert.deepEqual(view("", "#map=18/43.74/7.43"), [43.74, 7.43, 18]);
  assert.deepEqual(view("?lat=43,74&lng=7,43"), [43.74, 7.43, 16]);
  assert.deepEqual(view("?lat=43.74&lon=7.43&zoom=25"), [43.74, 7.43, 20]);
});

test("a box opens as deep as it fits", () => {
  const zoom = (box, x, y) => readState(`?bbox=${box}`, START, { size: { x, y } }).zoom;
  assert.equal(zoom("7.41,43.72,7.44,43.75", 1024, 768), 14);
  assert.equal(zoom("7.41,43.72,7.44,43.75", 300, 600), 13);
  assert.equal(zoom("170,-20,-170,-10", 1024, 768), 6);
  assert.equal(zoom("-180,-85,180,85", 300, 300), 2);
  assert.equal(zoom("7.4,43.7,7.4,43.7", 1024, 768), 20);
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
