import assert from "node:assert/strict";
import test from "node:test";
import { isPlaced } from "../../static/js/report/placing.js";

const HERE = { lat: 43.7, lng: 7.4 };

test("a place seen from near is one", () => {
  assert.equal(isPlaced({ place: HERE, isExact: false, zoom: 17 }), true);
});

test("the middle of a quarter is none", () => {
  assert.equal(isPlaced({ place: HERE, isExact: false, zoom: 16.9 }), false);
});

test("typed or measured, the zoom says nothing", () => {
  assert.equal(isPlaced({ place: HERE, isExact: true, zoom: 2 }), true);
  assert.equal(isPlaced({ place: null, isExact: true, zoom: 19 }), false);
});
