import assert from "node:assert/strict";
import { test } from "node:test";
import { formatCoordinate, parseCoordinate, parsePair } from "../../static/js/report/coordinates.js";

test("a coordinate is read with a dot, a comma, a true minus sign or a degree sign", () => {
  assert.equal(parseCoordinate("43.7384", 90), 43.7384);
  assert.equal(parseCoordinate(" 43,7384 ", 90), 43.7384);
  assert.equal(parseCoordinate("−7.42", 180), -7.42);
  assert.equal(parseCoordinate("43.7°", 90), 43.7);
  assert.equal(parseCoordinate("0", 90), 0);
});

test("what is not a coordinate is null, never NaN and never a guess", () => {
  for (const text of ["", "north", "91", "1e2", "Infinity", "43.7.1", "0x10", "4 3", "1,000,5", "."]) {
    assert.equal(parseCoordinate(text, 90), null, text);
  }
});

test("a pasted pair is read in the shapes that maps copy", () => {
  const here = { lat: 43.7384, lon: 7.4246 };
  for (const text of [
    "43.7384, 7.4246",
    "43.7384,7.4246",
    "43.7384 7.4246",
    "43,7384; 7,4246",
    "43,7384 7,4246",
    "geo:43.7384,7.4246?z=18",
  ]) {
    assert.deepEqual(parsePair(text), here, text);
  }
  assert.deepEqual(parsePair("-33.86, -151.2"), { lat: -33.86, lon: -151.2 });
});

test("one number, even with a decimal comma, is not a pair", () => {
  for (const text of ["43.7384", "43,7384", "43,73", "43,7", "43.7384,", "", "north, west", "95.0, 7.0"]) {
    assert.equal(parsePair(text), null, text);
  }
});

test("coordinates are written with a dot and six decimals", () => {
  assert.equal(formatCoordinate(7.4), "7.400000");
  assert.equal(formatCoordinate(-0.12345678), "-0.123457");
});
