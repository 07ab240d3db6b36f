import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import {
  formatCoordinate,
  isPosition,
  LONGEST,
  looksSwapped,
  readCoordinates,
  readDegrees,
} from "../../static/js/lib/coordinates/coordinates.js";

// The same table as in cameras/tests/test_coordinates.py.
const TABLE = JSON.parse(readFileSync(new URL("../data/coordinates.json", import.meta.url)));

function answer(result) {
  if (isPosition(result)) {
    const { lat, lon, zoom, accuracy } = result;
    return { is: [lat, lon], ...(zoom !== null && { zoom }), ...(accuracy !== null && { accuracy }) };
  }
  const { refused, looksLike, choices } = result;
  const places = choices.map(({ lat, lon }) => [lat, lon]);
  return { refused, ...(looksLike && { looks_like: looksLike }), ...(places.length && { choices: places }) };
}

test("every text is read as the table says", () => {
  for (const { about, text, language, near, ...expected } of TABLE.positions) {
    if (about) continue;
    const result = readCoordinates(text, { language, near });
    assert.deepEqual(answer(result), expected, `${text} ${language ?? ""}`);
  }
});

test("one field is read as the table says", () => {
  for (const { text, axis, language, ...expected } of TABLE.degrees) {
    const degrees = readDegrees(text, axis, language);
    const got = typeof degrees === "number" ? { is: degrees } : { refused: degrees.refused };
    assert.deepEqual(got, expected, `${axis} ${text}`);
  }
});

test("a turned pair is noticed as the table says", () => {
  for (const { position, near, is } of TABLE.swapped) {
    const turned = looksSwapped({ lat: position[0], lon: position[1] }, near);
    assert.deepEqual(turned && [turned.lat, turned.lon], is, `${position} near ${near}`);
  }
});

test("a turned pair keeps zoom and accuracy", () => {
  const turned = looksSwapped({ lat: 7.4, lon: 43.7, zoom: 17, accuracy: 35 }, [43.73, 7.42]);
  assert.deepEqual(turned, { lat: 43.7, lon: 7.4, zoom: 17, accuracy: 35 });
});

test("a text that no app shares is too long to read", () => {
  assert.equal(readCoordinates(`43.7384, 7.4246${" ".repeat(LONGEST)}`).refused, "too_long");
});

test("ten thousand letters of anything are answered at once", () => {
  for (const piece of [
    "4",
    "4.",
    "4,",
    "4 ",
    "4°",
    "-",
    "N4 ",
    "(",
    "a.",
    "%",
    "&q=1",
    "!3d4.1",
    "1,1,",
    ">",
    " ",
  ]) {
    for (const start of ["", "https://www.google.com/maps/", "geo:", "https://osm.org/#map="]) {
      const text = (start + piece.repeat(4000)).slice(0, LONGEST);
      const result = readCoordinates(text);
      assert.ok(isPosition(result) || result.refused, text.slice(0, 40));
    }
  }
});

test("coordinates are written with a dot and six decimals", () => {
  assert.equal(formatCoordinate(7.4), "7.400000");
  assert.equal(formatCoordinate(-0.12345678), "-0.123457");
});
